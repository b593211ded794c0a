"""The page of a programme, of a cohort, of a facility; and the catalogue by its lists."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from mufakat.directory.access import can
from mufakat.directory.models import Organisation, Region
from mufakat.journal.queries import history_of
from mufakat.programmes import access, queries, rules
from mufakat.programmes.models import Cohort, CohortDistrict, DistrictState, Programme
from mufakat.programmes.rules import cumulated

OVER = ("passed", "left")
LATEST = 10  # lines of history: bodies that were added in bulk would fill the page


def listed(
    programmes: Iterable[Programme], region: Region | None, on: date
) -> list[tuple[str, list[dict[str, Any]]]]:
    """The catalogue by its lists; of a region with how much of each works there."""
    works = queries.works_in(region, on) if region else {}
    groups: dict[str, list[dict[str, Any]]] = {}
    for programme in programmes:
        row = {"programme": programme, "counts": works.get(programme.pk)}
        groups.setdefault(str(programme.get_family_display()), []).append(row)
    return list(groups.items())


def programme_page(user: Any, programme: Programme, on: date) -> dict[str, Any]:
    """What it is, where it works, its cohorts with plan and what was reached, its centres, its contests."""
    waves = queries.waves_of(programme, on)
    rows = cumulated(wave for _cohort, wave in waves)
    districts = queries.counted_by_district(programme, on)
    return {
        "title": programme.title,
        "programme": programme,
        "on": on,
        "waves": waves,
        "cumulated": rows,
        "most": max((row.plan for row in rows), default=0),
        "districts": districts,
        "lokus": sum(n for _region, n in districts),
        "units": queries.units_of(programme, on).count(),
        "contests": list(programme.contests.select_related("region")[:20]),
        "children": list(programme.children.order_by("number", "title")),
        "history": history_of(programme, limit=LATEST),
        "may_record": access.may_record(user, programme.region),
        "may_add": can(user, "programme.record"),
        "may_visit": can(user, "visit.record"),
    }


def districts_page(programme: Programme, on: date, through: str, counted: str) -> dict[str, Any]:
    """The districts that a number on the page of a programme counts. `through`: the last year, all where it is none."""
    year = int(through) if through.isdecimal() and len(through) == 4 else None
    counted = counted if counted in queries.COUNTED else ""
    return {
        "programme": programme,
        "on": on,
        "year": year,
        "counted": counted,
        "rows": queries.districts_through(programme, on, year, counted),
        "words": dict(DistrictState.choices),
    }


def cohort_page(user: Any, cohort: Cohort, on: date, asked: str = "") -> dict[str, Any]:
    """A cohort as of a day: who is in, how far, what laws did to the districts, and whether there is room.
    `asked`: the state whose districts a number led to."""
    rows = queries.districts_on(cohort, on)
    counted = [row for row in rows if row.counts]
    return {
        "title": cohort.title,
        "cohort": cohort,
        "on": on,
        "joined": len(counted),
        "states": _by_state(rows, asked),
        "passed": sum(row.standing.state == "passed" for row in counted),
        "doubted": sum(bool(row.doubt) for row in counted),
        "successions": queries.told_of_successions(rows, on),
        "history": history_of(cohort, limit=LATEST),
        "may_record": access.may_record(user, cohort.programme.region),
    }


def _by_state(rows: Iterable[queries.DistrictRow], asked: str) -> list[dict[str, Any]]:
    """The districts by how far they are; those that lack most come first, and those at which nobody looked before
    them. Who passed or left needs nothing more, and is folded, until a number leads there."""
    found: dict[str, list[queries.DistrictRow]] = {}
    for row in sorted(rows, key=lambda row: (row.looked_on is not None, -len(row.missing))):
        found.setdefault(row.standing.state, []).append(row)
    return [
        {"code": code, "word": word, "rows": found[code], "folded": code in OVER and code != asked}
        for code, word in DistrictState.choices
        if code in found
    ]


def district_page(user: Any, district: CohortDistrict) -> dict[str, Any]:
    """A district in its cohort: how far it is, how ready it was when it was last looked at, and what came before."""
    told = list(district.standings.order_by("on", "id"))
    last = told[-1]
    looked = next((each for each in reversed(told) if each.checklist), None)
    return {
        "title": str(district.region),
        "district": district,
        "told": [
            (each, _items(each.checklist), rules.doubt_of(each.state, each.scores))
            for each in reversed(told)
        ],
        "last": last,
        "sees_scores": can(user, "rollup.see", district.region),
        "since": queries.since_when(told),
        "looked_on": looked and looked.on,
        "looked": _items(looked.checklist) if looked else [],
        "also_missing": looked.missing if looked else "",
        "steps": rules.STEPS[last.state],
        "history": history_of(district),
        "may_record": access.may_record(user, district.region, district.cohort.programme.region),
        "may_look": last.state in rules.LOOKED_AT,
    }


def _items(checklist: dict[str, bool]) -> list[tuple[str, bool]]:
    """A look at the readiness list in words; what is missing comes first."""
    found = [(queries.readiness_title(code), there) for code, there in checklist.items()]
    return sorted(found, key=lambda item: item[1])


def facility_page(user: Any, organisation: Organisation, on: date) -> dict[str, Any]:
    """What programmes do with a facility, and the visits to it that the reader sees."""
    visits = access.visible_visits(user).filter(organisation=organisation)
    return {
        "title": organisation.name,
        "organisation": organisation,
        "on": on,
        "visits": list(visits.select_related("programme", "by_organisation")[:20]),
        "may_visit": access.may_visit(user, organisation),
        **queries.programmes_of(organisation),
    }
