"""The form in which a session is planned: whose run sheet, which kinds, which name, which officers."""

import html
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.actions import record_forum, record_membership
from mufakat.directory.models import Region
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.models import Meeting, Protocol
from mufakat.meetings.pages.session import Step
from mufakat.meetings.pages.tools import with_tools
from mufakat.meetings.queries.kinds import REFERENCE
from tests.village import found_village
from tests.world import World, doing, wib

from .test_protocols import adapt, form_of, plan

pytestmark = pytest.mark.django_db


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def words(text: str, **values: Any) -> str:
    """A text as the pages of these tests say it, in Indonesian."""
    with override("id"):
        return gettext(text) % values


def url_of(world: World) -> str:
    return f"/forum/{world.forum.pk}/rapat/catat/"


def send(client: Client, url: str, act_id: Any = None, **values: Any) -> Any:
    return client.post(url, {"act_id": str(act_id or new_id()), **values})


@pytest.fixture
def two_hosts(world: World) -> World:
    """A second Puskesmas hosts the forum with Citarip; only Citarip has a copy of its own."""
    with doing(None, wib(1, 5)) as act:
        record_membership(act, forum=world.forum, organisation=world.bodies["soreang"], role="host")
    adapt(world, "kepala_puskesmas", "citarip")
    return world


# -- Whose run sheet --------------------------------------------------------------------------


def test_a_copy_of_one_of_two_hosts_is_asked_about(two_hosts: World) -> None:
    world, client = two_hosts, two_hosts.client("notulis")
    page = said(client.get(url_of(world)))
    copy = words("%(kind)s version %(n)d", kind="LM-TR", n=1)
    assert words("the copy of %(office)s", office=f"UPT Puskesmas Citarip ({copy})") in page
    hosts = [str(world.citarip.pk), str(world.bodies["soreang"].pk)]
    asked = {"kind": "LM-TR", "title": "Lokmin berdua", "hosts": hosts, "undated": "on"}
    refused = send(client, url_of(world), **asked)
    assert refused.status_code == 422
    names = {"UPT Puskesmas Citarip", words("the reference of Mufakat")}
    assert all(name in str(refused.context_data["form"].errors["sheet_of"]) for name in names)
    act_id = new_id()
    chosen = asked | {"sheet_of": str(world.citarip.pk)}
    assert send(client, url_of(world), act_id, **chosen).status_code == 303
    again = send(client, url_of(world), act_id, **chosen)
    assert again.headers["Act"].endswith("already")
    made = Meeting.objects.get(title="Lokmin berdua")
    assert made.protocol == Protocol.objects.get()
    named = words("copy of %(office)s, version %(n)d", office="UPT Puskesmas Citarip", n=1)
    assert named in said(client.get(made.get_absolute_url()))
    reference = asked | {"sheet_of": queries.REFERENCE_ITSELF, "title": "Lokmin menurut acuan"}
    assert send(client, url_of(world), **reference).status_code == 303
    other = Meeting.objects.get(title="Lokmin menurut acuan")
    assert other.protocol is None
    named = words("reference, version %(version)s", version="2023.1")
    assert named in said(client.get(other.get_absolute_url()))


def test_the_year_asks_too(two_hosts: World) -> None:
    world, client = two_hosts, two_hosts.client("notulis")
    url = f"/forum/{world.forum.pk}/siklus/catat/"
    hosts = [str(world.citarip.pk), str(world.bodies["soreang"].pk)]
    page = client.get(url)
    assert page.status_code == 200 and str(world.citarip.pk) in said(page)
    assert send(client, url, year="2027", hosts=hosts).status_code == 422
    assert (
        send(client, url, year="2027", hosts=hosts, sheet_of=str(world.citarip.pk)).status_code
        == 303
    )
    kept = {
        m.tribulan: m.protocol_id is not None for m in world.forum.meetings.filter(cycle__year=2027)
    }
    assert kept == {1: False, 2: True, 3: True, 4: True}


