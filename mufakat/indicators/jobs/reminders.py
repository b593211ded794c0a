"""Assessments in the news of the day, and what waits to be told says what is true."""

from collections.abc import Sequence
from datetime import date
from itertools import batched
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils.translation import override

from mufakat.core import clock
from mufakat.core.fields import ancestors
from mufakat.delivery import jobs as delivery, queries as post
from mufakat.delivery.jobs import News
from mufakat.delivery.models import Part
from mufakat.delivery.rules import Span
from mufakat.directory.models import Organisation
from mufakat.indicators.pages.reminders import news_of
from mufakat.journal.models import Event

AT_ONCE = 100  # parts: a condition may not become too deep for the database


def news_of_zone(zone: str, span: Span) -> Sequence[News]:
    """What is told today about the bodies of a zone; those of zones in which no forum meets are told with the first."""
    zones = post.zones()
    of = Q(organisation__region__timezone=zone)
    if zones[:1] == [zone]:
        of = of | ~Q(organisation__region__timezone__in=zones)
    return news_of(of, span, settings.POST.address)


def retell(event: Event) -> None:
    """What waits to be told of the bodies of an event, and to those in charge of them, says what is true now: what was
    sent, accepted, excused or taken back since is left out."""
    days: dict[tuple[str, date], list[Part]] = {}
    for part in post.untold_news(_about(event), clock.now()):
        day = part.message.made_at.astimezone(ZoneInfo(part.message.timezone)).date()
        days.setdefault((part.message.timezone, day), []).append(part)
    for (zone, day), parts in days.items():
        done = delivery.prepared_at(zone, day) or clock.now()
        span = delivery.span_of(zone, day, done)
        for some in batched(parts, AT_ONCE):
            delivery.reword(_reworded(some, span))


def _about(event: Event) -> Q:
    """The parts that an event may have made untrue: of its bodies, of those in charge of their regions; of a call or a
    person all of them."""
    named: dict[str, list[Any]] = {}
    for kind, key in event.about:
        named.setdefault(kind, []).append(key)
    ours = Q(organisation__isnull=False)
    if people := named.get("person"):
        return ours & Q(message__person__in=people)
    if event.subject_kind == "call":
        return ours
    bodies = Organisation.objects.filter(pk__in=named.get("organisation", ()))
    found = Q(organisation__in=[body.pk for body in bodies])
    found |= Q(message__organisation__in=[body.pk for body in bodies])
    above = [path for body in bodies for path in ancestors(body.region_path)]
    return ours & (found | Q(organisation__region_path__in=above))


def _reworded(parts: Sequence[Part], span: Span) -> dict[Part, str]:
    """What each of these parts says now."""
    where = Q(organisation__in=[part.about.pk for part in parts])
    for path in {part.about.region_path for part in parts}:
        where |= Q(organisation__region_path__under=path)
    with override("id"):
        told = news_of(where, span, settings.POST.address)
    texts = {(each.key, about.pk): text for each in told for about, text in each.parts}
    return {part: texts.get((part.message.key, part.about.pk), "") for part in parts}
