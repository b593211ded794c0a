"""The catalogue, a programme, and what programmes do with a facility."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory.access import can, get_organisation, require
from mufakat.directory.forms.common import EndForm
from mufakat.directory.queries import breadcrumbs
from mufakat.directory.views import form_page
from mufakat.journal.actions import OpenAct
from mufakat.journal.forms import perform
from mufakat.programmes import access, actions, pages, queries, rules
from mufakat.programmes.forms import (
    Asked,
    CatalogueAsked,
    ChangeProgrammeForm,
    ProgrammeForm,
    initial_of,
)
from mufakat.programmes.models import Programme


def crumbs(*things: Any) -> list[dict[str, str]]:
    """Where one is below the catalogue."""
    way = [{"label": _("Programmes"), "url": "/program/"}]
    return way + [{"label": str(each), "url": each.get_absolute_url()} for each in things]


def list_programmes(request: HttpRequest) -> HttpResponse:
    require(request.user, "programme.see")
    form = CatalogueAsked(request.GET)
    found = queries.catalogue(
        form.on, text=form.read("cari") or "", family=form.read("daftar") or ""
    )
    return page(
        request,
        "programmes/programmes.html",
        title=_("Programmes"),
        form=form,
        region=form.region,
        on=form.on,
        groups=pages.listed(found, form.region, form.on),
        may_record=can(request.user, "programme.record"),
    )


def see_programme(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.get_programme(request.user, code)
    form = Asked(request.GET)
    context = pages.programme_page(request.user, programme, form.on)
    above = [programme.parent] if programme.parent else []
    return page(request, "programmes/programme.html", form=form, crumbs=crumbs(*above), **context)


def see_facility(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "programme.see")
    organisation = get_organisation(request.user, pk)
    context = pages.facility_page(request.user, organisation, clock.today())
    own = {"label": str(organisation), "url": organisation.get_absolute_url()}
    way = [*breadcrumbs(organisation.region), own]
    return page(request, "programmes/facility.html", crumbs=way, **context)


def record_programme(request: HttpRequest) -> HttpResponse:
    require(request.user, "programme.record")
    initial = {"region": access.own_district(request.user, "programme.record")}
    form = ProgrammeForm(request.POST or None, initial=initial)
    done = perform(
        request, form, lambda act: _record(act, request.user, form), Programme.get_absolute_url
    )
    title, submit = _("Record a programme"), _("Record the programme")
    return done or form_page(request, form, title, submit, "/program/", crumbs=crumbs())


def _record(act: OpenAct, user: Any, form: ProgrammeForm) -> Programme:
    rules.within_reach(access.may_record(user, form.values["region"]), "region")
    return actions.record_programme(act, **form.values)


def change_programme(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.get_programme(request.user, code, "programme.record")
    initial = initial_of(programme, ChangeProgrammeForm)
    form = ChangeProgrammeForm(request.POST or None, initial=initial, base=programme.version)
    back = programme.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.change_programme(act, programme, base=form.seen, **form.values),
        back,
    )
    title = _("Change %(name)s") % {"name": programme}
    return done or form_page(request, form, title, _("Save"), back, crumbs=crumbs(programme))


def end_programme(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.get_programme(request.user, code, "programme.record")
    form = EndForm(request.POST or None)
    back = programme.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.end_programme(act, programme, on=form.values["on"]),
        back,
    )
    title = _("End %(name)s") % {"name": programme}
    hint = _("What it mentors and what was written down stays on record.")
    way = crumbs(programme)
    return done or form_page(
        request, form, title, _("End the programme"), back, hint=hint, crumbs=way, danger=True
    )
