"""Rounds of ratings: begun, rated in (by a login or a personal link), counted, closed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core.answers import page
from mufakat.core.forms import ConfirmForm, ReasonForm
from mufakat.directory.links import Guest, token_of
from mufakat.directory.views.links import by_link
from mufakat.journal.forms import perform
from mufakat.meetings import actions, pages, queries
from mufakat.meetings.access import get_meeting, get_rater, get_rater_by_link, get_round
from mufakat.meetings.forms import CloseRoundForm, RaterForm, RoundForm, ScoresForm
from mufakat.meetings.models import PriorityRound, Rater
from mufakat.meetings.pages import under

FORM = "meetings/form.html"


def see_round(request: HttpRequest, pk: UUID, opened: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk)
    found = get_round(meeting, opened)
    return page(request, "meetings/round.html", **pages.round_page(request.user, found))


def record_round(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    form = RoundForm(request.POST or None, meeting=meeting, initial=pages.round_begun(request.GET))
    done = perform(
        request,
        form,
        lambda act: actions.record_round(act, meeting, **form.values),
        PriorityRound.get_absolute_url,
        _("The round is open."),
    )
    title, submit = _("Put problems in order"), _("Begin the round")
    words = queries.method_words()
    return done or page(
        request,
        "meetings/round_form.html",
        form=form,
        submit=submit,
        words=words,
        **under(meeting, title),
    )


def record_rater(request: HttpRequest, pk: UUID, opened: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_round(meeting, opened)
    form = RaterForm(request.POST or None, meeting=meeting)
    done = perform(
        request,
        form,
        lambda act: actions.record_rater(act, found, **form.values),
        found.get_absolute_url(),
    )
    title, submit = _("Add a rater"), _("Add the rater")
    return done or page(
        request, FORM, form=form, submit=submit, **under(meeting, title, found.get_absolute_url())
    )


def withdraw_rater(request: HttpRequest, pk: UUID, opened: UUID, rater: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_rater(get_round(meeting, opened), rater)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_rater(act, found),
        found.round.get_absolute_url(),
    )
    title, submit = _("Take the rater out"), _("Take the rater out")
    return done or page(
        request,
        FORM,
        form=form,
        hint=str(found),
        submit=submit,
        danger=True,
        **under(meeting, title, found.round.get_absolute_url()),
    )


def _scores_form(request: HttpRequest, rater: Rater) -> ScoresForm:
    problems = queries.rated_in(rater.round)
    return ScoresForm(
        request.POST or None, rater=rater, problems=problems, given=queries.scores_of(rater)
    )


def record_scores(request: HttpRequest, pk: UUID, opened: UUID, rater: UUID) -> HttpResponse:
    """The note-taker enters what a rater says or wrote on a slip of paper."""
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_rater(get_round(meeting, opened), rater)
    form = _scores_form(request, found)
    done = perform(
        request,
        form,
        lambda act: actions.record_scores(act, found, scores=form.moved),
        found.round.get_absolute_url(),
        _("The scores of %(rater)s are written down.") % {"rater": found},
    )
    title = _("Scores of %(rater)s") % {"rater": found.name}
    more = pages.scores_page(found, form)
    return done or page(request, "meetings/scores.html", **under(meeting, title) | more)


@by_link("rating")
def record_scores_by_link(request: HttpRequest, guest: Guest) -> HttpResponse:
    """A rater without an account, on a phone."""
    rater = get_rater_by_link(guest)
    form = _scores_form(request, rater)
    done = perform(
        request,
        form,
        lambda act: actions.record_scores(act, rater, scores=form.moved),
        f"/nilai/{token_of(guest.link)}/",
        _("Thank you. Your scores are written down; you can change them until the round closes."),
        guest=guest,
    )
    title = _("Scores of %(rater)s") % {"rater": rater.name}
    more = pages.scores_page(rater, form)
    return done or page(request, "meetings/scores_guest.html", title=title, **more)


def close_round(request: HttpRequest, pk: UUID, opened: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_round(meeting, opened)
    result = queries.result_of(found)
    form = CloseRoundForm(request.POST or None, unfinished=bool(result["unfinished"]))
    done = perform(
        request,
        form,
        lambda act: actions.close_round(act, found, **form.values),
        found.get_absolute_url(),
        _("The round is closed; its result stays."),
    )
    title, submit = _("Close the round"), _("Close the round")
    hint = pages.closing_words(result)
    return done or page(
        request,
        FORM,
        form=form,
        hint=hint,
        submit=submit,
        **under(meeting, title, found.get_absolute_url()),
    )


def cancel_round(request: HttpRequest, pk: UUID, opened: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "note.record")
    found = get_round(meeting, opened)
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.cancel_round(act, found, **form.values),
        f"{meeting.get_absolute_url()}masalah/",
    )
    title, submit = _("Cancel the round"), _("Cancel the round")
    hint = _("Its scores count for nothing; they stay in the history.")
    return done or page(
        request,
        FORM,
        form=form,
        hint=hint,
        submit=submit,
        danger=True,
        **under(meeting, title, found.get_absolute_url()),
    )


def see_ratings(request: HttpRequest, pk: UUID, opened: UUID) -> HttpResponse:
    """The personal links of the raters, to be handed out."""
    meeting = get_meeting(request.user, pk, "link.record")
    found = get_round(meeting, opened)
    return page(request, "meetings/ratings.html", **pages.ratings_page(request, found))


def record_rating_links(request: HttpRequest, pk: UUID, opened: UUID) -> HttpResponse:
    meeting = get_meeting(request.user, pk, "link.record")
    found = get_round(meeting, opened)
    form = ConfirmForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.record_rating_links(act, found),
        f"{found.get_absolute_url()}tautan/",
        lambda n: _("%(n)d links are given.") % {"n": n},
    )
    title, submit = _("Give the raters links"), _("Give links")
    hint = _("Every rater gets a link that opens his own sheet of scores, without an account.")
    return done or page(
        request,
        FORM,
        form=form,
        hint=hint,
        submit=submit,
        **under(meeting, title, f"{found.get_absolute_url()}tautan/"),
    )
