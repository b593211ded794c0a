"""Where a programme works."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.directory.access import can, require
from mufakat.directory.forms.common import EndForm
from mufakat.directory.models import Organisation
from mufakat.directory.queries.stays import regions_at
from mufakat.directory.views import form_page
from mufakat.journal.forms import perform
from mufakat.programmes import access, actions, queries
from mufakat.programmes.forms import Asked, LokusAsked, LokusForm
from mufakat.programmes.models import Programme

from .catalogue import crumbs

PER_PAGE = 50


def list_lokus(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.get_programme(request.user, code)
    form = Asked(request.GET)
    found = queries.lokus_of(programme, form.on, form.region)
    rows: Any = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    return page(
        request,
        "programmes/lokus.html",
        title=_("Mentored facilities"),
        crumbs=crumbs(programme),
        programme=programme,
        form=form,
        region=form.region,
        on=form.on,
        districts=queries.counted_by_district(programme, form.on, form.region),
        rows=rows,
        lay=regions_at((row.lay, row.organisation) for row in rows),
        may_record=can(request.user, "programme.record"),
        ends=access.ends_lokus(request.user, rows),
    )


def record_lokus(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.get_programme(request.user, code)
    require(request.user, "programme.record")
    asked = LokusAsked(request.GET)
    region = asked.region or access.own_district(request.user, "programme.record")
    among = _within_reach(request.user, programme, region, asked)
    offered = queries.not_mentored(programme, among, asked.on)
    form = LokusForm(request.POST or None, offered=offered, among=among)
    back = f"{programme.get_absolute_url()}lokus/"
    done = perform(
        request, form, lambda act: actions.record_lokus(act, programme, **form.values), back
    )
    return done or page(
        request,
        "programmes/record_lokus.html",
        title=_("Add mentored facilities"),
        crumbs=crumbs(programme),
        asked=asked,
        form=form,
        region=region,
        back=back,
        here="?" + urlencode({"wilayah": getattr(region, "code", ""), "jenis": asked.kind}),
    )


def _within_reach(user: Any, programme: Programme, region: Any, asked: LokusAsked) -> Any:
    """The facilities of the region that the writer covers. Of the nation and of a province none: a thousand boxes are
    no list."""
    if region is None or region.level < 2:
        return Organisation.objects.none()
    found = queries.facilities(region, asked.kind, asked.on)
    return found.filter(access.facilities_where(user, "programme.record", programme))


def end_lokus(request: HttpRequest, pk: UUID) -> HttpResponse:
    lokus = access.get_lokus(request.user, pk, "programme.record")
    form = EndForm(request.POST or None)
    back = f"{lokus.programme.get_absolute_url()}lokus/"
    done = perform(
        request, form, lambda act: actions.end_lokus(act, lokus, on=form.values["on"]), back
    )
    title = _("End the mentoring of %(name)s") % {"name": lokus.organisation}
    hint = _("It stays on record from its first to its last day.")
    way = crumbs(lokus.programme)
    return done or form_page(
        request, form, title, _("End the mentoring"), back, hint=hint, crumbs=way, danger=True
    )
