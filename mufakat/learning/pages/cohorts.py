"""A cohort in words: planned and reached, when a district passes, when the cohort does."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mufakat.directory.access import can
from mufakat.learning.models import RoleKind
from mufakat.learning.queries import cohorts, reviews
from mufakat.learning.queries.panels import month_of, months_through
from mufakat.learning.rules import forecast
from mufakat.programmes.models import Cohort, DistrictState

MONTHS = forecast.LOOK_BACK
TAGS = {
    "passed": "kept",
    "running": "open",
    "planned": "planned",
    "ready": "planned",
    "left": "dropped",
}


def cohort_page(user: Any, cohort: Cohort, on: date) -> dict[str, Any]:
    """Every district with its state, score, forecast and roles. Scores only where the user sees figures."""
    months = months_through(month_of(on), MONTHS)
    districts = cohorts.districts_of(cohort, months)
    counted = [each for each in districts if each.state != DistrictState.LEFT]
    open_all = all(can(user, "rollup.see", each.row.region) for each in counted)
    ahead = {each.row.pk: forecast.ahead(each.shares, cohort.pass_percent) for each in counted}
    reached = sum(ahead[each.row.pk].why == "passed" for each in counted)
    seen = reviews.open_to(user, [role for each in districts for role in each.roles])
    whole = forecast.cohort_ahead(list(ahead.values()), cohort.target_percent)
    return {
        "cohort": cohort,
        "instrument": cohorts.instrument_of(cohort),
        "on": on,
        "planned": cohort.quota,
        "counted": len(counted),
        "needed": forecast.needed(len(counted), cohort.target_percent),
        "running": sum(each.state == DistrictState.RUNNING for each in counted),
        "called_passed": sum(each.state == DistrictState.PASSED for each in counted),
        "open_all": open_all,
        "reached": reached if open_all else None,
        "ahead": when(whole, on) if open_all else "",
        "months_looked": MONTHS,
        "rows": [_row(user, each, ahead.get(each.row.pk), on, seen) for each in districts],
        "kinds": RoleKind.choices,
    }


def _row(
    user: Any,
    district: cohorts.District,
    ahead: forecast.Ahead | None,
    on: date,
    seen: set[Any],
) -> dict[str, Any]:
    sees = can(user, "rollup.see", district.row.region)
    roles: dict[str, list[Any]] = {kind: [] for kind, _title in RoleKind.choices}
    for role in district.roles:
        roles[role.kind].append(role)
    return {
        "district": district.row,
        "state": TAGS[district.state],
        "state_word": DistrictState(district.state).label,
        "standing": district.standing,
        "sees": sees,
        "now": district.now if sees else None,
        "ahead": when(ahead, on) if sees and ahead else "",
        "seen": seen,
        "roles": [(title, roles[kind]) for kind, title in RoleKind.choices],
        "lacking": [title for kind, title in RoleKind.choices if not roles[kind]],
        "may_name": can(user, "programme.record", district.row.region),
    }


def when(ahead: forecast.Ahead, on: date) -> str:
    """A forecast as a sentence."""
    if ahead.why == "passed":
        return _("has passed")
    if ahead.months is None:
        return _("cannot be foreseen: %(why)s") % {"why": _why(ahead.why)}
    middle, early = _month(on, ahead.months), _month(on, ahead.earliest or 0)
    if ahead.latest is None:
        return _(
            "about %(middle)s, at the earliest %(early)s, no latest month at the slowest pace"
        ) % {
            "middle": middle,
            "early": early,
        }
    told = {"middle": middle, "early": early, "late": _month(on, ahead.latest)}
    return _("about %(middle)s (between %(early)s and %(late)s)") % told


def _why(code: str) -> str:
    return {
        "empty": _("nothing is assessed"),
        "few": _("fewer than three months have figures"),
        "flat": _("the share stands still"),
        "falling": _("the share falls"),
        "far": _("it would take more than three years"),
        "districts": _("too few of its districts can be foreseen"),
    }[code]


def _month(on: date, ahead: int) -> str:
    year, month = divmod(on.year * 12 + on.month - 1 + ahead, 12)
    return date_format(date(year, month + 1, 1), "F Y")
