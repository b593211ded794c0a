"""Pages of promises: the list, the rows behind a rate, one promise, a report on it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _, ngettext

from mufakat.core import clock, dates
from mufakat.core.answers import page
from mufakat.core.errors import RuleBroken
from mufakat.directory.access import can
from mufakat.directory.queries import sector_title
from mufakat.journal.forms import perform
from mufakat.journal.queries import history_of
from mufakat.journal.sentences import sentence

from . import access, actions, queries, rules
from .forms import CommitmentFilter, UpdateForm, VerdictFilter
from .models import Commitment, Verdict

PER_PAGE = 50


def list_commitments(request: HttpRequest) -> HttpResponse:
    user, today = request.user, clock.today()
    form = CommitmentFilter(request.GET, user=user)
    found = Commitment.objects.none()
    if form.is_valid():
        found = queries.chosen_commitments(access.visible_commitments(user), today, **form.criteria)
        if form.cleaned_data["milik"]:
            found &= access.own_commitments(user)
    listed = queries.with_names(found).order_by("due_on", "id")
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


def see_commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    commitment = access.get_commitment(request.user, pk)
    return page(
        request,
        "commitments/commitment.html",
        title=commitment.what,
        commitment=commitment,
        today=clock.today(),
        may_report=access.may(request.user, "update.record", commitment),
        **_facts(request, commitment),
        **_story(request, commitment),
    )


def _facts(request: HttpRequest, commitment: Commitment) -> dict[str, Any]:
    """What the promise is called in words, and which links its reader can follow."""
    made_at = commitment.source_id if commitment.source_kind == "meeting" else ""
    sees_meetings = can(request.user, "meeting.see", commitment.forum)
    return {
        "sector": sector_title(commitment.sector),
        "funding": queries.funding_title(commitment.funding_source),
        "sees_forum": can(request.user, "forum.see", commitment.forum),
        "made_url": f"/rapat/{made_at}/" if made_at and sees_meetings else "",
    }


def _story(request: HttpRequest, commitment: Commitment) -> dict[str, Any]:
    """The way of the promise through its sessions, and every change of it as a sentence."""
    moments = queries.timeline_of(commitment)
    sessions = sum(moment.verdict is not None for moment in moments)
    zone, linked = commitment.region.timezone, can(request.user, "meeting.see", commitment.forum)
    finding = ngettext(
        "%(n)d session has judged this promise", "%(n)d sessions have judged this promise", sessions
    ) % {"n": sessions}
    return {
        "finding": finding if sessions else _("No session has judged this promise yet"),
        "timeline": [_told(moment, commitment, linked=linked) for moment in moments],
        "history": [
            {"sentence": sentence(event), "when": dates.at(event.at, zone)}
            for event in history_of(commitment)
        ],
    }


def _told(moment: queries.Moment, commitment: Commitment, *, linked: bool) -> dict[str, Any]:
    """One line of the timeline (core/components/timeline.html)."""
    if update := moment.update:
        progress = "" if update.progress is None else f" ({update.progress} %)"
        text = _("Reported as done: %s") if update.says_done else _("Reported: %s")
        return {"on": moment.on, "text": text % update.text + progress, "by": update.by_name}
    if verdict := moment.verdict:
        line = {"on": moment.on, "state": verdict.verdict, "text": _decided(verdict)}
        if linked:
            return line | {"url": f"/rapat/{verdict.session_id}/", "link": verdict.session_label}
        return line | {"by": verdict.session_label}
    due = dates.short_date(moment.due_on) if moment.due_on else ""
    text = _("Promised: “%(what)s”, due %(due)s") % {"what": moment.what, "due": due}
    return {"on": moment.on, "text": text, "by": commitment.source_label}


def _decided(verdict: Verdict) -> str:
    """What a session decided, beside the word of its verdict: new wording, new date, reason."""
    parts = []
    if verdict.what_after != verdict.what_before:
        parts.append(_("New wording: “%s”") % verdict.what_after)
    if verdict.due_after != verdict.due_before:
        parts.append(_("New date: %s") % dates.short_date(verdict.due_after))
    if verdict.reason:
        parts.append(_("Reason: %s") % verdict.reason)
    return ". ".join(parts)


def record_update(request: HttpRequest, pk: UUID) -> HttpResponse:
    commitment = access.get_commitment(request.user, pk, "update.record")
    form = UpdateForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_update(act, commitment=commitment, **form.values),
        commitment.get_absolute_url(),
        _("The report is recorded. The next session sees it."),
    )
    return done or page(
        request,
        "commitments/record_update.html",
        title=_("Report progress"),
        form=form,
        commitment=commitment,
        closed=_closed(commitment),
    )


def _closed(commitment: Commitment) -> str:
    """Why nothing can be reported any more, if so."""
    try:
        rules.still_open(commitment.state)
    except RuleBroken as broken:
        return str(broken.message)
    return ""
