"""The four roles promised to a district: what stands, what is missing, and what to do."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.directory.access import can
from mufakat.indicators.rules.months import months_until
from mufakat.learning import access
from mufakat.learning.models import DistrictRole, RoleKind
from mufakat.learning.queries import cohorts, reviews, roles
from mufakat.learning.rules import forecast
from mufakat.meetings.models import Meeting
from mufakat.programmes.models import CohortDistrict
from mufakat.programmes.queries import districts_on

from .forecasts import when

STATE_TAGS = {"passed": "kept", "running": "open", "ready": "partly", "left": "dropped"}


def asked_of(kind: str) -> str:
    """What whoever takes a role says in the session."""
    return {
        "dinkes": _(
            "What does the health office do itself for this district: decree, staff, funds, supervision?"
        ),
        "mitra": _("What does the partner bring: mentors, training, tools, and until when?"),
        "coe": _("Which facility may come and learn at the centre, when, and who teaches?"),
        "lintas_sektor": _(
            "What do villages, education, social affairs and others put in: funds, kader, rooms?"
        ),
    }[kind]


def district_page(user: Any, district: CohortDistrict, on: date) -> dict[str, Any]:
    """A district in its cohort as of a day: how far it is, and who promised which role."""
    cohort, region = district.cohort, district.region
    there = roles.roles_in(cohort.programme, [district.region_id], on)[district.region_id]
    row = next((r for r in districts_on(cohort, on) if r.district.pk == district.pk), None)
    sees = can(user, "rollup.see", region)
    return {
        "cohort": cohort,
        "on": on,
        "standing": row.standing if row else None,
        "state": STATE_TAGS.get(row.standing.state, "planned") if row else "",
        "score": _score(district, on) if sees else None,
        "sees": sees,
        "few": forecast.FEW,
        "finding": finding_of(there),
        "kinds": by_kind(there),
        "seen": reviews.open_to(user, there),
        "may_name": access.may_name(user, district),
        "may_promise": access.role_sessions(user, region).exists(),
    }


def _score(district: CohortDistrict, on: date) -> dict[str, Any]:
    month, until = cohorts.told_on(on)
    months = months_until(month, forecast.LOOK_BACK)
    shares = cohorts.shares_of(district.cohort, [district.region_path], months)
    found = shares.get(district.region_path, [None] * len(months))
    ahead = forecast.ahead(found, district.cohort.pass_percent)
    return {
        "now": found[-1],
        "course": list(zip(months, found, strict=True)),
        "ahead": when(ahead, until),
        "until": until,
        "why": ahead.why,
    }


def by_kind(there: Sequence[DistrictRole]) -> list[dict[str, Any]]:
    """The four roles in their order, each with its promises; none: what to ask for."""
    return [
        {
            "kind": kind,
            "title": title,
            "roles": [role for role in there if role.kind == kind],
            "asked": asked_of(kind),
        }
        for kind, title in RoleKind.choices
    ]


def told_before(kind: str, meeting: Meeting) -> str:
    """Above the form of a role's promise: what is asked of whoever takes it, and where the promise will stand."""
    told = _("It becomes a promise of the session “%(meeting)s”.") % {"meeting": meeting}
    return f"{asked_of(kind)} {told}" if kind else told


def lacking_of(there: Sequence[DistrictRole]) -> list[str]:
    held = {role.kind for role in there}
    return [str(title) for kind, title in RoleKind.choices if kind not in held]


def finding_of(there: Sequence[DistrictRole]) -> str:
    """The title of the block: how many of the four roles somebody has promised."""
    left = len(lacking_of(there))
    if not left:
        return _("All four roles are promised")
    told = ngettext(
        "%(left)d of four roles is without a promise",
        "%(left)d of four roles are without a promise",
        left,
    )
    return told % {"left": left}
