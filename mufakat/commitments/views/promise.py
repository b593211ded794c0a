"""One promise, for people with a login: its page, a report, a check, another holder, a file withdrawn."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.commitments import access, actions, pages, queries
from mufakat.commitments.forms import CheckForm, HandForm, UpdateForm
from mufakat.core import clock, dates
from mufakat.core.answers import page
from mufakat.core.forms import ReasonForm
from mufakat.directory.access import can
from mufakat.journal.forms import perform
from mufakat.journal.queries import history_of
from mufakat.journal.sentences import sentence

FORM = "commitments/form.html"


def see_commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    commitment = access.get_commitment(request.user, pk)
    today = clock.today()
    linked = can(request.user, "meeting.see", commitment.forum)
    return page(
        request,
        "commitments/commitment.html",
        title=commitment.what,
        today=today,
        history=[
            {"sentence": sentence(event), "when": dates.at(event.at, commitment.region.timezone)}
            for event in history_of(commitment)
        ],
        **pages.facts_of(commitment),
        **pages.story_of(commitment, today, files="/bukti/", linked=linked),
        **pages.open_to(request.user, commitment, today, linked=linked),
    )


def record_update(request: HttpRequest, pk: UUID) -> HttpResponse:
    commitment = access.get_commitment(request.user, pk, "update.record")
    zone = ZoneInfo(commitment.region.timezone)
    form = UpdateForm(request.POST or None, request.FILES or None, zone=zone)
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
        closed=pages.why_closed(commitment),
    )


def record_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    commitment = access.get_commitment(request.user, pk, "check.record")
    form = CheckForm(request.POST or None)
    back = commitment.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.record_check(act, commitment=commitment, **form.values),
        back,
        _("What you found is recorded."),
    )
    return done or page(
        request,
        "commitments/check.html",
        form=form,
        title=_("Check the proof"),
        submit=_("Record the check"),
        back=back,
        commitment=commitment,
        **pages.judged_by_second(commitment),
    )


def hand_commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    commitment = access.get_commitment(request.user, pk, "commitment.change")
    offices = queries.successors_of(commitment, clock.today())
    people = [office.person for office in offices]
    first = {"person": people[0]} if people else {}
    form = HandForm(request.POST or None, people=people, initial=first)
    back = commitment.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.hand_commitment(act, commitment, **form.values),
        back,
        _("The promise is handed over."),
    )
    title, submit = _("Hand the promise over"), _("Hand over")
    return done or page(
        request, FORM, form=form, title=title, submit=submit, back=back, commitment=commitment
    )


def withdraw_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    evidence = access.get_own_evidence(request.user, pk)
    commitment, form = evidence.commitment, ReasonForm(request.POST or None)
    back = commitment.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_evidence(act, evidence, **form.values),
        back,
        _("The file is deleted. Its name and the reason stay."),
    )
    return done or page(
        request,
        FORM,
        form=form,
        title=_("Withdraw “%(name)s”") % {"name": evidence},
        submit=_("Withdraw and delete"),
        back=back,
        commitment=commitment,
    )
