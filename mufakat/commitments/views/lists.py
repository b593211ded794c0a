"""The list of promises, and the rows behind a rate."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.commitments import access, queries
from mufakat.commitments.forms import CommitmentFilter, VerdictFilter
from mufakat.commitments.models import Commitment, Verdict
from mufakat.core import clock
from mufakat.core.answers import page

PER_PAGE = 50


def list_commitments(request: HttpRequest) -> HttpResponse:
    user, today = request.user, clock.today()
    form = CommitmentFilter(request.GET, user=user)
    found = Commitment.objects.none()
    if form.is_valid():
        found = queries.chosen_commitments(access.visible_commitments(user), today, **form.criteria)
        if form.cleaned_data["milik"]:
            found &= access.own_commitments(user)
    listed = queries.with_carried(queries.with_names(found)).order_by("due_on", "id")
    rows = Paginator(listed, PER_PAGE).get_page(request.GET.get("hal"))
    return page(
        request,
        "commitments/commitments.html",
        title=_("Promises"),
        form=form,
        rows=rows,
        today=today,
        address=form.address(),
    )


def list_verdicts(request: HttpRequest) -> HttpResponse:
    form = VerdictFilter(request.GET, user=request.user)
    seen, rate = Verdict.objects.none(), queries.Rate()
    if form.is_valid():
        criteria, region = form.criteria, form.cleaned_data["wilayah"]
        counted = access.counted_verdicts(request.user, region)
        rate = queries.rate_of(queries.chosen_verdicts(counted, **criteria | {"verdict": ""}))
        seen = queries.chosen_verdicts(access.visible_verdicts(request.user), **criteria)
    shown = form.cleaned_data.get("putusan", "")
    rows = Paginator(queries.verdict_rows(seen), PER_PAGE).get_page(request.GET.get("hal"))
    number = getattr(rate, shown or "judged")
    return page(
        request,
        "commitments/verdicts.html",
        title=_("Verdicts on promises"),
        form=form,
        rows=rows,
        rate=rate,
        shown=shown,
        number=number,
        hidden=number - rows.paginator.count,
        today=clock.today(),
        address=form.address(),
        of_verdict=f"?{form.address('putusan')}putusan=",
    )
