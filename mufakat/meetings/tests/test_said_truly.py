"""What papers and forms say is so: what nobody agreed is not agreed, hours as they were, words typed as a sentence."""

from typing import Any

import pytest
from django.utils.translation import override

from mufakat.meetings import actions, queries, rules
from mufakat.meetings.models import Meeting, Proposal
from mufakat.meetings.papers.hours import hours_of
from mufakat.meetings.papers.worked import worked_facts
from mufakat.meetings.snapshot import of_meeting
from tests.village import bring_wishes
from tests.world import World, wib

from .test_actions_work import do, refused


@pytest.mark.parametrize(
    ("typed", "within"),
    [
        ("Air bersih hanya malam hari.", "Air bersih hanya malam hari"),
        ("Air bersih malam hari. (contoh rekaan)", "Air bersih malam hari (contoh rekaan)"),
        ("Citarip tanpa air", "Citarip tanpa air"),
        ("DBD naik;", "DBD naik"),
        ("", ""),
    ],
)
def test_a_sentence_without_its_stop(typed: str, within: str) -> None:
    assert rules.without_stop(typed) == within


PLANNED = {
    "starts_at": "2026-06-26T01:00:00+00:00",
    "ends_at": "2026-06-26T05:00:00+00:00",
    "timezone": "Asia/Jakarta",
    "ratified_at": "",
    "agenda": [],
}
WHOLE = "08.00–12.00 WIB"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, WHOLE),
        ({"opened_at": "2026-06-26T01:05:00+00:00"}, WHOLE),  # in time
        ({"opened_at": "2026-06-29T01:05:00+00:00"}, WHOLE),  # written down on a later day
        ({"ratified_at": "2026-06-26T08:00:00+00:00"}, WHOLE),  # after the session
        (
            {"opened_at": "2026-06-26T00:20:00+00:00", "ratified_at": "2026-06-26T00:49:00+00:00"},
            f"direncanakan {WHOLE}; dibuka 07.20, disahkan 07.49",
        ),
        (
            {
                "opened_at": "2026-06-26T00:20:00+00:00",
                "agenda": [
                    {
                        "begun_at": "2026-06-26T01:30:00+00:00",
                        "ended_at": "2026-06-26T05:40:00+00:00",
                    }
                ],
            },
            f"direncanakan {WHOLE}; dimulai 08.30, selesai 12.40",
        ),
        (  # a step that nobody ended: when it was over is not known
            {
                "agenda": [
                    {
                        "begun_at": "2026-06-26T01:00:00+00:00",
                        "ended_at": "2026-06-26T03:00:00+00:00",
                    },
                    {"begun_at": "2026-06-26T03:00:00+00:00", "ended_at": ""},
                ],
            },
            WHOLE,
        ),
    ],
)
def test_hours_as_they_were(more: dict[str, Any], told: str) -> None:
    with override("id"):  # as the papers are set
        assert hours_of({**PLANNED, **more}) == told


@pytest.mark.django_db
def test_the_snapshot_knows_when_it_was_opened(world: World) -> None:
    assert of_meeting(world.opened)["opened_at"] and not of_meeting(world.planned)["opened_at"]


@pytest.mark.django_db
def test_what_was_taken_up_is_not_agreed_yet(world: World) -> None:
    """It waits until the session has decided; the minutes say so, and count only what was agreed."""
    bring_wishes(world)
    opened = Meeting.objects.get(pk=world.opened.pk)
    (answer,) = do(world, actions.take_input, opened, inputs=[world.work["wish"].pk])
    proposal = Proposal.objects.get(came_from=answer)
    assert proposal.state == "waiting"
    do(world, actions.record_proposal, opened, text="Usul sendiri", amount_idr=1000)

    def printed() -> Any:
        return worked_facts(of_meeting(Meeting.objects.get(pk=opened.pk)))["proposals"]

    facts = printed()
    assert "menunggu keputusan rapat" in str(facts["rows"]) and facts["total"] == "1.000"
    assert facts["sum"] == "Jumlah yang disepakati"
    Proposal.objects.update(amount_idr=None)
    assert printed()["total"] == "–"  # as in its rows
    client, url = world.client("notulis"), f"{opened.get_absolute_url()}usulan/{proposal.pk}/hasil/"
    form: Any = client.get(url).context_data["form"]  # type: ignore[index]
    assert [value for value, _label in form.fields["state"].choices] == ["proposed", "refused"]
    do(world, actions.judge_proposal, proposal, state="proposed")
    facts = printed()
    assert "menunggu" not in str(facts["rows"]) and facts["sum"] == "Jumlah"
    do(world, actions.judge_proposal, proposal, state="refused", reason="Sudah ada")
    assert "ditolak: Sudah ada" in str(printed()["rows"])
    Meeting.objects.filter(pk=opened.pk).update(state="planned")
    late = Proposal.objects.select_related("meeting").get(pk=proposal.pk)
    refused("proposal.not_in_session", world, actions.judge_proposal, late, state="proposed")


