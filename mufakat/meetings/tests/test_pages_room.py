"""The forms of what is worked out in a session: plain posts, refused, twice the same, by a link without a login."""

import html
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.directory.actions import end_link
from mufakat.directory.links import token_of
from mufakat.directory.models import Link
from mufakat.journal.models import Act
from mufakat.meetings import actions, queries, rules
from mufakat.meetings.models import (
    CommitmentSignature,
    Group,
    JointCommitment,
    Meeting,
    PriorityRound,
    Problem,
    Proposal,
    Resolution,
)
from tests.room import DRAWN, work_in_room
from tests.world import TODAY, World

from .test_pages_work import send


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def hidden(answer: Any) -> dict[str, str]:
    """What a browser would send back of the hidden boxes."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", said(answer)):
        name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("name", "value"))
        if 'type="hidden"' in tag and name:
            found[name[1]] = value[1] if value else ""
    return found


def twice(client: Client, url: str, model: Any, **values: Any) -> Any:
    """Sent, and sent again: written once."""
    act_id, before = new_id(), model.objects.count()
    first = send(client, url, act_id, **values)
    assert (first.status_code, first.headers["Act"]) == (303, f"{act_id} done"), said(first)
    again = send(client, url, act_id, **values)
    assert (again.status_code, again.headers["Act"]) == (303, f"{act_id} already")
    assert model.objects.count() == before + 1
    return first


def test_every_form_writes_once(world: World) -> None:
    here, client = world.opened.get_absolute_url(), world.client("notulis")
    people = [str(p.pk) for p in world.opened.participants.filter(present=True).order_by("name")]
    twice(client, f"{here}kelompok/catat/", Group, name="A", members=people, rapporteur=people[0])
    twice(client, f"{here}masalah/catat/", Problem, text="Satu", indicator="SPM-04")
    twice(client, f"{here}masalah/catat/", Problem, text="Dua", numerator="3", denominator="9")
    problems = [str(pk) for pk in world.opened.problems.values_list("pk", flat=True)]
    rated = {"method": "usg-kali", "problems": problems, "raters": people[:2]}
    twice(client, f"{here}prioritas/catat/", PriorityRound, **rated)
    proposed = {"text": "Sumur", "level": "kecamatan", "amount_idr": "5.000.000"}
    twice(client, f"{here}usulan/catat/", Proposal, **proposed)
    written = {"text": "Kami sepakat", "points": "Satu\nDua"}
    twice(client, f"{here}komitmen-bersama/catat/", JointCommitment, **written)
    signed = {"participant": people[0], "signature": DRAWN}
    twice(client, f"{here}komitmen-bersama/tanda-tangan/", CommitmentSignature, **signed)
    assert world.opened.proposals.get().amount_idr == 5_000_000
    assert world.opened.groups.get().members.count() == len(people)


@pytest.mark.parametrize(
    ("page", "values", "told"),
    [
        ("kelompok/bagi/", {"number": "9"}, "number"),
        ("kelompok/catat/", {"name": ""}, "name"),
        ("masalah/catat/", {"text": "x", "numerator": "5", "denominator": "2"}, "numerator"),
        ("masalah/catat/", {"text": "x" * 501}, "text"),
        ("masalah/catat/", {"text": "x", "numerator": "1" * 30, "denominator": "2"}, "numerator"),
        ("prioritas/catat/", {"method": "usg-jumlah"}, "problems"),
        ("prioritas/catat/", {"method": "lotere"}, "method"),
        ("usulan/catat/", {"text": "x", "level": "bulan"}, "level"),
        ("komitmen-bersama/catat/", {"text": "x", "points": " "}, "points"),
    ],
)
def test_what_is_wrong_comes_back_at_its_field(
    world: World, page: str, values: dict[str, str], told: str
) -> None:
    acts = Act.objects.count()
    answer = send(world.client("notulis"), world.opened.get_absolute_url() + page, **values)
    assert answer.status_code == 422
    assert told in answer.context_data["form"].errors
    assert Act.objects.count() == acts


# -- From a problem or a decision to a promise: two taps ----------------------------------------


@pytest.mark.parametrize("source", ["masalah", "keputusan"])
def test_a_promise_is_two_taps_away(world: World, source: str) -> None:
    work_in_room(world)
    thing = world.work["problem"] if source == "masalah" else world.decision
    client, here = world.client("notulis"), world.opened.get_absolute_url()
    page = "masalah/" if source == "masalah" else ""
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        address = f"{here}komitmen/catat/?{source}={thing.pk}"
        assert address in said(client.get(here + page))
        form = client.get(address)
    assert thing.text[1:] in said(form)  # its capital is gone within the sentence
    assert 'value="2026-09-30"' in said(form)  # the end of the next tribulan
    sent = hidden(form) | {"what": "Jadwal sore", "due_on": "2026-09-30"}
    sent |= {"owner_organisation": str(world.kua.pk)}
    assert client.post(f"{here}komitmen/catat/?kirim", sent).status_code == 303
    made = Resolution.objects.get(commitment__what="Jadwal sore")
    assert thing in (made.problem, made.decision)
    assert made.agenda_item is not None and made.agenda_item.role == "commitments"
    shown = said(client.get(here + page))
    assert "Jadwal sore" in shown and ("1 " in shown)


@pytest.mark.parametrize("odd", ["x", "00000000-0000-7000-8000-000000000000", "a\0b"])
def test_a_promise_out_of_nothing_begins_empty(world: World, odd: str) -> None:
    here = world.opened.get_absolute_url()
    answer = world.client("notulis").get(f"{here}komitmen/catat/", {"masalah": odd})
    assert answer.status_code in (200, 400)


def test_a_problem_of_another_session_is_not_taken(world: World) -> None:
    work_in_room(world)
    sent = {"what": "x", "due_on": "2026-09-30", "owner_organisation": str(world.kua.pk)}
    url = f"{world.ratified.get_absolute_url()}komitmen/catat/"
    answer = send(world.client("notulis"), url, problem=str(world.work["problem"].pk), **sent)
    assert answer.status_code == 422
    assert not Resolution.objects.filter(commitment__what="x").exists()


# -- A rater by a personal link -----------------------------------------------------------------


def link_of(world: World) -> Link:
    with world.doing("notulis") as open_act:
        actions.record_rating_links(open_act, world.work["round"])
    return Link.objects.get(thing_id=str(world.work["rater"].pk))


def scores(world: World, *values: int) -> dict[str, str]:
    problems = (world.work["problem"], world.work["other"])
    names = [f"{p.pk}:{key}" for p in problems for key in "USG"]
    return {name: str(value) for name, value in zip(names, values, strict=False)}


def test_a_rater_scores_by_a_link_without_a_login(world: World) -> None:
    work_in_room(world)
    link = link_of(world)
    url, client = f"/nilai/{token_of(link)}/", Client()
    page = client.get(url)
    assert page.status_code == 200 and world.work["problem"].text in said(page)
    act_id = new_id()
    assert send(client, url, act_id, **scores(world, 5, 4)).headers["Act"] == f"{act_id} done"
    assert send(client, url, act_id, **scores(world, 5, 4)).headers["Act"] == f"{act_id} already"
    assert Act.objects.get(pk=act_id).by_id == str(link.pk)
    first, second = str(world.work["problem"].pk), world.work["rater"]
    assert queries.scores_of(second) == {(first, "U"): 5, (first, "S"): 4}
    assert send(world.client("outsider"), url, **scores(world, 1)).status_code == 403
    with world.doing("notulis") as open_act:
        end_link(open_act, link)
    assert client.get(url).status_code == 410
    assert send(client, url, **scores(world, 1)).status_code == 410


def test_only_what_was_moved_is_written(world: World) -> None:
    """The rater on his phone and the note-taker at the table add up."""
    work_in_room(world)
    rater = world.work["rater"]
    url, client = f"/nilai/{token_of(link_of(world))}/", Client()
    seen = hidden(client.get(url))["was"]
    table = f"{world.work['round'].get_absolute_url()}penilai/{rater.pk}/nilai/"
    send(world.client("notulis"), table, was=seen, **scores(world, 2, 2, 2))
    late = scores(world, 0, 0, 0, 4, 4, 4)
    late = {name: value for name, value in late.items() if value != "0"}
    assert send(client, url, was=seen, **late).status_code == 303
    assert sorted(queries.scores_of(rater).values()) == [2, 2, 2, 4, 4, 4]
    now = hidden(client.get(url))["was"]
    assert send(client, url, was=now, **scores(world, 2, 2, 2, 4, 4, 4)).status_code == 422
    assert send(client, url, was=now, **scores(world, 2, 2, 2, 4, 4)).status_code == 303
    assert len(queries.scores_of(rater)) == 5  # one was taken back


@pytest.mark.parametrize(
    "odd",
    [
        {"was": "a:b:c d"},
        {"was": "²:²:²"},
        {"was": "a:b:" + "9" * 5000},
        {"x:U": "5"},
        {"was": "x" * 30_000},
    ],
)
def test_odd_scores_change_nothing(world: World, odd: dict[str, str]) -> None:
    work_in_room(world)
    url, acts = f"/nilai/{token_of(link_of(world))}/", Act.objects.count()
    assert send(Client(), url, **odd).status_code == 422
    assert Act.objects.count() == acts


def test_a_closed_round_says_so_to_who_comes_late(world: World) -> None:
    work_in_room(world)
    url, client = f"/nilai/{token_of(link_of(world))}/", Client()
    send(client, url, **scores(world, 1, 2, 3, 4, 5, 5))
    close = f"{world.work['round'].get_absolute_url()}tutup/"
    notulis = world.client("notulis")
    assert send(notulis, close).status_code == 422  # one has not finished: asked about
    assert send(notulis, close, confirmed="on").status_code == 303
    assert "disabled" in said(client.get(url))
    answer = send(client, url, **scores(world, 5))
    assert answer.status_code == 422
    page = said(notulis.get(world.work["round"].get_absolute_url()))
    assert str(world.work["second"]) in page  # not counted, and named


# -- The time, and the projector ----------------------------------------------------------------


def test_the_session_tells_its_pace_and_answers_only_news(world: World) -> None:
    here, client = world.opened.get_absolute_url(), world.client("chair")
    step = world.opened.agenda.first()
    assert step is not None
    with time_machine.travel("2026-06-26T02:05:00Z", tick=False) as clock:
        assert send(client, f"{here}acara/{step.pk}/mulai/").status_code == 303
        assert f"acara/{step.pk}/selesai/" in said(client.get(here))
        mark = client.get(f"{here}waktu/").headers["ETag"].strip('"')
        assert client.get(f"{here}waktu/?v={mark}").status_code == 204
        kept = client.get(f"{here}waktu/", headers={"if-none-match": f'"{mark}"'})
        assert (kept.status_code, kept.content) == (304, b"")
        clock.shift(60)
        assert client.get(f"{here}waktu/?v={mark}").status_code == 200


def test_the_projector_follows_the_session(world: World) -> None:
    work_in_room(world)
    here, client = world.opened.get_absolute_url(), world.client("sector_member")
    with time_machine.travel("2026-06-26T03:30:00Z", tick=False):
        page = client.get(f"{here}layar/")
        assert world.promise_waiting.what in said(page)  # the one that waits for its verdict
        assert world.decision.text in said(page) and world.promise_new.what in said(page)
        assert "0812" not in said(page) and "<form" not in said(page)
        mark = said(page).partition('data-mark="')[2].partition('"')[0]
        assert client.get(f"{here}langsung/?jam&v={mark}").status_code == 204
        send(
            world.client("notulis"),
            f"{here}keputusan/catat/",
            agenda_item=world.item.pk,
            text="Baru diputuskan",
        )
        assert client.get(f"{here}langsung/?jam&v={mark}").status_code == 200
        assert "Baru diputuskan" in said(client.get(f"{here}layar/"))


def test_only_who_keeps_the_list_projects_the_code_of_the_door(world: World) -> None:
    here = world.opened.get_absolute_url()
    with time_machine.travel("2026-06-26T03:30:00Z", tick=False):
        with world.doing("notulis") as open_act:
            actions.record_door(open_act, world.opened, name="Pintu")
        shown = {
            who: 'class="code"' in said(world.client(who).get(f"{here}layar/"))
            for who in ("notulis", "chair", "sector_member")
        }
        code = rules.place_code(world.opened.pk, clock.now())
        projected = said(world.client("notulis").get(f"{here}layar/"))
    assert shown == {"notulis": True, "chair": False, "sector_member": False}
    assert f"{code[:3]} {code[3:]}" in projected and code not in projected


def test_nobody_presses_anything(world: World) -> None:
    here, client = world.opened.get_absolute_url(), world.client("notulis")
    with time_machine.travel("2026-06-26T05:12:00Z", tick=False):  # 12.12 WIB, planned until 12.00
        assert "12 " in said(client.get(f"{here}waktu/"))
    with time_machine.travel("2026-08-01T05:12:00Z", tick=False):  # still open weeks later
        assert "12.00" not in said(client.get(f"{here}waktu/"))


def test_the_page_of_ratified_minutes_keeps_its_links(world: World) -> None:
    meeting = Meeting.objects.get(pk=world.ratified.pk)
    page = said(world.client("partner").get(meeting.get_absolute_url()))
    assert f"{meeting.get_absolute_url()}masalah/" in page
    assert "/mulai/" not in page


def test_the_chair_sees_what_was_worked_out_before_signing(world: World) -> None:
    address = f"{world.opened.get_absolute_url()}sahkan/"
    chair: Any = world.client("chair")
    before = chair.get(address).context_data["signed"]
    work_in_room(world)
    after = chair.get(address).context_data["signed"]
    assert [n for label, n in after if (label, n) not in before] == [1, 2, 1, 1]
    CommitmentSignature.objects.all().delete()
    unsigned = chair.get(address).context_data["signed"]
    assert [n for label, n in unsigned if (label, n) not in before] == [1, 2, 1, 0]
