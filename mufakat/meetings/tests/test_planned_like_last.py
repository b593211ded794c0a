"""Nothing is typed twice: the next session is planned like the last."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from mufakat.meetings import rules
from mufakat.meetings.models import Meeting
from mufakat.meetings.queries import next_meeting
from tests.world import World

hour = datetime.fromisoformat  # by the clock of the place, as one types it
BEGAN = hour("2026-03-27T09:00")  # a Friday
ENDED = hour("2026-03-27T12:00")
SECOND = (date(2026, 4, 1), date(2026, 6, 30))
THIRD = (date(2026, 7, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("quarter", "today", "expected"),
    [
        (SECOND, date(2026, 4, 2), hour("2026-06-26T09:00")),
        (SECOND, date(2026, 6, 26), hour("2026-06-26T09:00")),  # today still is a day
        (SECOND, date(2026, 6, 27), None),  # the last Friday of the quarter is past
        (THIRD, date(2026, 4, 2), hour("2026-07-03T09:00")),  # one was left out: in its own quarter
        (THIRD, date(2026, 8, 10), hour("2026-08-14T09:00")),
        ((date(2026, 1, 1), date(2026, 3, 31)), date(2026, 1, 5), hour("2026-03-27T09:00")),
        ((date(2026, 6, 26), date(2026, 6, 30)), date(2026, 4, 2), hour("2026-06-26T09:00")),
        ((date(2026, 4, 1), date(2026, 6, 26)), date(2026, 4, 2), hour("2026-06-26T09:00")),
        ((date(2026, 4, 1), date(2026, 7, 31)), date(2026, 4, 2), hour("2026-06-26T09:00")),
        ((date(2026, 4, 1), date(2026, 7, 31)), date(2026, 6, 26), hour("2026-06-26T09:00")),
    ],
)
def test_suggested_hours(
    quarter: tuple[date, date], today: date, expected: datetime | None
) -> None:
    found = rules.suggested_hours(BEGAN, ENDED, *quarter, today)
    if expected is None:
        assert found is None
    else:
        assert found == (expected, expected.replace(hour=12))
        assert found[0].weekday() == BEGAN.weekday()


def shown(world: World, meeting: Meeting) -> dict[str, Any]:
    """With what the plan's form begins."""
    answer: Any = world.client("notulis").get(f"{meeting.get_absolute_url()}ubah/")
    initial: dict[str, Any] = answer.context_data["form"].initial
    return initial


@pytest.mark.django_db
def test_the_form_begins_like_the_last_session(world: World) -> None:
    with time_machine.travel("2026-07-01T02:00:00Z"):
        begins = shown(world, world.undated)
    assert begins["place"] == "Aula Kecamatan Bojongloa Kaler"
    assert begins["starts_at"] == hour("2026-10-02T09:00")
    assert begins["ends_at"] == hour("2026-10-02T12:00")


@pytest.mark.django_db
def test_the_last_session_had_no_end(world: World) -> None:
    assert rules.next_like(BEGAN, None, date(2026, 4, 2)) == (hour("2026-04-24T09:00"), None)
    Meeting.objects.update(ends_at=None)
    with time_machine.travel("2026-07-01T02:00:00Z"):
        begins = shown(world, world.undated)
    assert begins["starts_at"] == hour("2026-10-02T09:00") and not begins["ends_at"]
    assert begins["place"] == "Aula Kecamatan Bojongloa Kaler"
    url = f"/forum/{world.forum.pk}/rapat/catat/"
    form: Any = world.client("notulis").get(url).context_data["form"]  # type: ignore[index]
    assert form["place"].value() and ", 09.00." in str(form["starts_at"].help_text)


@pytest.mark.django_db
def test_what_is_planned_already_stays(world: World) -> None:
    assert shown(world, world.planned)["starts_at"] == hour("2026-09-25T09:00")


@pytest.mark.django_db
def test_the_next_session_of_the_cycle(world: World) -> None:
    assert next_meeting(world.ratified) == world.opened
    assert next_meeting(world.planned) == world.undated
    assert next_meeting(world.undated) is None
