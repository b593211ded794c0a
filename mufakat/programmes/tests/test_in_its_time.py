"""What a programme did is told as of its day, and nothing is written of days on which it was not so."""

from datetime import date
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.programmes import actions, queries, rules
from tests.programme import puskesmas
from tests.world import World

SINCE, UNTIL = date(2026, 2, 2), date(2026, 5, 31)


def refused(write: Any) -> str:
    with pytest.raises(RuleBroken) as broken:
        write()
    return broken.value.code


@pytest.mark.parametrize(
    ("since", "until", "on", "why"),
    [
        (None, None, date(2010, 1, 1), ""),
        (SINCE, None, SINCE, ""),
        (SINCE, None, date(2026, 2, 1), "replication.before"),
        (SINCE, UNTIL, UNTIL, ""),
        (SINCE, UNTIL, date(2026, 6, 1), "replication.after"),
    ],
)
def test_one_learns_from_a_centre_while_it_is_one(
    since: date | None, until: date | None, on: date, why: str
) -> None:
    if why:
        assert refused(lambda: rules.while_a_centre(since, until, on)) == why
    else:
        rules.while_a_centre(since, until, on)


def test_replication_before_and_after_the_centre(at_work: World) -> None:
    unit, other = at_work.work["unit"], puskesmas(at_work, "Puskesmas Kopo")
    row = at_work.work["replication"]
    with at_work.doing("dinkes_kabkota") as act:

        def record(on: date) -> str:
            return refused(
                lambda: actions.record_replication(act, unit, target=other, planned_on=on)
            )

        def reached(on: date) -> str:
            return refused(
                lambda: actions.change_replication(
                    act, row, state="done", planned_on=row.planned_on, reached_on=on
                )
            )

        assert record(date(1999, 1, 1)) == "replication.before"
        assert reached(date(1999, 5, 1)) == "replication.before"
    with at_work.doing("dinkes_kabkota") as act:
        actions.end_unit(act, unit, on=UNTIL)
    with at_work.doing("dinkes_kabkota") as act:  # today is later
        assert record(date(2026, 5, 1)) == "replication.after"
        assert reached(date(2026, 6, 2)) == "replication.after"
    with at_work.doing("dinkes_kabkota") as act:  # told late: its planned day stays as it was
        done: dict[str, Any] = {"state": "done", "planned_on": row.planned_on, "reached_on": UNTIL}
        actions.change_replication(act, row, **done)


def test_visits_to_one_that_learns_begin_with_its_centre(at_work: World) -> None:
    unit, other = at_work.work["unit"], puskesmas(at_work, "Puskesmas Kopo")
    with at_work.doing("dinkes_kabkota") as act:
        actions.record_replication(act, unit, target=other, planned_on=date(2026, 9, 1))
    programme = at_work.work["programme"]
    assert not queries.works_with(programme, other, date(1990, 1, 1))
    assert queries.works_with(programme, other, SINCE)


def test_a_district_that_left_later_was_there_before(at_work: World) -> None:
    work, city = at_work.work, at_work.city
    with at_work.doing("dinkes_kabkota") as act:
        told: dict[str, Any] = {"state": "left", "on": date(2026, 5, 1), "reason": "Dana dialihkan"}
        actions.record_standing(act, work["district"], **told)

    def districts(on: date) -> int:
        return queries.works_in(city, on)[work["programme"].pk]["districts"]

    assert districts(date(2026, 4, 30)) == 1
    assert districts(date(2026, 5, 1)) == 0


@pytest.mark.parametrize(
    "day", ["0024-08-01", "0001-01-01", "1899-12-31", "9999-12-31", "2200-01-01"]
)
def test_a_mistyped_year_is_said(at_work: World, day: str) -> None:
    work = at_work.work
    pages = [
        work["unit"].get_absolute_url(),
        work["cohort"].get_absolute_url(),
        *("/program/posyandu-prima/kunjungan/", "/program/posyandu-prima/lokus/", "/program/"),
        "/program/posyandu-prima/kab-kota/",
    ]
    for url in pages:
        answer = at_work.client("ministry").get(f"{url}?pada={day}")
        assert answer.status_code == 422, url
        assert "Tulislah tahun dengan empat angka" in answer.content.decode(), url
