"""Add, change and end regions; the page of a region belongs to `web`, which shows several rooms."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.directory import access, actions, rules
from mufakat.directory.forms import ChangeRegionForm, EndForm, RecordRegionForm, region_initial
from mufakat.directory.models import Region
from mufakat.directory.queries import breadcrumbs
from mufakat.journal.actions import OpenAct
from mufakat.journal.forms import perform

from . import form_page


def record_region(request: HttpRequest, code: str) -> HttpResponse:
    parent = access.get_region(request.user, code, "region.record")
    form = RecordRegionForm(request.POST or None, level=parent.level + 1)
    done = perform(
        request,
        form,
        lambda act: _record(act, request.user, parent, form),
        Region.get_absolute_url,
    )
    return done or form_page(
        request,
        form,
        _("Add a region below %(name)s") % {"name": parent},
        _("Add the region"),
        parent.get_absolute_url(),
        crumbs=breadcrumbs(parent),
    )


def _record(act: OpenAct, user: object, parent: Region, form: RecordRegionForm) -> Region:
    values = form.values
    ended = values["predecessor_ends"] == "ends" and values["predecessor"]
    rules.within_reach(access.within_reach(user, "region.record", ended or parent), "predecessor")
    return actions.record_region(act, parent=parent, **values)


def change_region(request: HttpRequest, code: str) -> HttpResponse:
    region = access.get_region(request.user, code, "region.record")
    form = ChangeRegionForm(
        request.POST or None,
        initial=region_initial(region),
        base=region.version,
        level=region.level,
    )
    back = region.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.change_region(act, region, base=form.seen, **form.values),
        back,
    )
    title = _("Change %(name)s") % {"name": region}
    return done or form_page(
        request, form, title, _("Save"), back, subtitle=region.code, crumbs=breadcrumbs(region)
    )


def end_region(request: HttpRequest, code: str) -> HttpResponse:
    region = access.get_region(request.user, code, "region.record")
    form = EndForm(request.POST or None)
    back = region.get_absolute_url()
    done = perform(
        request, form, lambda act: actions.end_region(act, region, on=form.values["on"]), back
    )
    return done or form_page(
        request,
        form,
        _("End %(name)s") % {"name": region},
        _("End the region"),
        back,
        subtitle=region.code,
        hint=_("The region stays on record, and what happened there stays with it."),
        crumbs=breadcrumbs(region),
        danger=True,
    )
