"""Figures of a region: the parts are the whole, and each opens what it counts, also what has no row of a name."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from mufakat.commitments import jobs
from mufakat.commitments.models import Tally
from mufakat.core import clock
from mufakat.directory import actions as directory
from mufakat.meetings import actions as meetings, queries as of_meetings
from mufakat.meetings.models import Meeting
from mufakat.web import queries
from tests.reacting import catch_up
from tests.world import World, wib

SCOPES = ("32.73", "32.04", "32", "32.73.04", "ID")


def judged(world: World) -> World:
    """A session judges seven promises: one to be kept in another district, one of a person without a body, one for the
    whole province."""
    with time_machine.travel("2026-06-26T06:00:00Z"), world.doing("notulis") as act:
        same: Any = {"due_on": date(2026, 9, 1)}
        owned: Any = same | {"owner_organisation": world.citarip}
        place = {"Menyurati Soreang": world.neighbour_kecamatan, "Meminta dana": world.province}
        for what, region in place.items():
            meetings.record_commitment(act, world.opened, what=what, region=region, **owned)
        person = world.people["outsider"]
        meetings.record_commitment(act, world.opened, what="Peta", owner_person=person, **same)
        waits = world.promise_waiting
        meetings.give_verdict(
            act, world.opened, commitment=waits, verdict="continued", new_due_on=date(2026, 9, 15)
        )
    with time_machine.travel("2026-06-26T07:00:00Z"), world.doing("chair") as act:
        meetings.ratify_meeting(act, Meeting.objects.get(pk=world.opened.pk))
    with time_machine.travel("2026-09-25T03:00:00Z"), world.doing("dinkes_kabkota") as act:
        planned = Meeting.objects.get(pk=world.planned.pk)
        meetings.record_participants(act, planned)
        meetings.open_meeting(act, planned)
        for each in of_meetings.carried_into(planned):
            meetings.give_verdict(act, planned, commitment=each, verdict="kept", proof_seen=True)
    catch_up()
    assert jobs.differences() == []
    return world


def figures_of(world: World, code: str, **chosen: Any) -> dict[str, Any]:
    asked = {"year": 2026, "tribulan": None, "sector": ""} | chosen
    region = world.regions[code]
    return queries.figures_page(queries.Scope(region), queries.Chosen(**asked))


def opened(client: Client, url: str) -> int:
    answer = client.get(url)
    assert answer.status_code == 200 and answer.context_data is not None, url
    return int(answer.context_data["number"])


@pytest.mark.django_db
def test_the_parts_are_the_whole_and_open_what_they_count(world: World) -> None:
    judged(world)
    with time_machine.travel("2026-09-25T05:00:00Z"):
        client = world.client("ministry")
        for code in SCOPES:
            for chosen in ({}, {"year": None}, {"tribulan": 3}, {"sector": "kesehatan"}):
                found = figures_of(world, code, **chosen)
                total = found["total"]
                for name in ("by_sector", "by_tribulan", "below", "owners"):
                    rows = found[name]
                    partial = name == "owners" and world.regions[code].level < 2
                    if rows and not partial and (name, chosen) != ("by_tribulan", {"tribulan": 3}):
                        told = [sum(row[n] for row in rows) for n in ("num", "den")]
                        assert told == [total["num"], total["den"]], (code, chosen, name)
                    for row in rows:
                        assert opened(client, row["url"]) == row["den"], (code, name, row)
                        assert opened(client, row["num_url"]) == row["num"], (code, name, row)


@pytest.mark.django_db
def test_rows_without_a_name_of_their_own(world: World) -> None:
    """Soreang counts what a forum of elsewhere promised for it, the province what is of no district, and everyone what
    people without a body promised."""
    judged(world)
    soreang, city, province = (figures_of(world, code) for code in ("32.04", "32.73", "32"))
    assert [(row["den"], row["page"]) for row in soreang["below"]] == [(1, "")]
    assert "bagian=luar" in soreang["below"][0]["url"]
    assert len(city["below"]) == 1 and city["below"][0]["den"] == city["total"]["den"]
    last = city["owners"][-1]
    assert (last["num"], last["den"], last["page"]) == (1, 1, "") and "bagian=orang" in last["url"]
    whole = province["below"][-1]
    assert whole["den"] == 1 and "bagian=sendiri" in whole["url"]
    with time_machine.travel("2026-09-25T05:00:00Z"):
        client = world.client("dinkes_kabkota")
        page = client.get("/wilayah/32.73/angka/").content.decode()
        forum = client.get(f"/forum/{world.forum.pk}/angka/").content.decode()
        assert all(f"<td>{last['label']}</td>" in each for each in (page, forum))
        rows = client.get(last["url"]).content.decode()
        assert "Peta" in rows and 'name="bagian" value="orang"' in rows
        answer = world.client("ministry").get("/komitmen/putusan/?tahun=2026&bagian=luar")
        assert answer.context_data is not None and answer.context_data["number"] == 0


@pytest.mark.django_db
def test_figures_of_an_older_version_are_counted_again(world: World) -> None:
    """There a forum had one cell, of no district."""
    judged(world)
    assert not jobs.is_uncounted()
    Tally.objects.filter(node_kind="forum", parent_key=world.city.path).update(parent_key="-")
    assert jobs.is_uncounted()
    jobs.rebuild()
    assert not jobs.is_uncounted()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "month"),
    [
        (date(2026, 2, 1), date(2026, 3, 31), 3),
        (None, date(2026, 3, 31), 3),
        (date(2026, 2, 1), None, 3),
        (date(2026, 11, 1), None, 11),
    ],
)
def test_a_forum_of_a_part_of_the_year_keeps_its_sessions(
    counted: World, first: date | None, last: date | None, month: int
) -> None:
    """Also one that was founded and has ended within the year; each session stands at the Puskesmas that it names."""
    body = counted.citarip
    now = wib(12, 20, 9)
    with time_machine.travel(now, tick=False):
        with counted.doing("administrator") as act:
            where: Any = {"kind": "pokja", "region": counted.kecamatan}
            forum = directory.record_forum(act, name="Pokja", valid_from=first, **where)
            at: Any = {"starts_at": wib(month, 10, 9), "ends_at": wib(month, 10, 12)}
            meeting = meetings.record_meeting(
                act, forum=forum, kind="LM-TR", title="Sidang Pokja", hosts=[body], **at
            )
        Meeting.objects.filter(pk=meeting.pk).update(state="open")
        type(forum).objects.filter(pk=forum.pk).update(valid_to=last)
        type(meeting).objects.exclude(pk=meeting.pk).update(state="cancelled")
        today = clock.today()
        rows = {row.label: row for row in queries.calendar_page(counted.city, 2026, today)["rows"]}
        assert [n for n, marks in rows[str(body)].months if marks] == [month]
        _name, listed = queries.sessions_page(counted.city, 2026, today, host=body.pk)
        assert [it.pk for it in listed] == [meeting.pk]
        page = queries.puskesmas_page(counted.city, 2026, today)
        assert {it.name: row.last for it, row in page["rows"]}[str(body)] == date(2026, month, 10)
        url = f"/wilayah/32.73/kalender/rapat/?tahun=2026&tuan={body.pk}"
        shown = counted.client("dinkes_kabkota").get(url).content.decode()
        assert re.search(rf'href="/rapat/{meeting.pk}/">Sidang Pokja', shown)
