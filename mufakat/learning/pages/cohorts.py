"""A cohort in words: planned and reached, when a district passes, when the cohort does, who promised which role."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from mufakat.directory.access import can
from mufakat.indicators.rules.months import months_until
from mufakat.learning.models import RoleKind
from mufakat.learning.queries import cohorts
from mufakat.learning.rules import forecast
from mufakat.programmes.models import Cohort, DistrictState

from .forecasts import told_of_cohort, when
from .groups import grouped
from .roles import STATE_TAGS, lacking_of

MONTHS = forecast.LOOK_BACK
KINDS = len(RoleKind.choices)


def cohort_page(user: Any, cohort: Cohort, on: date, asked: str = "") -> dict[str, Any]:
    """Every district with its state, score, forecast and roles as of a day, in groups of which `asked` is open. Scores
    only where the user sees figures, and as they were known on that day (`until`)."""
    month, until = cohorts.told_on(on)
    districts = cohorts.districts_of(cohort, months_until(month, MONTHS), on)
    counted = [each for each in districts if each.state != DistrictState.LEFT]
    open_all = all(can(user, "rollup.see", each.row.region) for each in counted)
    ahead = {each.row.pk: forecast.ahead(each.shares, cohort.pass_percent) for each in counted}
    whole = forecast.cohort_ahead(list(ahead.values()), cohort.target_percent)
    instrument = cohorts.instrument_of(cohort)
    rows = [_row(user, each, ahead.get(each.row.pk), until) for each in districts]
    return {
        "cohort": cohort,
        "instrument": instrument,
        "on": on,
        "month": month,
        "until": until,
        "planned": cohort.quota,
        "counted": len(counted),
        "needed": forecast.needed(len(counted), cohort.target_percent),
        "running": sum(each.state == DistrictState.RUNNING for each in counted),
        "called_passed": sum(each.state == DistrictState.PASSED for each in counted),
        "open_all": open_all,
        "reached": sum(each.why == "passed" for each in ahead.values()) if open_all else None,
        "doubted": sum(row["doubted"] for row in rows),
        "undeclared": sum(row["undeclared"] for row in rows),
        "ahead": when(whole, until) if open_all else "",
        "foreseen": whole.months is not None and whole.why != "passed",
        "basis": told_of_cohort(list(ahead.values()), cohort.target_percent) if open_all else None,
        "few_sites": sum(each.now is not None and each.now[1] < forecast.FEW for each in counted)
        if open_all
        else 0,
        "few": forecast.FEW,
        "months_looked": MONTHS,
        "groups": grouped(rows, asked, scored=instrument is not None),
        **_promised(counted),
    }


def _promised(counted: Sequence[cohorts.District]) -> dict[str, Any]:
    """How many of the four roles of each district somebody has promised, on the whole and for each role."""
    held = [{role.kind for role in each.roles} for each in counted]
    return {
        "roles_held": sum(map(len, held)),
        "roles_asked": KINDS * len(counted),
        "roles_by_kind": [
            (kind, title, sum(kind in kinds for kinds in held), len(counted))
            for kind, title in RoleKind.choices
        ],
    }


def _row(
    user: Any, district: cohorts.District, ahead: forecast.Ahead | None, until: date
) -> dict[str, Any]:
    sees = can(user, "rollup.see", district.row.region)
    lacking = lacking_of(district.roles)
    declared = district.state == DistrictState.PASSED
    by_scores = ahead is not None and ahead.why == "passed"
    return {
        "district": district.row,
        "code": district.state,
        "state": STATE_TAGS.get(district.state, "planned"),
        "state_word": DistrictState(district.state).label,
        "standing": district.standing,
        "sees": sees,
        "now": district.now if sees else None,
        "ahead": when(ahead, until) if sees and ahead else "",
        "why": ahead.why if sees and ahead else "",
        "doubted": sees and declared and not by_scores,
        "undeclared": sees and by_scores and not declared,
        "kinds": {role.kind for role in district.roles},
        "lacking": lacking,
        "held": KINDS - len(lacking),
        "of": KINDS,
    }