def test_without_a_copy_there_is_nothing_to_choose(world: World) -> None:
    form: Any = world.client("notulis").get(url_of(world)).context_data["form"]  # type: ignore[index]
    assert [value for value, _label in form.fields["sheet_of"].choices] == ["acuan"]
    assert (
        send(
            world.client("notulis"),
            url_of(world),
            kind="FGD",
            title="x",
            sheet_of="acuan",
            undated="on",
        ).status_code
        == 303
    )


def test_a_copy_that_is_none_of_ours_is_no_choice(world: World) -> None:
    adapt(world, "dinkes_kabkota", "dinkes")
    with doing(None, wib(7, 2)) as act:
        meeting = actions.record_meeting(
            act,
            forum=world.forum,
            kind="LM-TR",
            title="x",
            sheet_of=str(world.bodies["soreang"].pk),
        )
    assert meeting.protocol is None


# -- Adapting ---------------------------------------------------------------------------------


def test_a_new_step_stands_where_its_number_says(world: World) -> None:
    client = world.client("kepala_puskesmas")
    url = f"/organisasi/{world.citarip.pk}/jenis-rapat/LM-TR/sesuaikan/"
    sent = form_of(client, url)
    count = int(sent["stood"])
    assert sent[f"s{count}_phase"] == ""
    sent |= {f"s{count}_title": "Doa bersama", f"s{count}_order": "2.5"}
    wrong = client.post(url, sent | {f"s{count}_phase": "output"})
    assert wrong.status_code == 422 and "“Doa bersama”" in said(wrong)
    assert client.post(url, sent).status_code == 303
    steps = Protocol.objects.get().steps
    assert [step["title"] for step in steps].index("Doa bersama") == 2
    assert steps[2]["phase"] == steps[1]["phase"] == "input"


def test_shown_and_adapted_in_one_step(world: World) -> None:
    client = world.client("kepala_puskesmas")
    page = said(client.get("/jenis-rapat/LM-TR/"))
    assert 'name="sesuaikan"' in page
    answer = client.get(f"/jenis-rapat/LM-TR/?organisasi={world.citarip.pk}&sesuaikan=1")
    assert answer.status_code == 302
    assert (
        answer.headers["Location"] == f"/organisasi/{world.citarip.pk}/jenis-rapat/LM-TR/sesuaikan/"
    )


def test_who_may_not_adapt_reads_who_can(world: World) -> None:
    for address in ("/jenis-rapat/", "/jenis-rapat/LM-TR/"):
        who = pages.protocols.who_adapts
        with override("id"):
            assert who() in said(world.client("chair").get(address)), address
            assert who() not in said(world.client("kepala_puskesmas").get(address))


# -- Kinds, names, officers -------------------------------------------------------------------


def test_the_kinds_of_the_forum_come_first(world: World) -> None:
    client = world.client("notulis")
    form: Any = client.get(url_of(world)).context_data["form"]  # type: ignore[index]
    (usual, first), (other, rest) = form.fields["kind"].widget.choices
    assert usual and other
    assert form["kind"].value() == "LM-TR"  # as the last session of the forum
    assert [kind for kind, _title in first] == ["LM-T1", "LM-TR"]
    assert {"RAKOR", "FGD"} <= {kind for kind, _title in rest}
    assert not {"SMD", "MMD"} & {kind for kind, _title in rest}
    village = found_village(world)
    assert set(queries.fitting_kinds(village)[:2]) == {"SMD", "MMD"}


def test_an_assembly_of_a_village_is_refused_elsewhere(world: World) -> None:
    client = world.client("notulis")
    form: Any = client.get(url_of(world)).context_data["form"]  # type: ignore[index]
    assert "Dinas Kesehatan" in str(form["kind"].help_text)
    answer = send(client, url_of(world), kind="MMD", title="MMD Jamika", undated="on")
    assert answer.status_code == 422 and "SMD" in str(answer.context_data["form"].errors["kind"])
    assert not Meeting.objects.filter(kind="MMD").exists()
    assert "SMD" in said(client.get("/forum/"))
    assert "SMD" not in said(world.client("kepala_puskesmas").get("/forum/"))


