"""Entries of programmes, their waves, published instruments, and what stands in the library. Who may open these pages
may open all of them: they have no place of their own."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q

from mufakat.directory.models import written_region
from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.learning.models import Factor, Review
from mufakat.programmes.models import Cohort, Programme
from mufakat.web.models import Kind, SearchEntry

from .entry import Place, entry, rows_of

ANYWHERE = Place()


def programmes(where: Q) -> Iterator[SearchEntry]:
    columns = ("pk", "code", "title", "parent__title", "lead__name", "valid_from", "valid_to")
    for pk, code, title, parent, lead, begins, ends in rows_of(Programme, where, *columns):
        context = " · ".join(filter(None, [parent, lead]))
        more = {"on": begins, "ends_on": ends, "also": code}
        yield entry(Kind.PROGRAMME, pk, f"/program/{code}/", title, context, ANYWHERE, **more)


def cohorts(where: Q) -> Iterator[SearchEntry]:
    columns = ("pk", "title", "year", "programme__title", "funder", "starts_on", "ends_on")
    for pk, title, year, programme, funder, begins, ends in rows_of(Cohort, where, *columns):
        context = " · ".join(filter(None, [programme, str(year), funder]))
        more = {"on": begins, "ends_on": ends}
        url = f"/program/gelombang/{pk}/"
        yield entry(Kind.COHORT, pk, url, title, context, ANYWHERE, **more)


def instruments(where: Q) -> Iterator[SearchEntry]:
    """By the newest version that is published: its domains are shown, its questions only found."""
    rows = list(rows_of(Instrument, where, "pk", "code", "title"))
    published = InstrumentVersion.objects.filter(
        instrument__in=[row[0] for row in rows], published_at__isnull=False
    ).order_by("number")
    newest = {v.instrument_id: v for v in published}
    for pk, code, title in rows:
        if version := newest.get(pk):
            domains, questions = _asked(version.body)
            more: dict[str, Any] = {"on": version.valid_from, "also": f"{code} {questions}"}
            url = f"/instrumen/{code}/"
            yield entry(Kind.INSTRUMENT, pk, url, title, domains, ANYWHERE, **more)


def _asked(body: dict[str, Any]) -> tuple[str, str]:
    domains = body.get("domain", [])
    questions = [q.get("title", "") for domain in domains for q in domain.get("indicator", [])]
    return " · ".join(domain.get("title", "") for domain in domains), " ".join(questions)


def reviews(where: Q) -> Iterator[SearchEntry]:
    """What stands in the library; a draft is nobody's but its writer's."""
    columns = (
        *("pk", "question", "on", "situation", "decided", "reason"),
        *("organisation__name", "region__kind", "region__name", "programme__title"),
    )
    rows = list(rows_of(Review, where & Q(is_closed=True), *columns))
    told: dict[UUID, list[str]] = {}
    factors = Factor.objects.filter(review__in=[row[0] for row in rows]).order_by("pk")
    for review, text in factors.values_list("review_id", "text"):
        told.setdefault(review, []).append(text)
    for pk, question, on, situation, decided, reason, body, kind, region, programme in rows:
        where_said = [body, written_region(kind, region), programme]
        also = " ".join([situation, decided, reason, *told.get(pk, [])])
        context = " · ".join(filter(None, where_said))
        url = f"/pembelajaran/{pk}/"
        yield entry(Kind.REVIEW, pk, url, question, context, ANYWHERE, on=on, also=also)
