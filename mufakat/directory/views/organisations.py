"""Organisations and facilities: see, add, change, end."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access, actions, queries, rules
from mufakat.directory.forms import (
    ChangeOrganisationForm,
    EndForm,
    OrganisationFilter,
    RecordOrganisationForm,
    organisation_initial,
)
from mufakat.directory.models import Organisation
from mufakat.journal.actions import OpenAct
from mufakat.journal.forms import perform

from . import form_page


def list_organisations(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "directory.see")
    form = OrganisationFilter(request.GET or None)
    asked = form.asked
    rows = Paginator(queries.organisations_found(**asked), 50).get_page(request.GET.get("hal"))
    return page(
        request,
        "directory/organisations.html",
        title=_("Organisations"),
        form=form,
        rows=rows,
        on=asked["on"],
        may_record=access.can(request.user, "organisation.record"),
    )


def see_organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    organisation = access.get_organisation(request.user, pk)
    today = clock.today()
    memberships = access.memberships_seen(request.user, organisation)
    offices = list(queries.offices_of(organisation))
    may_office = access.may_record_office(request.user, organisation)
    return page(
        request,
        "directory/organisation.html",
        title=organisation.name,
        crumbs=_crumbs(organisation),
        organisation=organisation,
        on=today,
        network=queries.network_tree(organisation, today),
        offices=queries.by_time(offices, today),
        memberships=queries.by_time(memberships, today),
        codes=organisation.codes.order_by("system"),
        history=queries.history_seen(request.user, organisation, memberships),
        may_record=access.can(request.user, "organisation.record", organisation),
        may_office=may_office,
        may_programmes=access.can(request.user, "programme.see"),
        may_letterhead=access.can(request.user, "letterhead.record", organisation),
        ends={office.pk for office in offices} if may_office else set(),
    )


def record_organisation(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "organisation.record")
    initial = queries.places_named(request.GET.get("wilayah"), request.GET.get("induk"))
    form = RecordOrganisationForm(request.POST or None, initial=initial)
    done = perform(
        request,
        form,
        lambda act: _record(act, request.user, form.values),
        Organisation.get_absolute_url,
    )
    title, submit = _("Add an organisation or facility"), _("Add the organisation")
    return done or form_page(request, form, title, submit, "/organisasi/")


def _record(act: OpenAct, user: Any, values: dict[str, Any]) -> Organisation:
    reached = access.within_reach(user, "organisation.record", values["region"], values["parent"])
    rules.within_reach(reached, "region")
    if values["kind"]:
        return actions.record_facility(act, **values)
    return actions.record_organisation(act, **{k: v for k, v in values.items() if k != "kind"})


def change_organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    organisation = access.get_organisation(request.user, pk, "organisation.record")
    form = ChangeOrganisationForm(
        request.POST or None,
        initial=organisation_initial(organisation),
        base=organisation.version,
        organisation=organisation,
    )
    back = organisation.get_absolute_url()
    done = perform(request, form, lambda act: _change(act, request.user, organisation, form), back)
    title = _("Change %(name)s") % {"name": organisation.name}
    crumbs = _crumbs(organisation)
    return done or form_page(request, form, title, _("Save"), back, crumbs=crumbs)


def _change(
    act: OpenAct, user: Any, organisation: Organisation, form: ChangeOrganisationForm
) -> Organisation:
    values = form.values
    reached = access.may_move(user, "organisation.record", organisation, values)
    rules.within_reach(reached, "region")
    return actions.change_organisation(act, organisation, base=form.seen, **values)


def end_organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    organisation = access.get_organisation(request.user, pk, "organisation.record")
    form = EndForm(request.POST or None)
    back = organisation.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.end_organisation(act, organisation, on=form.values["on"]),
        back,
    )
    return done or form_page(
        request,
        form,
        _("End %(name)s") % {"name": organisation.name},
        _("End the organisation"),
        back,
        hint=_("It stays on record with its history, and is no longer offered."),
        crumbs=_crumbs(organisation),
        danger=True,
    )


def _crumbs(organisation: Organisation) -> list[dict[str, str]]:
    own = {"label": str(organisation), "url": organisation.get_absolute_url()}
    return [*queries.breadcrumbs(organisation.region), own]
