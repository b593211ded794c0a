"""Frozen figures: taken, listed, read."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.directory.access import require
from mufakat.indicators.access import figures as access
from mufakat.indicators.actions import snapshots as actions
from mufakat.indicators.forms.figures import SnapshotForm
from mufakat.indicators.pages.figures import around
from mufakat.indicators.pages.snapshots import frozen_rows, snapshot_page
from mufakat.indicators.queries.owing import not_assessed
from mufakat.journal.forms import perform

from .figures import scope_of

PER_PAGE = 50


def take_snapshot(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the figures of a region as of a day."""
    scope, asked = scope_of(request, slug)
    require(request.user, "snapshot.take", scope.region)
    form = SnapshotForm(request.POST or None, initial={"as_of": scope.day})
    done = perform(
        request,
        form,
        lambda act: actions.take_snapshot(
            act, instrument=scope.instrument, region=scope.region, **form.values
        ),
        lambda snapshot: str(snapshot.get_absolute_url()),
        _("The figures are frozen. Nothing changes them any more."),
    )
    left = not_assessed(
        scope.instrument, scope.region.path, scope.day, scope.month, scope.lay
    ).count()
    context = around(request.user, scope, _("Freeze the figures")) | {"left": left, "asked": asked}
    title = _("Freeze the figures of %(region)s") % {"region": scope.region}
    return done or page(request, "indicators/take_snapshot.html", form=form, title=title, **context)


def list_snapshots(request: HttpRequest) -> HttpResponse:
    found = access.visible_snapshots(request.user).defer("body")
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    return page(request, "indicators/snapshots.html", title=_("Frozen figures"), rows=rows)


def see_snapshot(request: HttpRequest, pk: UUID) -> HttpResponse:
    snapshot = access.get_snapshot(request.user, pk)
    return page(request, "indicators/snapshot.html", **snapshot_page(snapshot))


def list_frozen_rows(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The bodies behind a number of frozen figures, frozen with them."""
    snapshot = access.get_snapshot(request.user, pk)
    found: Any = frozen_rows(snapshot, request.GET)
    rows = Paginator(found.pop("found"), PER_PAGE).get_page(request.GET.get("hal"))
    return page(request, "indicators/frozen_rows.html", rows=rows, **found)