def test_the_steps_of_a_kelurahan_name_its_lurah(world: World) -> None:
    village = found_village(world)
    with doing(None, wib(7, 2)) as act:
        made = actions.record_meeting(act, forum=village, kind="MMD", title="MMD")
    told = " ".join(f"{i.title} {i.hint}" for i in made.agenda.all())
    assert "lurah" in told and "kepala desa" not in told.lower()


def test_a_session_without_a_name_is_named(world: World) -> None:
    values = {"kind": "FGD", "starts_at": "2026-12-31T09:00", "ends_at": "2026-12-31T12:00"}
    assert send(world.client("notulis"), url_of(world), **values).status_code == 303
    made = Meeting.objects.order_by("-id")[0]
    title = queries.protocol("FGD")["title_id"]
    assert made.title == f"{title.partition(' (')[0]} {world.forum.region}, 31 Desember 2026"


def test_known_officers_are_offered(world: World) -> None:
    page = said(world.client("notulis").get(url_of(world)))
    assert '<datalist id="chair_names">' in page
    known = queries.known_officers(world.forum, wib(9, 1).date())
    assert known["chair"].names
    assert all(f'<option value="{name}">' in page for name in known["chair"].names)
    for each in known.values():
        assert len(each.names) == len(set(each.names))


def test_the_form_asks_as_much_with_one_session_and_with_four(
    world: World, django_assert_max_num_queries: Any
) -> None:
    client = world.client("notulis")
    for _ in range(3):
        adapt(world, "kepala_puskesmas", "citarip")
        plan(world, sheet_of=str(world.citarip.pk))
        with django_assert_max_num_queries(15):
            client.get(url_of(world))


# -- The reference ----------------------------------------------------------------------------


def test_a_code_that_nobody_knows_stops_the_start(tmp_path: Path) -> None:
    text = (REFERENCE / "protocols" / "01-lm-t1.toml").read_text(encoding="utf-8")
    (tmp_path / "01.toml").write_text(text, encoding="utf-8")
    assert queries.read_kinds(tmp_path)
    for old, new in (
        ('"undangan"', '"undanganx"'),
        ('sector = "pertanian"', 'sector = "pertanianx"'),
        ('"lokmin_lintas_sektor"', '"lokmin_x"'),
        ('role = "attendance"', 'role = "plain"'),
    ):
        assert old in text
        (tmp_path / "01.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ValueError, match="LM-T1"):
            queries.read_kinds(tmp_path)


def test_a_workshop_of_the_nation_proposes_to_no_musrenbang(world: World) -> None:
    with doing(None, wib(7, 2)) as act:
        nation = record_forum(
            act,
            name="Klaster nasional",
            kind="klaster_kesehatan",
            region=Region.objects.get(level=0),
        )
        made = actions.record_meeting(
            act,
            forum=nation,
            kind="LOKNAS",
            title="Lokakarya",
            starts_at=wib(7, 2, 9),
            ends_at=wib(7, 2, 12),
        )
        actions.open_meeting(act, made)
    with pytest.raises(RuleBroken) as broken, doing(None, wib(7, 2)) as act:
        actions.record_proposal(act, made, text="x")
    assert broken.value.code == "proposal.not_here"
    counts: dict[str, int] = {"proposal": 0, "signature": 0, "sheet": 0, "problem": 0, "group": 0}
    counts |= {"inputs": 0, "round_open": 0, "round_closed": 0}
    step = Step(id=1, position=1, phase="output", role="commitments", label="Janji")
    urls = [tool.url for tool in with_tools(made, [step], counts)[0].tools]
    assert not any("usulan" in url for url in urls) and urls
    ours = [tool.url for tool in with_tools(world.opened, [step], counts)[0].tools]
    assert any("usulan" in url for url in ours)
