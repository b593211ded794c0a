"""Priority actions of a review, who should learn it, and that it was read."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm
from mufakat.journal.forms import perform
from mufakat.learning import access, actions
from mufakat.learning.access import RECORD, get_review
from mufakat.learning.forms import BindForm, LearnerForm
from mufakat.learning.queries import reviews
from mufakat.meetings.access import get_meeting
from mufakat.meetings.forms import CommitmentForm
from mufakat.meetings.queries import budget_year

from .reviews import FORM, under


def record_priority(request: HttpRequest, pk: UUID) -> HttpResponse:
    review = get_review(request.user, pk, RECORD)
    if review.meeting_id is None:
        return redirect("bind_priority", pk=pk)  # it says that a session must be named first
    meeting = get_meeting(request.user, review.meeting_id, "commitment.record")
    form = CommitmentForm(request.POST or None, year=budget_year(meeting), meeting=meeting)
    done = perform(
        request,
        form,
        lambda act: actions.record_priority(act, review, **form.values),
        review.get_absolute_url() + "#tindakan",
        _("The promise stands in the session, and here as a priority."),
    )
    hint = _("It becomes a promise of the session “%(meeting)s”.") % {"meeting": meeting}
    shown = under(review, _("A priority action"), _("Write down the promise"))
    return done or page(request, FORM, form=form, hint=hint, **shown)


def bind_priority(request: HttpRequest, pk: UUID) -> HttpResponse:
    review = get_review(request.user, pk, RECORD)
    promises = reviews.unbound(access.promises_of_session(request.user, review), review)
    form = BindForm(request.POST or None, promises=promises)
    done = perform(
        request,
        form,
        lambda act: actions.bind_priority(act, review, **form.values),
        review.get_absolute_url() + "#tindakan",
    )
    shown = under(review, _("Name a promise of the session"), _("Name it as a priority"))
    stopped = ""
    if review.meeting_id is None:
        stopped = _(
            "Name the session of this review first: a priority action is a promise made in it."
        )
    elif not promises:
        stopped = _("There is no promise of this session that you see and that is not named yet.")
    return done or page(request, FORM, form=form, stopped=stopped, **shown)


def withdraw_priority(request: HttpRequest, pk: UUID, priority: UUID) -> HttpResponse:
    review = get_review(request.user, pk, RECORD)
    found = access.get_priority(review, priority)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_priority(act, found),
        review.get_absolute_url() + "#tindakan",
    )
    shown = under(review, _("Take the promise off the priorities?"), _("Take off"))
    hint = _("The promise itself stays, and is followed.")
    return done or page(request, FORM, form=form, danger=True, hint=hint, **shown)


def record_learner(request: HttpRequest, pk: UUID) -> HttpResponse:
    review = get_review(request.user, pk, RECORD)
    form = LearnerForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_learner(act, review, **form.values),
        lambda learner: (
            request.path if "lagi" in request.POST else review.get_absolute_url() + "#pembelajar"
        ),
    )
    hint = _("Whoever answers for it finds this under “My tasks” once it stands in the library.")
    shown = under(review, _("Who should learn it?"), _("Put on the list"))
    again = _("Put on the list, then one more")
    return done or page(request, FORM, form=form, hint=hint, again=again, **shown)


def withdraw_learner(request: HttpRequest, pk: UUID, learner: UUID) -> HttpResponse:
    review = get_review(request.user, pk, RECORD)
    found = access.get_learner(review, learner)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_learner(act, found),
        review.get_absolute_url() + "#pembelajar",
    )
    title = _("Take %(body)s off the list?") % {"body": found.organisation}
    return done or page(
        request, FORM, form=form, danger=True, **under(review, title, _("Take off"))
    )


def read_review(request: HttpRequest, learner: UUID) -> HttpResponse:
    found = access.get_learner_to_read(request.user, learner)
    review = found.review
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.read_review(act, found),
        review.get_absolute_url(),
        _("Marked as read for %(body)s.") % {"body": found.organisation},
    )
    title = _("Read for %(body)s?") % {"body": found.organisation}
    return done or page(request, FORM, form=form, **under(review, title, _("Mark as read")))
