"""Calls for assessments, and the calendar of what is owed."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm, ReasonForm
from mufakat.core.paging import page_of
from mufakat.directory.access import can, require
from mufakat.directory.rules import within_reach
from mufakat.indicators.access.assessments import (
    get_call,
    get_obligation,
    visible_assessments,
    visible_obligations,
)
from mufakat.indicators.actions import calls as actions
from mufakat.indicators.forms.assessments import (
    CallDaysForm,
    CallForm,
    ObligationForm,
    ObligationsForm,
)
from mufakat.indicators.forms.filters import AssessmentFilter, ObligationFilter
from mufakat.indicators.models import Call, Obligation
from mufakat.indicators.pages import obligations as pages
from mufakat.indicators.pages.tabs import tabs_of
from mufakat.indicators.queries import obligations as queries
from mufakat.indicators.queries.joined import joined, names_of
from mufakat.indicators.rules.months import as_of
from mufakat.journal.actions import OpenAct
from mufakat.journal.forms import perform
from mufakat.journal.queries import history_of
from mufakat.journal.sentences import sentence

FORM, PER_PAGE = "indicators/assessment_form.html", 20


def list_obligations(request: HttpRequest, call: Call | None = None) -> HttpResponse:
    """Who owes what, worst first; of one call, if it is given."""
    require(request.user, "assessment.see")
    today, user = clock.today(), request.user
    form = ObligationFilter(request.GET, user=user)
    found = queries.standing_of(visible_obligations(user), today)
    found = queries.chosen(found, **form.criteria) if form.is_valid() else found.none()
    found = found.filter(call=call) if call else found
    counted = queries.counts_of(found, today)
    listed = queries.in_order(queries.that_stand(found, form.stands, today))
    whole = queries.whole_obligations(today)
    rows = page_of(listed, whole, request.GET.get("hal"), PER_PAGE)
    parts = Paginator(counted, PER_PAGE).get_page(request.GET.get("ringkas"))
    shown = {"rows": rows, "listed": pages.rows_of(user, rows, today), "parts": parts}
    shown |= pages.changes_page(user, call, today) | tabs_of(user, counted, form)
    shown |= pages.uncalled_page(user, call)
    return page(
        request,
        "indicators/obligations.html",
        **shown,
        **pages.list_page(user, call, counted, today),
        form=form,
        address=form.address(),
        history=[sentence(event) for event in history_of(call)] if call else [],
    )


def see_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    return list_obligations(request, get_call(request.user, pk))


def list_assessments(request: HttpRequest) -> HttpResponse:
    """Every assessment that the reader may see, the newest first; called for or not."""
    require(request.user, "assessment.see")
    form = AssessmentFilter(request.GET, user=request.user)
    found = visible_assessments(request.user)
    found = form.narrowed(found) if form.is_valid() else found.none()
    rows = page_of(
        queries.newest(found), queries.whole_assessments(), request.GET.get("hal"), PER_PAGE
    )
    return page(
        request,
        "indicators/assessments.html",
        title=_("All assessments"),
        rows=rows,
        listed=pages.assessment_rows(rows),
        form=form,
        today=clock.today(),
        crumbs=[{"label": _("Assessments"), "url": "/penilaian/"}],
    )


def record_call(request: HttpRequest) -> HttpResponse:
    require(request.user, "call.record")
    form = CallForm(request.POST or None)

    def do(act: OpenAct) -> Call:
        within_reach(can(request.user, "call.record", form.values["region"]), "region")
        return actions.record_call(act, **form.values)

    done = perform(
        request, form, do, Call.get_absolute_url, _("The call is recorded. Here is who owes it.")
    )
    hint = _("Who owes an assessment is found by itself: you can add and excuse bodies afterwards.")
    title, submit, back = _("Call for assessments"), _("Record the call"), "/penilaian/"
    told = {"title": title, "submit": submit, "back": back, "hint": hint}
    return done or page(
        request, FORM, form=form, see=pages.there_already(request.user, form), **told
    )


def change_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    call = get_call(request.user, pk, "call.record")
    form = CallDaysForm(request.POST or None, call=call)
    back = call.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.change_call(act, call, base=form.seen, **form.values),
        back,
    )
    title, submit = _("Change the call"), _("Save")
    return done or page(
        request, FORM, form=form, title=title, submit=submit, back=back, subtitle=str(call)
    )


def withdraw_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    call = get_call(request.user, pk, "call.record")
    form, back = ReasonForm(request.POST or None), call.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_call(act, call, **form.values),
        back,
        _("The call is withdrawn. Who had heard of it hears this too."),
    )
    told = {"title": _("Withdraw the call"), "submit": _("Withdraw"), "subtitle": str(call)}
    told |= {"hint": pages.withdrawing_words(call), "back": back}
    stopped = pages.why_call_stopped(call)
    return done or page(request, FORM, form=form, danger=True, stopped=stopped, **told)


def record_obligation(request: HttpRequest, pk: UUID) -> HttpResponse:
    call = get_call(request.user, pk, "call.record")
    form, back = ObligationForm(request.POST or None), call.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.record_obligation(act, call, **form.values),
        back,
        _("It is on the list."),
    )
    title, submit = _("Add a body to the list"), _("Add")
    return done or page(
        request, FORM, form=form, title=title, submit=submit, back=back, subtitle=str(call)
    )


def record_obligations(request: HttpRequest, pk: UUID) -> HttpResponse:
    call = get_call(request.user, pk, "call.record")
    listed = joined(call, as_of(call.month, clock.today()))
    form = ObligationsForm(request.POST or None, choices=names_of(listed))
    back = call.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.record_obligations(act, call, **form.values),
        back,
        lambda made: pages.added_words(len(made)),
    )
    title, submit = _("Add who came to the network since"), _("Add")
    stopped = "" if listed else _("Everybody who is to be added is on the list by now.")
    shown = {"title": title, "submit": submit, "back": back, "subtitle": str(call)}
    return done or page(request, FORM, form=form, stopped=stopped, **shown)


def excuse_obligation(request: HttpRequest, pk: UUID) -> HttpResponse:
    owed = get_obligation(request.user, pk, "call.record")
    form, back = ReasonForm(request.POST or None), owed.call.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.excuse_obligation(act, owed, **form.values),
        back,
        _("It owes nothing in this call."),
    )
    title = _("Excuse %(name)s") % {"name": owed}
    return done or page(
        request,
        FORM,
        form=form,
        title=title,
        submit=_("Excuse"),
        back=back,
        subtitle=str(owed.call),
    )


def restore_obligation(request: HttpRequest, pk: UUID) -> HttpResponse:
    owed: Obligation = get_obligation(request.user, pk, "call.record")
    form, back = ConfirmForm(request.POST or None), owed.call.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.restore_obligation(act, owed),
        back,
        _("It owes its assessment again."),
    )
    title = _("Put %(name)s back on the list") % {"name": owed}
    return done or page(
        request,
        FORM,
        form=form,
        title=title,
        submit=_("Put back"),
        back=back,
        subtitle=str(owed.call),
    )
