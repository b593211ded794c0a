"""The roles promised to a district: its page, a promise named or written down as a role, taken off again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.journal.forms import perform
from mufakat.learning import access, actions
from mufakat.learning.forms import DayFilter, PromiseRoleForm, RoleForm
from mufakat.learning.models import RoleKind
from mufakat.learning.pages.roles import asked_of, district_page, told_before
from mufakat.learning.queries import roles
from mufakat.meetings.queries import budget_year
from mufakat.programmes.models import CohortDistrict

FORM = "learning/form.html"


def see_district_roles(request: HttpRequest, pk: UUID) -> HttpResponse:
    district = access.get_district(request.user, pk)
    form = DayFilter(request.GET or None)
    shown = district_page(request.user, district, form.day)
    return page(request, "learning/district.html", form=form, **_under(district), **shown)


def record_districtrole(request: HttpRequest, pk: UUID) -> HttpResponse:
    district = access.get_district(request.user, pk, "programme.record")
    here: dict[str, Any] = {"programme": district.cohort.programme, "region": district.region}
    promises = roles.unnamed(access.promises_for(request.user, district.region), district)
    form = RoleForm(request.POST or None, promises=promises, initial={"kind": _kind(request)})
    done = perform(
        request,
        form,
        lambda act: actions.record_districtrole(act, **here, **form.values),
        _home(district),
    )
    stopped = (
        ""
        if promises
        else _("There is no promise for this district that you see and that is not named yet.")
    )
    hint = _("A role is a promise made in a session, and followed like every other.")
    shown = {"submit": _("Name it"), "hint": hint, "stopped": stopped}
    title = _("Name a role in %(region)s") % {"region": district.region}
    return done or page(request, FORM, form=form, **shown, **_under(district, title))


def choose_role_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """In which session is it promised? One that is open, one of late for its addendum; the next ones are named."""
    district = access.get_district(request.user, pk)
    found = access.role_sessions(request.user, district.region)
    kind = _kind(request)
    shown = {
        "sessions": roles.sessions_of(found, clock.today()),
        "kind": kind,
        "role": dict(RoleKind.choices).get(kind, ""),
        "asked": asked_of(kind) if kind else "",
        "may_name": access.may_name(request.user, district),
    }
    title = _("In which session is it promised?")
    return page(request, "learning/sessions.html", **shown, **_under(district, title))


def promise_districtrole(request: HttpRequest, pk: UUID, meeting: UUID) -> HttpResponse:
    district = access.get_district(request.user, pk)
    session = access.get_role_session(request.user, district.region, meeting)
    kind = _kind(request)
    begun = {"kind": kind, "region": district.region}
    begun |= {"owner_organisation": roles.usual_owner(district, kind)}
    form = PromiseRoleForm(
        request.POST or None, year=budget_year(session), meeting=session, initial=begun
    )
    done = perform(
        request,
        form,
        lambda act: actions.promise_districtrole(act, session, district, **form.values),
        _home(district),
        _("The promise stands in the session, and here as a role."),
    )
    shown = {"submit": _("Write down the promise"), "hint": told_before(kind, session)}
    title = _("A role promised to %(region)s") % {"region": district.region}
    return done or page(request, FORM, form=form, **shown, **_under(district, title))


def withdraw_districtrole(request: HttpRequest, pk: UUID) -> HttpResponse:
    role = access.get_district_role(request.user, pk)
    form = ConfirmForm(request.POST or None)
    back = roles.page_of(role)
    done = perform(request, form, lambda act: actions.withdraw_districtrole(act, role), back)
    return done or page(
        request,
        FORM,
        form=form,
        danger=True,
        title=_("Take the promise off the roles of %(region)s?") % {"region": role.region},
        submit=_("Take off"),
        hint=_("The promise itself stays, and is followed."),
        about=role.commitment.what,
        cancel_url=back,
    )


def _kind(request: HttpRequest) -> str:
    """The role that the address names; empty for none of them."""
    asked = request.GET.get("peran", "")
    return asked if asked in RoleKind.values else ""


def _home(district: CohortDistrict) -> str:
    return f"/pembelajaran/kabkota/{district.pk}/"


def _under(district: CohortDistrict, title: str = "") -> dict[str, Any]:
    """The frame of a page about a district in its wave."""
    wave = {"label": district.cohort.title, "url": f"/pembelajaran/gelombang/{district.cohort_id}/"}
    here = {"label": str(district.region), "url": _home(district)}
    return {
        "title": title or str(district.region),
        "about": f"{district.region}, {district.cohort.title}",
        "cancel_url": _home(district),
        "crumbs": [wave, here] if title else [wave],
        "district": district,
    }
