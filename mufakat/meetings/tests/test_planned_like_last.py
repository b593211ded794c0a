"""Nothing is typed twice: the next session is planned like the last."""

from datetime import date, datetime

import pytest
import time_machine

from mufakat.meetings import rules
from mufakat.meetings.queries import next_meeting
from tests.world import World

BEGAN = datetime(2026, 3, 27, 9)  # a Friday
ENDED = datetime(2026, 3, 27, 12)
SECOND = (date(2026, 4, 1), date(2026, 6, 30))
THIRD = (date(2026, 7, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("quarter", "today", "expected"),
    [
        (SECOND, date(2026, 4, 2), datetime(2026, 6, 26, 9)),
        (SECOND, date(2026, 6, 26), datetime(2026, 6, 26, 9)),  # today still is a day
        (SECOND, date(2026, 6, 27), None),  # the last Friday of the quarter is past
        (THIRD, date(2026, 4, 2), datetime(2026, 7, 3, 9)),  # one was left out: in its own quarter
        (THIRD, date(2026, 8, 10), datetime(2026, 8, 14, 9)),
        ((date(2026, 1, 1), date(2026, 3, 31)), date(2026, 1, 5), datetime(2026, 3, 27, 9)),
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


@pytest.mark.django_db
def test_the_form_begins_like_the_last_session(world: World) -> None:
    with time_machine.travel("2026-07-01T02:00:00Z"):
        url = f"{world.undated.get_absolute_url()}ubah/"
        form = world.client("notulis").get(url).context_data["form"]  # type: ignore[attr-defined]
    assert form.initial["place"] == "Aula Kecamatan Bojongloa Kaler"
    assert form.initial["starts_at"] == datetime(2026, 10, 2, 9)
    assert form.initial["ends_at"] == datetime(2026, 10, 2, 12)


@pytest.mark.django_db
def test_what_is_planned_already_stays(world: World) -> None:
    url = f"{world.planned.get_absolute_url()}ubah/"
    form = world.client("notulis").get(url).context_data["form"]  # type: ignore[attr-defined]
    assert form.initial["starts_at"] == datetime(2026, 9, 25, 9)


@pytest.mark.django_db
def test_the_next_session_of_the_cycle(world: World) -> None:
    assert next_meeting(world.ratified) == world.opened
    assert next_meeting(world.planned) == world.undated
    assert next_meeting(world.undated) is None
