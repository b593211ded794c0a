"""What owners see and do with a personal link, without an account.

Each page stands twice: below the link to all that a member promised (`promises`), and below the link to one promise.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.commitments import access, actions, pages, queries, rules
from mufakat.commitments.forms import DateForm, UpdateForm
from mufakat.commitments.models import Commitment
from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.errors import refusal
from mufakat.core.forms import ReasonForm
from mufakat.directory.links import Guest, token_of
from mufakat.directory.models import LinkKind
from mufakat.directory.views.links import by_link
from mufakat.journal.forms import perform

from .files import file_of

ONE, FORM = "commitments/guest_promise.html", "commitments/guest_form.html"


def _home(guest: Guest) -> str:
    folder = "janji" if guest.link.kind == LinkKind.PROMISES else "janji-satu"
    return f"/{folder}/{token_of(guest.link)}/"


def _here(guest: Guest, commitment: Commitment) -> str:
    several = guest.link.kind == LinkKind.PROMISES
    return _home(guest) + (f"{commitment.pk}/" if several else "")


def _frame(request: HttpRequest, guest: Guest) -> dict[str, Any]:
    """Whose link it is, until when; and whether somebody else is signed in, who writes nothing through it."""
    user: Any = request.user
    other = user.is_authenticated and user.person_id != guest.link.person_id
    home = _home(guest) if guest.link.kind == LinkKind.PROMISES else ""
    stop = f"/kabar/{token_of(guest.link)}/berhenti/" if home else ""
    return {"guest": guest.link, "other": other, "home": home, "stop": stop}


@by_link(LinkKind.PROMISES)
def see_promises(request: HttpRequest, guest: Guest) -> HttpResponse:
    running, closed, more = queries.running_and_closed(access.guest_where(guest))
    return page(
        request,
        "commitments/guest_promises.html",
        title=_("Promises of %(name)s") % {"name": guest.link.name},
        running=running,
        closed=closed,
        more=more,
        done=queries.reported_done([each.id for each in running]),
        today=clock.today(),
        **_frame(request, guest),
    )


def _see(request: HttpRequest, guest: Guest, commitment: UUID | None = None) -> HttpResponse:
    found = access.get_guest_commitment(guest, commitment)
    return _shown(request, guest, found, UpdateForm(zone=ZoneInfo(found.region.timezone)))


def _shown(request: HttpRequest, guest: Guest, found: Commitment, form: UpdateForm) -> HttpResponse:
    here, today = _here(guest, found), clock.today()
    return page(
        request,
        ONE,
        title=found.what,
        form=form,
        here=here,
        today=today,
        by_id=str(guest.pk),
        may_withdraw=False,
        **pages.facts_of(found),
        **pages.story_of(found, today, files=f"{here}bukti/", linked=False),
        **_frame(request, guest),
    )


def _report(request: HttpRequest, guest: Guest, commitment: UUID | None = None) -> HttpResponse:
    found = access.get_guest_commitment(guest, commitment)
    zone = ZoneInfo(found.region.timezone)
    form = UpdateForm(request.POST or None, request.FILES or None, zone=zone)
    done = perform(
        request,
        form,
        lambda act: actions.record_update(act, commitment=found, **form.values),
        _here(guest, found),
        _("Thank you. The report is recorded; the next session sees it."),
        guest=guest,
    )
    return done or _shown(request, guest, found, form)


def ask_date(
    request: HttpRequest,
    guest: Guest,
    commitment: UUID | None = None,
    *,
    warning: Callable[[Commitment, date], str],
) -> HttpResponse:
    """`warning`: what the room that knows the sessions says of the date, if anything."""
    found = access.get_guest_commitment(guest, commitment)
    form = DateForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.request_date(act, commitment=found, **form.values),
        _here(guest, found),
        lambda asked: " ".join(
            (
                _("The next session finds your wish on its table. Its answer stands here then."),
                warning(found, asked.wanted_on),
            )
        ).strip(),
        guest=guest,
    )
    title, submit = _("Ask for a new date"), _("Ask the session")
    stopped = refusal(lambda: rules.somebody_answers(found.forum.valid_to))
    return done or _form(request, guest, found, form, title, submit, stopped=stopped)


def _form(
    request: HttpRequest,
    guest: Guest,
    found: Commitment,
    form: Any,
    title: str,
    submit: str,
    **more: str,
) -> HttpResponse:
    back = _here(guest, found)
    words = {"title": title, "submit": submit, "back": back, "commitment": found, **more}
    return page(request, FORM, form=form, **words, **_frame(request, guest))


def _file(
    request: HttpRequest, guest: Guest, evidence: UUID, commitment: UUID | None = None
) -> HttpResponse:
    return file_of(request, access.get_guest_evidence(guest, evidence))


def _withdraw(
    request: HttpRequest, guest: Guest, evidence: UUID, commitment: UUID | None = None
) -> HttpResponse:
    found = access.get_guest_evidence(guest, evidence, own=True)
    form = ReasonForm(request.POST or None)
    done = perform(
        request,
        form,
        lambda act: actions.withdraw_evidence(act, found, **form.values),
        _here(guest, found.commitment),
        _("The file is deleted. Its name and the reason stay."),
        guest=guest,
    )
    title = _("Withdraw “%(name)s”") % {"name": found}
    return done or _form(request, guest, found.commitment, form, title, _("Withdraw and delete"))


of_all, of_one = by_link(LinkKind.PROMISES), by_link(LinkKind.COMMITMENT)
see_promises_one, see_promise = of_all(_see), of_one(_see)
record_promises_update, record_promise_update = of_all(_report), of_one(_report)
see_promises_evidence, see_promise_evidence = of_all(_file), of_one(_file)
withdraw_promises_evidence, withdraw_promise_evidence = of_all(_withdraw), of_one(_withdraw)
