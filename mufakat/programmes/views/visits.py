"""Mentoring visits: who waits for one, what was seen."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory.access import can, organisations_where, require
from mufakat.directory.queries import organisation_named
from mufakat.directory.queries.stays import regions_at
from mufakat.directory.views import form_page
from mufakat.journal.forms import perform
from mufakat.journal.queries import history_of
from mufakat.programmes import access, actions, queries, rules
from mufakat.programmes.forms import Asked, ChangeVisitForm, VisitForm, initial_of
from mufakat.programmes.models import Programme, Visit

from .catalogue import crumbs

PER_PAGE = 50
OFFERED = 100  # mentored facilities offered while one types


def list_visits(request: HttpRequest, code: str) -> HttpResponse:
    """Who was visited when, those not visited for long first; below, the last visits."""
    programme = access.get_programme(request.user, code)
    form, of = Asked(request.GET), organisation_named(request.GET.get("organisasi"))
    sees = organisations_where(request.user, "programme.see", "organisation__")
    rows = queries.mentored(programme, form.on, sees, form.region)
    may_see = access.visits_where(request.user)
    made = queries.visits_of(programme, may_see, region=form.region, organisation=of)[:PER_PAGE]
    listed: Any = Paginator(rows, PER_PAGE).get_page(request.GET.get("hal"))
    return page(
        request,
        "programmes/visits.html",
        title=_("Mentoring visits"),
        crumbs=crumbs(programme),
        programme=programme,
        form=form,
        on=form.on,
        today=clock.today(),
        of=of,
        rows=listed,
        lay=regions_at((row.lay, row.organisation) for row in listed),
        long={r.pk for r in listed if rules.is_long(r.last, r.valid_from, form.on)},
        waiting=queries.not_visited(rows, form.on).count(),
        visits=list(made),
        may_visit=can(request.user, "visit.record"),
    )


def see_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    visit = access.get_visit(request.user, pk)
    return page(
        request,
        "programmes/visit.html",
        title=_("Visit to %(name)s") % {"name": visit.organisation},
        crumbs=crumbs(visit.programme),
        visit=visit,
        history=history_of(visit),
        may_change=access.may_visit(request.user, visit.organisation),
    )


def record_visit(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.get_programme(request.user, code)
    require(request.user, "visit.record")
    form = _form(request, programme)
    done = perform(
        request,
        form,
        lambda act: actions.record_visit(act, programme, **form.values),
        Visit.get_absolute_url,
    )
    if not done and form.asks_again:
        organisation = form.cleaned_data.get("organisation")
        _point_to_first(request, form, programme, organisation)
    title, back = _("Record a mentoring visit"), f"{programme.get_absolute_url()}kunjungan/"
    way = crumbs(programme)
    return done or form_page(request, form, title, _("Record the visit"), back, crumbs=way)


def _form(request: HttpRequest, programme: Programme) -> VisitForm:
    """Filled in with what is known: who writes, for which office, and whom the link named."""
    user: Any = request.user
    where = organisations_where(user, "visit.record")
    initial = {
        "organisation": organisation_named(request.GET.get("organisasi")),
        "mentors": str(user),
        "by_organisation": queries.only_office(user.person_id, clock.today()),
    }
    form = VisitForm(request.POST or None, initial=initial)
    field: Any = form.fields["organisation"]
    field.queryset = field.rows().filter(where)
    field.suggest(queries.mentored_bodies(programme, where, clock.today())[:OFFERED])
    return form


def _point_to_first(
    request: HttpRequest,
    form: ChangeVisitForm,
    programme: Programme,
    organisation: Any,
    but: Visit | None = None,
) -> None:
    """Beside the question whether this is another visit of that day: the first one, where the writer may read it."""
    on, mentors = (form.cleaned_data.get(name) for name in ("on", "mentors"))
    if not (organisation and on and mentors):
        return
    seen = access.visible_visits(request.user)
    first = queries.told_already(programme, organisation, on, mentors, but=but)
    if first and seen.filter(pk=first.pk).exists():
        form.point_to(first)


def change_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    visit = access.get_visit(request.user, pk, "visit.record")
    initial = initial_of(visit, ChangeVisitForm)
    form = ChangeVisitForm(request.POST or None, initial=initial, base=visit.version)
    back = visit.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.change_visit(act, visit, base=form.seen, **form.values),
        back,
    )
    if not done and form.asks_again:
        _point_to_first(request, form, visit.programme, visit.organisation, but=visit)
    title = _("Correct the visit to %(name)s") % {"name": visit.organisation}
    return done or form_page(request, form, title, _("Save"), back, crumbs=crumbs(visit.programme))
