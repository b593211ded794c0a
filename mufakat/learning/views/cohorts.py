"""A cohort with its scores, and whose role is promised in its districts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _, gettext_lazy

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.directory.access import require
from mufakat.journal.forms import perform
from mufakat.learning import access, actions
from mufakat.learning.forms import RoleForm
from mufakat.learning.pages.cohorts import cohort_page
from mufakat.learning.queries import cohorts, roles

FORM = "learning/form.html"
NO_PROMISE = gettext_lazy(
    "There is no promise for this district that you see and that is not named yet."
)


def list_cohort_scores(request: HttpRequest) -> HttpResponse:
    require(request.user, "programme.see")
    rows = cohorts.cohorts_seen()
    return page(request, "learning/cohorts.html", title=_("Waves: planned and reached"), rows=rows)


def see_cohort_scores(request: HttpRequest, pk: UUID) -> HttpResponse:
    cohort = access.get_cohort(request.user, pk)
    shown = cohort_page(request.user, cohort, clock.today())
    return page(request, "learning/cohort.html", title=cohort.title, **shown)


def record_districtrole(request: HttpRequest, pk: UUID) -> HttpResponse:
    district = access.get_district(request.user, pk)
    promises = roles.unnamed(access.promises_for(request.user, district.region), district)
    form = RoleForm(request.POST or None, promises=promises)
    here = {"programme": district.cohort.programme, "region": district.region}
    back = f"/pembelajaran/gelombang/{district.cohort_id}/"
    done = perform(
        request,
        form,
        lambda act: actions.record_districtrole(act, **here, **form.values),
        back,
    )
    return done or page(
        request,
        FORM,
        form=form,
        title=_("Name a role in %(region)s") % {"region": district.region},
        submit=_("Name it"),
        hint=_("A role is a promise made in a session, and followed like every other."),
        stopped="" if promises else NO_PROMISE,
        about=district.cohort.title,
        cancel_url=back,
    )


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
