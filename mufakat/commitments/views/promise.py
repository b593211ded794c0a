"""One promise, for people with a login: its page, a report, a check, another holder, a file withdrawn."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.commitments import access, actions, pages, queries, rules
from mufakat.commitments.forms import CheckForm, HandForm, UpdateForm
from mufakat.commitments.models import Commitment
from mufakat.core import clock, dates
from mufakat.core.answers import page
from mufakat.core.errors import RuleBroken
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
        **_doors(request.user, commitment, linked=linked),
    )


def _doors(user: Any, commitment: Commitment, *, linked: bool) -> dict[str, Any]:
    """Which links the reader can follow, and what he may do here."""
    made_at = commitment.source_id if commitment.source_kind == "meeting" and linked else ""
    today, is_open = clock.today(), commitment.state == "open"
    changes = is_open and can(user, "commitment.change", commitment.forum)
    left = queries.left_office(commitment, today)
    return {
        "sees_forum": can(user, "forum.see", commitment.forum),
        "made_url": f"/rapat/{made_at}/" if made_at else "",
        "may_report": access.may(user, "update.record", commitment),
        "may_check": is_open and can(user, "check.record", commitment.forum),
        "may_hand": changes,
        "may_raise": is_open and can(user, "escalation.raise", commitment.forum),
        "may_link": is_open and can(user, "link.record", commitment.forum),
        "left": left,
        "successors": queries.successors_of(commitment, today) if left else [],
        "may_withdraw": can(user, "commitment.change", commitment.forum),
        "by_id": str(user.pk),
    }


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
        closed=_closed(commitment),
    )


def _closed(commitment: Commitment) -> str:
    """Why nothing can be reported any more, if so."""
    try:
        rules.still_open(commitment.state)
    except RuleBroken as broken:
        return str(broken.message)
    return ""


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
