"""Centres of excellence, and who learns from them."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.directory.access import can, require
from mufakat.directory.forms.common import EndForm
from mufakat.directory.queries.stays import regions_at
from mufakat.directory.views import form_page
from mufakat.journal.forms import perform
from mufakat.journal.queries import history_of
from mufakat.programmes import access, actions, pages, queries
from mufakat.programmes.forms import (
    Asked,
    ChangeReplicationForm,
    ReplicationForm,
    UnitForm,
    initial_of,
)
from mufakat.programmes.models import CoeUnit

from .catalogue import crumbs

PER_PAGE = 50
MOST_DRAWN = 120  # lines of one picture; of more a district is chosen


def list_units(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.get_programme(request.user, code)
    form = Asked(request.GET)
    found = queries.units_of(programme, form.on, form.region)
    learns = queries.replications_in(programme, form.on, form.region)
    drawn = list(learns[: MOST_DRAWN + 1])
    rows: Any = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    return page(
        request,
        "programmes/units.html",
        title=_("Centres of excellence"),
        crumbs=crumbs(programme),
        programme=programme,
        form=form,
        on=form.on,
        rows=rows,
        lay=regions_at((row.lay, row.puskesmas) for row in rows),
        replications=drawn[:MOST_DRAWN],
        graph=pages.drawn(drawn) if len(drawn) <= MOST_DRAWN else None,
        too_many=len(drawn) > MOST_DRAWN,
        may_record=can(request.user, "programme.record"),
    )


def see_unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    unit = access.get_unit(request.user, pk)
    form = Asked(request.GET)
    bodies = queries.parts_of(unit, form.on)
    learns = list(unit.replications.select_related("target__region", "unit__puskesmas"))
    return page(
        request,
        "programmes/unit.html",
        title=_("Centre of excellence %(name)s") % {"name": unit.puskesmas},
        crumbs=crumbs(unit.programme),
        unit=unit,
        form=form,
        on=form.on,
        bodies=bodies,
        parts_n=len(bodies),
        replications=learns,
        graph=pages.drawn(learns),
        history=history_of(unit),
        may_record=access.may_record(request.user, unit.puskesmas, unit.programme.region),
    )


def record_unit(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.get_programme(request.user, code)
    require(request.user, "programme.record")
    where = access.facilities_where(request.user, "programme.record", programme)
    form = UnitForm(request.POST or None, where=where)
    done = perform(
        request,
        form,
        lambda act: actions.record_unit(act, programme, **form.values),
        CoeUnit.get_absolute_url,
    )
    title, back = _("Record a centre of excellence"), f"{programme.get_absolute_url()}coe/"
    submit = _("Record the centre")
    return done or form_page(request, form, title, submit, back, crumbs=crumbs(programme))


def end_unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    unit = access.get_unit(request.user, pk, "programme.record")
    form = EndForm(request.POST or None)
    back = unit.get_absolute_url()
    done = perform(
        request, form, lambda act: actions.end_unit(act, unit, on=form.values["on"]), back
    )
    title, way = _("End %(name)s") % {"name": unit}, crumbs(unit.programme, unit)
    hint = _("Who learnt from it and what was assessed stays on record.")
    return done or form_page(
        request, form, title, _("End the centre"), back, hint=hint, crumbs=way, danger=True
    )


def record_replication(request: HttpRequest, pk: UUID) -> HttpResponse:
    unit = access.get_unit(request.user, pk, "programme.record")
    form = ReplicationForm(request.POST or None)
    back = unit.get_absolute_url()
    done = perform(
        request, form, lambda act: actions.record_replication(act, unit, **form.values), back
    )
    title = _("Who learns from %(name)s?") % {"name": unit}
    way = crumbs(unit.programme, unit)
    return done or form_page(request, form, title, _("Write it down"), back, crumbs=way)


def change_replication(request: HttpRequest, pk: UUID) -> HttpResponse:
    replication = access.get_replication(request.user, pk, "programme.record")
    unit = replication.unit
    form = ChangeReplicationForm(
        request.POST or None,
        replication=replication,
        initial=initial_of(replication, ChangeReplicationForm),
        base=replication.version,
    )
    back = unit.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.change_replication(act, replication, base=form.seen, **form.values),
        back,
    )
    names = {"target": replication.target, "name": unit}
    title = _("%(target)s learns from %(name)s") % names
    way = crumbs(unit.programme, unit)
    return done or form_page(request, form, title, _("Save"), back, crumbs=way)
