"""The directory changed, or who is a centre of excellence: bodies that lie elsewhere, or stand no more, count
otherwise. Repeatable."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from mufakat.core.fields import ancestors
from mufakat.directory.models import Region, RegionSuccession
from mufakat.indicators.actions.booking import AT_ONCE, book_all
from mufakat.indicators.models import Assessment, Instrument, SiteSpan, State
from mufakat.indicators.queries.network import COE
from mufakat.indicators.rollup.spans import month_after
from mufakat.journal.models import Event
from mufakat.programmes.models import CoeUnit


def rebook_body(event: Event) -> None:
    """A body moved, or has its last day."""
    if event.verb == "organisation.changed" and "region" not in event.data.get("changes", {}):
        return
    _rebook(Q(organisation=event.subject_id))


def rebook_unit(event: Event) -> None:
    """A Puskesmas became a centre of excellence, or has its last day as one."""
    _rebook_centres(CoeUnit.objects.filter(pk=event.subject_id))


def rebook_ended_units() -> None:
    """Centres that have, or had, a last day and count for longer than that. Not after an event: for figures that were
    booked before such an end was heard of; of those whose end is booked none is asked again."""
    units = CoeUnit.objects.exclude(valid_to=None).order_by("-valid_to")
    ended = dict(units.values_list("puskesmas", "valid_to"))  # of several the first end
    rows = SiteSpan.objects.filter(instrument__level=COE, organisation__in=ended)
    late = {
        body
        for body, until in rows.values_list("organisation", "until")
        if not until or until > month_after(ended[body])
    }
    _rebook_centres(CoeUnit.objects.filter(puskesmas__in=late))


def _rebook_centres(units: "QuerySet[CoeUnit]") -> None:
    _rebook(Q(organisation__in=units.values("puskesmas"), instrument__level=COE))


def rebook_region(event: Event) -> None:
    """A region began out of another, or ended: where its bodies, and those of the regions it came from or became,
    lay in which month may be told otherwise."""
    region = Region.objects.filter(pk=event.subject_id).first()
    if region is None:
        return
    related = RegionSuccession.objects.filter(
        Q(old__path__in=ancestors(region.path)) | Q(new__path__in=ancestors(region.path))
    )
    pairs = related.values_list("old__path", "new__path")
    paths = {path for pair in pairs for path in pair} - {""}
    if not paths:
        return  # no law: its bodies lie where they lay
    lies = Q()
    for path in paths:
        counted = SiteSpan.objects.filter(region_path__under=path)
        lies |= Q(organisation__region_path__under=path)
        lies |= Q(organisation__in=counted.values("organisation"))
    _rebook(lies)


def _rebook(which: Q) -> None:
    accepted = Assessment.objects.filter(which, state=State.FINAL).order_by("instrument")
    pairs: Iterable[tuple[Any, Any]] = accepted.values_list(
        "instrument_id", "organisation_id"
    ).distinct()
    for key, those in groupby(sorted(pairs), key=lambda pair: pair[0]):
        instrument = Instrument.objects.get(pk=key)
        keys = [body for _instrument, body in those]
        for start in range(0, len(keys), AT_ONCE):
            book_all(instrument, keys[start : start + AT_ONCE])
