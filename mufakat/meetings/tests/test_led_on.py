"""Pages of the room lead on: what is shown tells the next step, and what is left undone leads back to where one was."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.directory.links import token_of
from mufakat.directory.models import Link
from mufakat.meetings import actions, queries, rules
from mufakat.meetings.models import Cause, Participant, Problem, Rater, Reply
from tests.room import work_in_room
from tests.world import World, wib

from .test_pages_work import address, send

pytestmark = pytest.mark.django_db
NOW = wib(6, 26, 10, 35)
ENGLISH = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def on_the_day(after_the_year: None) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def worked(world: World) -> World:
    work_in_room(world)
    return world


def shown(client: Client, url: str) -> str:
    answer = client.get(url, headers=ENGLISH)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def absent(world: World) -> Participant:
    return world.opened.participants.get(name="Maria Tanudjaja")


# -- Attendance -------------------------------------------------------------------------------


def test_who_answered_that_he_is_unable_is_not_ticked_and_his_answer_shown(world: World) -> None:
    Participant.objects.filter(pk=absent(world).pk).update(answer=Reply.UNABLE)
    url = f"{world.opened.get_absolute_url()}kehadiran/catat/"
    client = world.client("notulis")
    row = next(part for part in shown(client, url).split("<tr>") if "Maria Tanudjaja" in part)
    assert "Is unable to come" in row
    send(client, f"{world.opened.get_absolute_url()}kehadiran/semua/")
    assert not absent(world).present
    Participant.objects.filter(pk=absent(world).pk).update(answer=Reply.COMING)
    send(client, f"{world.opened.get_absolute_url()}kehadiran/semua/")
    assert absent(world).present


def test_a_name_within_a_listed_one_of_the_same_body_is_asked_about(world: World) -> None:
    Participant.objects.filter(pk=absent(world).pk).update(
        name="Koswara", organisation=None, organisation_name="Dinas Lingkungan Hidup"
    )
    with world.doing("notulis", NOW) as act:
        typed: dict[str, Any] = {"source": "qr", "name": "Koswara S."}
        entry = actions.record_checkin(
            act, world.opened, organisation_name="Dinas Lingkungan Hidup", **typed
        )
        code = rules.place_code(world.opened.pk, NOW)
        other = actions.record_checkin(
            act, world.opened, organisation_name="Kecamatan Andir", code=code, **typed
        )
    assert entry.marks == ["no_code", "alike"] and entry.state == "waiting"
    assert other.marks == [] and other.state == "accepted"
    page = shown(world.client("notulis"), f"{world.opened.get_absolute_url()}pendaftaran/")
    assert "The same person?" in page and "Yes, Koswara, " in page


def test_the_desk_puts_names_in_order_without_their_titles(world: World) -> None:
    names = ("dr. Zahra Amin", "H. Bayu Adi", "apt. Cecep, S.Farm.")
    with world.doing("notulis", NOW) as act:
        for name in names:
            actions.record_participant(act, world.opened, name=name, present=False)
    url = f"{world.opened.get_absolute_url()}pendaftaran/"
    page = shown(world.client("notulis"), url)
    places = [
        page.index(f"<b>{name}") for name in ("H. Bayu", "apt. Cecep", "Maria T", "dr. Zahra")
    ]
    assert places == sorted(places)


# -- The door and the screen ------------------------------------------------------------------


@pytest.fixture
def door(world: World) -> Link:
    with world.doing("notulis", wib(6, 26, 8)) as act:
        return actions.record_door(act, world.opened, name="Pintu")


def test_at_the_door_the_way_back_says_where_it_leads(world: World, door: Link) -> None:
    url = f"/hadir/{token_of(door)}/"
    new = shown(Client(), f"{url}?baru=1")
    assert "Not me" not in new and "Look for my name once more" in new
    assert new.count("the entry waits") == 1
    assert "Not me" in shown(Client(), f"{url}?peserta={absent(world).pk}")


def test_the_screen_shows_the_door_while_people_come_in(world: World, door: Link) -> None:
    item = world.opened.agenda.get(role="attendance")
    with world.doing("notulis", NOW) as act:
        actions.begin_agenda(act, world.opened, item)
    figures = queries.attendance_figures(world.opened)
    told = f"{sum(f[3] for f in figures)} of {sum(f[1] for f in figures)} invited are here"
    behind = world.opened.agenda.filter(position__gt=item.position).order_by("position")[0]
    code = rules.spoken_code(rules.place_code(world.opened.pk, NOW))
    text = shown(world.client("notulis"), f"{world.opened.get_absolute_url()}layar/")
    assert text.count("<svg") == 1 and text.count(code) == 1
    assert told in text and f"Next: {behind.title}" in text
    home = shown(world.client("sector_member"), f"{world.opened.get_absolute_url()}layar/")
    assert "<svg" not in home and code not in home and told in home


# -- Problems and rounds ----------------------------------------------------------------------


def test_the_deepest_why_is_the_one_that_goes_on(worked: World) -> None:
    problem, cause = worked.work["problem"], worked.work["cause"]
    url = address(worked, "masalah/{problem}/")
    client = worked.client("notulis")
    for n in range(3):  # always the lowest "Why?" of the chain
        page = shown(client, url).partition("Kader berganti</p>" if n else "Kader berganti")[2]
        under = page.rpartition("<summary>Why?</summary>")[2].partition('name="under" value="')[2]
        send(client, f"{url}sebab/catat/", text=f"Sebab {n}", category="manusia", under=under[:36])
    chain = list(Cause.objects.filter(problem=problem).order_by("id"))
    assert [c.under_id for c in chain] == [None, *(c.pk for c in chain[:-1])]
    page = shown(client, url)
    assert page.count("<summary>Why?</summary>") == 1 and "Add another cause" in page
    last = page.index("Sebab 2 ")
    assert page.index("<summary>Why?</summary>") > last
    assert page.rindex("<summary>One more reason for this</summary>") < last
    assert cause.pk == chain[0].pk


def tie(world: World, *values: int) -> None:
    cells = [
        (str(p.pk), key) for p in (world.work["problem"], world.work["other"]) for key in "USG"
    ]
    with world.doing("notulis", NOW) as act:
        for rater in (world.work["rater"], world.work["second"]):
            scores = dict(zip(cells, values, strict=True))
            actions.record_scores(act, Rater.objects.get(pk=rater.pk), scores=scores)


def test_a_tie_says_what_comes_next_and_leads_there(worked: World) -> None:
    client, url = worked.client("notulis"), address(worked, "prioritas/{round}/")
    tie(worked, *(3,) * 6)
    assert "after the round is closed" in shown(client, url)
    assert "Some problems share a place." in shown(client, f"{url}tutup/")
    send(client, f"{url}tutup/")
    page = shown(client, url)
    assert "2 problems share place 1–2" in page and "Let the session decide" in page
    begin = page.rpartition('">Put just these in order')[0].rpartition('href="')[2]
    form = shown(client, begin.replace("&amp;", "&"))
    ticked = [part for part in form.split("<input") if " checked" in part]
    assert (
        sum(str(worked.work[name].pk) in each for each in ticked for name in ("problem", "other"))
        == 2
    )
    assert any('value="musyawarah"' in each for each in ticked)
    tie_is_parted(worked)
    assert "Put just these in order" not in shown(client, url)


def tie_is_parted(world: World) -> None:
    both: list[Problem] = [world.work["problem"], world.work["other"]]
    with world.doing("notulis", NOW) as act:
        opened = actions.record_round(act, world.opened, method="musyawarah", problems=both)
        scores = {
            (str(p.pk), c["key"]): n for n, p in enumerate(both, 1) for c in opened.rule["criteria"]
        }
        actions.record_scores(act, opened.raters.get(), scores=scores)
        actions.close_round(act, opened)


def test_without_a_tie_nothing_more_is_asked(worked: World) -> None:
    client, url = worked.client("notulis"), address(worked, "prioritas/{round}/")
    tie(worked, 3, 3, 3, 5, 5, 5)
    assert "Some problems share a place." not in shown(client, f"{url}tutup/")
    assert "session decide" not in shown(client, url)


def test_the_sheet_of_a_rater_is_headed_by_his_name_alone(worked: World) -> None:
    rater = worked.work["rater"]
    Rater.objects.filter(pk=rater.pk).update(detail="Kepala Seksi Kesejahteraan, Kecamatan")
    page = shown(
        worked.client("notulis"), address(worked, "prioritas/{round}/penilai/{rater}/nilai/")
    )
    heading = page.partition("<h1>")[2].partition("</h1>")[0]
    assert heading == f"Scores of {rater.name}" and "<p>Kepala Seksi" in page


# -- The rapporteur ---------------------------------------------------------------------------


def test_the_link_of_a_rapporteur_promises_what_it_gives(worked: World) -> None:
    with worked.doing("notulis", NOW) as act:
        link = actions.record_report_link(act, worked.work["group"])
    page = shown(Client(), f"/kelompok/{token_of(link)}/")
    assert "Notes of the group" not in page and "Report to the plenary" in page
    told = shown(worked.client("notulis"), address(worked, "kelompok/{group}/tautan/"))
    assert "the notes and the report" not in told and "read there, not written" in told


# -- Back -------------------------------------------------------------------------------------

BACK = {
    "pendaftaran/tambah/": "pendaftaran/",
    "pendaftaran/{absent}/hadir/": "pendaftaran/",
    "pendaftaran/{absent}/diwakili/": "pendaftaran/",
    "pintu/buat/": "pintu/",
    "kehadiran/semua/": "kehadiran/catat/",
    "kelompok/catat/": "kelompok/",
    "kelompok/bagi/": "kelompok/",
    "kelompok/{group}/ubah/": "kelompok/{group}/",
    "masalah/catat/": "masalah/",
    "masalah/{problem}/ubah/": "masalah/{problem}/",
    "masalah/{problem}/sebab/catat/": "masalah/{problem}/#sebab",
    "prioritas/{round}/penilai/catat/": "prioritas/{round}/",
    "prioritas/{round}/tutup/": "prioritas/{round}/",
    "prioritas/{round}/batal/": "prioritas/{round}/",
    "komitmen-bersama/ubah/": "komitmen-bersama/",
}


@pytest.mark.parametrize("page", BACK)
def test_cancel_leads_back_to_where_one_came_from(worked: World, page: str) -> None:
    worked.work["absent"] = absent(worked)
    form = shown(worked.client("notulis"), address(worked, page))
    assert f'href="{address(worked, BACK[page])}">Cancel</a>' in form
