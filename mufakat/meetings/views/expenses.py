"""What a session cost, and the terms of reference written for it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.core.forms import ReasonForm
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.access import get_expense, get_meeting, get_terms
from mufakat.meetings.forms import ExpenseForm, TermsForm
from mufakat.meetings.pages import under

FORM = "meetings/form.html"
TERMS = ("background", "aims", "target", "costs", "total_idr")


def record_expense(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "file.record")
    here, again = f"{pages.here_of(meeting)}#biaya", "lagi" in request.POST
    rates = queries.rate_choices(meeting)
    form = ExpenseForm(request.POST or None, rates=rates, initial=pages.expense_begun(meeting))
    done = perform(
        request,
        form,
        lambda act: actions.record_expense(act, meeting, **form.values),
        request.path if again else here,
        lambda line: _("Written down: %(line)s.") % {"line": line},
    )
    title, submit = _("Write down a cost"), _("Write it down")
    words = {"submit": submit, "again": _("Write it down, then one more")}
    return done or page(request, FORM, form=form, **words, **under(meeting, title, here))


def withdraw_expense(request: HttpRequest, pk: UUID, expense: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "file.record")
    here, found = f"{pages.here_of(meeting)}#biaya", get_expense(meeting, expense)
    form = ReasonForm(request.POST or None)
    done = perform(
        request, form, lambda act: actions.withdraw_expense(act, found, **form.values), here
    )
    title, submit = _("Take back “%(name)s”") % {"name": found}, _("Take back")
    return done or page(
        request, FORM, form=form, submit=submit, danger=True, **under(meeting, title, here)
    )


def record_terms(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "file.record")
    here = f"{pages.here_of(meeting)}#kak"
    form = TermsForm(request.POST or None, initial=queries.terms_to_begin_with(meeting))
    done = perform(
        request, form, lambda act: actions.record_terms(act, meeting, **form.values), here
    )
    title, submit = _("Terms of reference (KAK)"), _("Save")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title, here))


def change_terms(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "file.record")
    here, terms = f"{pages.here_of(meeting)}#kak", get_terms(meeting)
    start = {name: getattr(terms, name) for name in TERMS}
    form = TermsForm(request.POST or None, initial=start, base=terms.version)
    done = perform(
        request,
        form,
        lambda act: actions.change_terms(act, terms, base=form.seen, **form.values),
        here,
    )
    title, submit = _("Change the terms of reference"), _("Save")
    return done or page(request, FORM, form=form, submit=submit, **under(meeting, title, here))
