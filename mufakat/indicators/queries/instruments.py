"""Instruments as lists show them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mufakat.directory.models import Facility, FacilityKind
from mufakat.indicators.models import Instrument, InstrumentVersion, Level

MOST_BODIES = 120


@dataclass(frozen=True)
class Listed:
    """An instrument, the version that holds on a day, and the draft if there is one."""

    instrument: Instrument
    holds: InstrumentVersion | None
    coming: InstrumentVersion | None
    draft: InstrumentVersion | None


def listed(instruments: QuerySet[Instrument], on: date) -> list[Listed]:
    found = instruments.select_related("keeper").prefetch_related("versions")
    return [_listed(each, on) for each in found.order_by("-is_starter", "title", "pk")]


def _listed(instrument: Instrument, on: date) -> Listed:
    versions = sorted(instrument.versions.all(), key=lambda each: each.number)
    published = [each for each in versions if each.is_published and each.valid_from]
    holds = [each for each in published if each.valid_from and each.valid_from <= on]
    later = [each for each in published if each.valid_from and each.valid_from > on]
    draft = next((each for each in versions if not each.is_published), None)
    return Listed(instrument, holds[-1] if holds else None, later[0] if later else None, draft)


def counted_bodies(level: str, allowed: Q, on: date) -> list[Facility]:
    """The bodies of this kind among those that are allowed; not more than a page can hold."""
    found = Facility.objects.on(on).filter(allowed, kind=level)
    return list(found.order_by("name", "pk")[:MOST_BODIES])


def published() -> list[tuple[str, str]]:
    """Code and title of each instrument that has a published version."""
    found = Instrument.objects.filter(versions__published_at__isnull=False).distinct()
    return list(found.order_by("title", "code").values_list("code", "title"))


def part_title(kind: str) -> str:
    """The kind of body that answers."""
    titles = {str(k): str(v) for k, v in [*FacilityKind.choices, *Level.choices]}
    return titles.get(kind, kind)
