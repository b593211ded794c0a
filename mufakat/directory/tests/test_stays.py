"""Who lay where on a past day: lists by place say of every body what is said of it alone."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.directory import actions
from mufakat.directory.models import Facility, Organisation, OrganisationMove, Region
from mufakat.directory.queries.stays import lay_under, path_on, then
from tests.regions import load_some
from tests.world import doing

pytestmark = pytest.mark.django_db
CITY, REGENCY = "32.73.04", "32.04.37"
DAYS = [date(2024, month, 15) for month in range(1, 13)]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def body_in(region: Region, name: str = "Puskesmas Uji") -> Facility:
    with doing(None, at(date(2023, 1, 2))) as act:
        return actions.record_facility(act, name=name, kind="puskesmas", region=region)


def move(body: Any, region: Region, day: date) -> None:
    with doing(None, at(day)) as act:
        actions.change_organisation(act, Facility.objects.get(pk=body.pk), region=region)


def law(code: str, parent: Region, old: Region, on: date, told: date, ends: bool) -> Region:
    """A region that comes from another one; `ends`: which is no more then."""
    with doing(None, at(told)) as act:
        new = actions.record_region(
            act,
            code=code,
            kind=old.kind,
            name=f"Baru {code}",
            parent=parent,
            valid_from=on,
            source="UU uji",
            predecessor=old,
        )
        if ends:
            fresh = Region.objects.get(pk=old.pk)
            actions.end_region(act, fresh, on=on - timedelta(days=1))
    return new


def who(region_path: str, day: date) -> set[Any]:
    found = Organisation.objects.filter(lay_under(region_path, day))
    return set(found.values_list("pk", flat=True))


def same_as_one_by_one() -> None:
    """For every region and day, what is asked of all bodies at once is what is asked of each."""
    bodies = list(Facility.objects.all())
    for day in DAYS:
        lay = {body.pk: path_on(body, day) for body in bodies}
        assert then("", day).bodies.items() <= lay.items()
        moved = then("", day)
        assert {b.pk: moved.path(b.pk, b.region_path) for b in bodies} == lay, day
        told = Organisation.objects.annotate(lay=moved.where())
        assert dict(told.values_list("pk", "lay")) == lay, day
        for path in Region.objects.filter(level__lte=3).values_list("path", flat=True):
            expected = {key for key, there in lay.items() if there.startswith(path)}
            assert who(path, day) == expected, (path, day)


def test_moved_there_and_back() -> None:
    places = load_some(CITY, REGENCY)
    body = body_in(places[CITY])
    move(body, places[REGENCY], date(2024, 3, 10))
    move(body, places[CITY], date(2024, 6, 10))
    day = {n: date(2024, n, 15) for n in (2, 4, 7)}
    assert [who("32.73.", d) for d in day.values()] == [{body.pk}, set(), {body.pk}]
    assert [who("32.04.", d) for d in day.values()] == [set(), {body.pk}, set()]
    same_as_one_by_one()


def test_a_law_told_late_and_one_told_before_its_day() -> None:
    places = load_some(CITY, REGENCY)
    west = places["32"]
    stayed, went = body_in(places[CITY]), body_in(places[CITY], "Puskesmas Dua")
    city = law("32.98", west, places["32.73"], date(2024, 4, 1), date(2024, 9, 1), ends=False)
    with doing(None, at(date(2024, 9, 2))) as act:
        there = actions.record_region(
            act,
            code="32.98.01",
            kind="kecamatan",
            name="Baru",
            parent=city,
            valid_from=date(2024, 4, 1),
            source="UU uji",
        )
    move(went, there, date(2024, 9, 3))
    assert who("32.73.", DAYS[2]) == {stayed.pk, went.pk}
    assert (who("32.73.", DAYS[3]), who("32.98.", DAYS[3])) == ({stayed.pk}, {went.pk})
    same_as_one_by_one()
    renamed = law("32.97", west, city, date(2024, 12, 1), date(2024, 10, 1), ends=True)
    assert who(renamed.path, DAYS[10]) == set()
    assert who("32.98.", DAYS[10]) == {went.pk}
    assert who(renamed.path, DAYS[11]) == {went.pk}  # though nobody has written it down anew
    move(went, renamed, date(2024, 10, 5))
    assert (who("32.98.", DAYS[10]), who(renamed.path, DAYS[11])) == ({went.pk}, {went.pk})
    same_as_one_by_one()


@pytest.mark.parametrize("seed", range(4))
def test_any_history(seed: int) -> None:
    chance, places = Random(seed), load_some(CITY, REGENCY)  # noqa: S311
    homes = [places[code] for code in (CITY, REGENCY, "32.73", "32.04")]
    bodies = [body_in(chance.choice(homes), f"Puskesmas {n}") for n in range(6)]
    told = date(2024, 1, 5)
    for number in range(9):
        told += timedelta(days=chance.randrange(5, 35))
        if chance.random() < 0.35:
            old = chance.choice([each for each in homes if each.level == 2])
            on = told + timedelta(days=chance.randrange(-90, 60))
            ends = Region.objects.get(pk=old.pk).valid_to is None and chance.random() < 0.5
            homes.append(law(f"32.{90 + number}", places["32"], old, on, told, ends))
        else:
            move(chance.choice(bodies), chance.choice(homes), told)
    same_as_one_by_one()


def test_questions_cost_the_same_for_one_that_moved_and_three() -> None:
    places = load_some(CITY, REGENCY)
    bodies = [body_in(places[CITY], f"Puskesmas {n}") for n in range(3)]
    counts = []
    for moving in (bodies[:1], bodies[1:]):
        for body in moving:
            move(body, places[REGENCY], date(2024, 6, 10))
        with CaptureQueriesContext(connection) as counted:
            assert who("32.73.", DAYS[2]) == {body.pk for body in bodies}
        counts.append(len(counted))
    assert counts[0] == counts[1]
    with CaptureQueriesContext(connection) as counted:  # nobody moved since
        who("32.73.", DAYS[8])
    assert len(counted) == 3
    with CaptureQueriesContext(connection) as counted:  # the nation asks nothing more
        assert len(who("", DAYS[2])) == 3
    assert len(counted) == 1


def test_moves_from_before_they_were_kept_by_place() -> None:
    places = load_some(CITY, REGENCY)
    body = body_in(places[CITY])
    move(body, places[REGENCY], date(2024, 3, 10))
    with doing(None, at(date(2024, 4, 1))) as act:
        actions.change_organisation(act, Facility.objects.get(pk=body.pk), name="Nama lain")
    move(body, places["32.73"], date(2024, 6, 10))
    columns = ("organisation", "on", "old_path", "new_path")
    kept = list(OrganisationMove.objects.order_by("pk").values_list(*columns))
    assert kept == [
        (body.pk, date(2024, 3, 10), "32.73.04.", "32.04.37."),
        (body.pk, date(2024, 6, 10), "32.04.37.", "32.73."),
    ]
    OrganisationMove.objects.all().delete()
    import_module("mufakat.directory.migrations.0008_moves_of_before").fill(apps, None)
    assert list(OrganisationMove.objects.order_by("pk").values_list(*columns)) == kept
