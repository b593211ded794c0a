"""What screens ask about sessions: right, and with as many queries for three rows as for one."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from mufakat.commitments.rules import VERDICTS
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Meeting
from tests.world import TODAY, World, wib


def test_protocols() -> None:
    assert queries.protocol("LM-T1")["kind"] == "LM-T1"
    for kind, title in queries.kinds():
        run_sheet = queries.protocol(kind)
        assert title == queries.kind_title(kind)
        assert queries.protocol(kind, run_sheet["version"]) == run_sheet
        assert run_sheet["step"]
    assert queries.kind_title("unknown") == "unknown"
    with translation.override("en"):
        assert dict(queries.kinds())["LM-TR"] != dict(queries.kinds())["LM-T1"]


def test_calendar_of_a_year(world: World) -> None:
    calendar = queries.calendar_of(world.forum, 2026)
    assert calendar == [world.ratified, world.opened, world.planned, world.undated]
    assert queries.calendar_of(world.forum, 2025) == []
    assert queries.years_of(world.forum) == [2026]


@pytest.mark.parametrize(
    ("zone", "starts_at", "year"),
    [
        ("Asia/Jayapura", "2026-01-01T01:00", 2026),  # still 2025 in Jakarta
        ("Asia/Jayapura", "2025-12-31T23:00", 2025),
        ("Asia/Jakarta", "2026-01-01T00:00", 2026),
    ],
)
def test_new_year_is_that_of_the_place(world: World, zone: str, starts_at: str, year: int) -> None:
    with world.doing("notulis") as open_act:
        meeting = actions.record_meeting(open_act, forum=world.forum, kind="LM-TR", title="x")
    at = datetime.fromisoformat(starts_at).replace(tzinfo=ZoneInfo(zone))
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=at, ends_at=at, timezone=zone)
    assert (meeting in queries.calendar_of(world.forum, 2026)) is (year == 2026)
    assert (meeting in queries.calendar_of(world.forum, 2025)) is (year == 2025)


def test_what_comes_before(world: World) -> None:
    assert queries.earlier_unratified(world.planned) == [world.opened.title]
    assert queries.earlier_unratified(world.opened) == []
    assert queries.is_last_ratified(world.ratified)
    assert not queries.is_last_ratified(world.opened)


def test_figures_of_a_year(world: World) -> None:
    figures = queries.figures_of(queries.calendar_of(world.forum, 2026))
    names = (*queries.calendar.MET, "made", "carried_in", *VERDICTS)
    zero = dict.fromkeys(names, 0)
    assert figures[world.ratified.pk] == zero | {
        "invited": 5,
        "present": 4,
        "came": 4,
        "made": 3,
    }
    found = figures[world.opened.pk]
    assert found["made"] == found["kept"] == found["continued"] == 1
    assert figures[world.undated.pk] == zero
    assert found["carried_in"] == len(queries.report_card(world.opened, TODAY).lines) == 3
    closed = [row for pk, row in figures.items() if pk != world.opened.pk]
    for row in closed:
        assert row["carried_in"] == sum(row[name] for name in VERDICTS)


def test_figures_cost_the_same_whether_a_session_is_under_way_or_not(world: World) -> None:
    all_four = queries.calendar_of(world.forum, 2026)
    lists = ([world.ratified], [world.opened], [world.ratified, world.planned], all_four)
    assert [count(partial(queries.figures_of, listed)) for listed in lists] == [2] * 4
    assert queries.figures_of([]) == {}
    figures = queries.figures_of(all_four)
    for listed in lists:  # and each says the same alone and in company
        for pk, row in queries.figures_of(listed).items():
            assert row == figures[pk]


def test_attendance(world: World) -> None:
    rows = queries.attendance_by_sector(world.opened.participants.all())
    assert rows == [row[:3] for row in queries.attendance_figures(world.opened)]
    assert sum(invited for _, invited, _ in rows) == 5
    assert {sector: present for sector, _, present in rows}["lsm_nasional"] == 0


def test_the_report_card_is_as_of_its_session(world: World) -> None:
    card = queries.report_card(world.opened, date(2030, 1, 1))
    assert {line.commitment.what: line.days_late for line in card.lines} == {
        world.promise_kept.what: 57,
        world.promise_continued.what: 11,
        world.promise_waiting.what: 26,
    }
    told = {line.commitment.id: line.update.text for line in card.lines if line.update}
    assert told == {world.promise_continued.pk: world.update.text}
    assert queries.report_card(world.ratified, TODAY).lines == []


def count(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask()
    return len(asked)


def test_as_many_queries_for_many_rows_as_for_one(world: World) -> None:
    meeting = Meeting.objects.select_related("forum", "cycle").get(pk=world.opened.pk)
    asks: list[Callable[[], Any]] = [
        lambda: [line.commitment.owner for line in queries.report_card(meeting, TODAY).lines],
        lambda: [r.commitment.owner for r in queries.made_in(meeting)],
        lambda: queries.entries_of(meeting),
        lambda: queries.attendance_figures(meeting),
        lambda: [str(m.cycle) for m in queries.calendar_of(meeting.forum, 2026)],
        lambda: queries.figures_of([meeting]),
    ]
    few = [count(ask) for ask in asks]
    with world.doing("notulis", wib(6, 26, 11)) as open_act:
        for n in range(3):
            actions.record_note(open_act, meeting, agenda_item=world.item, text=f"{n}")
            actions.record_decision(open_act, meeting, agenda_item=world.item, text=f"{n}")
            actions.record_participant(open_act, meeting, name=f"{n}")
            for where in (meeting, Meeting.objects.get(pk=world.ratified.pk)):
                actions.record_commitment(
                    open_act,
                    where,
                    what=f"{n}",
                    due_on=date(2026, 9, 1),
                    owner_organisation=world.kua,
                )
    assert [count(ask) for ask in asks] == few
    assert len(queries.report_card(meeting, TODAY).lines) == 6


def test_a_session_shows_its_promises_in_the_words_of_that_day(world: World) -> None:
    """A later session changes wording and date; the page of the session that made the promise stays."""
    before = {r.commitment.id: (r.what, r.due_on) for r in queries.made_in(world.ratified)}
    promise = world.promise_waiting
    with world.doing("notulis") as open_act:
        actions.give_verdict(
            open_act,
            world.opened,
            commitment=promise,
            verdict="changed",
            reason="jalan rusak",
            new_what="Janji dengan kata lain",
            new_due_on=date(2026, 11, 30),
        )
    promise.refresh_from_db()
    assert promise.what == "Janji dengan kata lain"
    after = {r.commitment.id: (r.what, r.due_on) for r in queries.made_in(world.ratified)}
    assert after == before