def test_one_full_stop_behind_a_degree_and_one_figure_where_both_are_one() -> None:
    group = {
        "name": "A",
        "topic": "",
        "members": ["apt. Feri, S.Farm."],
        "rapporteur": "Ani, S.Ag.",
    }
    row = {"problem": "1", "rank": [1, 1], "text": "Air", "total": "12", "mean": "12"}
    scored = {"title": "USG", "formula": "sum", "source": "x", "version": 1, "counted": [1]}
    told: Any = worked_facts(
        {
            "timezone": "Asia/Jakarta",
            "groups": [{**group, "notes": [], "report": "", "presented_at": ""}],
            "priorities": [
                {**scored, "unfinished": [], "rows": [{**row, "low": "12", "high": "12"}]}
            ],
        }
    )
    assert told["groups"][0]["members"] == "Anggota: apt. Feri, S.Farm."
    assert told["groups"][0]["rapporteur"] == "Pelapor: Ani, S.Ag."
    assert told["priorities"][0]["rows"][0][-1] == "12"


@pytest.mark.django_db
def test_partly_leads_to_its_form(world: World) -> None:
    client = world.client("notulis")
    page = client.get(world.opened.get_absolute_url()).content.decode()
    assert 'value="kept"' in page and 'value="partly"' not in page
    url = f"{world.opened.get_absolute_url()}putusan/{world.promise_waiting.pk}/beri/"
    assert f'href="{url}?putusan=partly"' in page
    shown: Any = client.get(f"{url}?putusan=partly")
    assert shown.context_data["form"]["verdict"].value() == "partly"


@pytest.mark.django_db
def test_without_a_day_only_when_it_is_said(world: World) -> None:
    client, url = world.client("notulis"), f"/forum/{world.forum.pk}/rapat/catat/"
    form: Any = client.get(url).context_data["form"]  # type: ignore[index]
    last = queries.last_held(world.forum)
    assert last is not None and form["place"].value() == last.place
    assert "09.00–12.00" in str(form["starts_at"].help_text) and not form["starts_at"].value()
    sent = {"act_id": str(form["act_id"].value()), "kind": "FGD", "title": "Tanpa hari"}
    assert client.post(url, sent).status_code == 422
    assert client.post(url, sent | {"undated": "on"}).status_code == 303
    made = Meeting.objects.get(title="Tanpa hari")
    begins: Any = client.get(f"{made.get_absolute_url()}ubah/")
    begun = begins.context_data["form"].initial["starts_at"]
    assert begun.hour == 9 and begun.weekday() == last.starts_at.weekday()  # type: ignore[union-attr]


@pytest.mark.django_db
def test_two_sessions_of_one_day_are_told_apart(world: World) -> None:
    Meeting.objects.filter(pk=world.ratified.pk).update(
        starts_at=wib(6, 26, 14), ends_at=wib(6, 26, 16)
    )
    with override("id"):
        page: Any = world.client("notulis").get(f"/forum/{world.forum.pk}/kehadiran/?tahun=2026")
    labels = [column["label"] for column in page.context_data["columns"]]
    assert len(labels) == len(set(labels)) and any("14.00" in label for label in labels)


@pytest.mark.django_db
def test_a_figure_without_an_indicator_is_a_figure(world: World) -> None:
    counted = {"numerator": 61, "denominator": 100}
    problem = do(world, actions.record_problem, world.opened, text="Air", **counted)
    page: Any = world.client("notulis").get(problem.get_absolute_url())
    assert "Indicator" not in dict(page.context_data["facts"])
    assert any("61" in said for _label, said in page.context_data["facts"])
