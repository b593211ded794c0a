"""The report of a region, on paper and as a table: of live figures, or of a frozen copy and then of nothing else."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override

from mufakat.core import clock, dates
from mufakat.core.answers import as_file, as_pdf, paper_asked, whole
from mufakat.indicators.access import figures as access
from mufakat.indicators.models import Snapshot
from mufakat.indicators.papers import Report, report_pdf
from mufakat.indicators.papers.facts import MOST_LISTED
from mufakat.indicators.papers.rows import rows_csv
from mufakat.indicators.queries.reports import live_body, office_of
from mufakat.indicators.queries.scopes import Scope
from mufakat.indicators.queries.versions import form_of
from mufakat.journal.rules import digest_of

from .figures import scope_of

CSV = "text/csv; charset=utf-8"


def see_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Live figures on paper; `?kertas=f4` for folio."""
    scope = _counted(request, slug)
    body = live_body(scope, most=MOST_LISTED)
    with override("id"):
        counted_at = dates.at(clock.now())
    report = Report(
        body=body,
        form=form_of(scope.some_version),
        digest=digest_of(body),
        letterhead=office_of(scope.region, scope.day),
        valid_from=scope.some_version.valid_from,
        address=whole(request)(scope.asked()),
        counted_at=counted_at,
    )
    return as_pdf(report_pdf(report, paper=paper_asked(request)), _name(body))


def see_report_rows(request: HttpRequest, slug: str) -> HttpResponse:
    scope = _counted(request, slug)
    body = live_body(scope)
    return as_file(rows_csv(body, form_of(scope.some_version)), f"{_name(body)}.csv", CSV)


def see_frozen_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The frozen copy on paper: no figure is asked but those in it."""
    snapshot = access.get_snapshot(request.user, pk)
    with override("id"):
        sealed = f"{dates.at(snapshot.taken_at)} oleh {snapshot.taken_by}"
    report = Report(
        body=snapshot.body,
        form=form_of(snapshot.of_version),
        digest=snapshot.digest,
        letterhead=office_of(snapshot.region, snapshot.as_of),
        valid_from=snapshot.of_version.valid_from,
        address=whole(request)(snapshot.get_absolute_url()),
        sealed=sealed,
    )
    return as_pdf(report_pdf(report, paper=paper_asked(request)), _name(snapshot.body))


def see_frozen_report_rows(request: HttpRequest, pk: UUID) -> HttpResponse:
    snapshot: Snapshot = access.get_snapshot(request.user, pk)
    made = rows_csv(snapshot.body, form_of(snapshot.of_version))
    return as_file(made, f"{_name(snapshot.body)}-potret.csv", CSV)


def _counted(request: HttpRequest, slug: str) -> Scope:
    """404 for a day on which no version of the instrument held: there is nothing to report."""
    scope, _asked = scope_of(request, slug)
    if scope.version is None:
        raise Http404
    return scope


def _name(body: dict[str, Any]) -> str:
    """laporan-coe-32-2024-07-31"""
    instrument, region = body["instrument"], body["region"]
    return f"laporan-{instrument['code']}-{region['code']}-{body['as_of']}"
