"""What is right about proof, the second person, and a new date that is asked for."""

from datetime import date, datetime, time, timedelta, tzinfo

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

MOST_FILES = 6  # of one report
MOST_KEPT = 60  # of one promise
MOST_A_DAY = 20  # reports of one writer on one promise
FARTHEST = 730  # days ahead for which a new date may be asked
AFTER_DUE = timedelta(days=14)  # how long the link to one promise opens after its day
SOON_OVER = 12  # the month in which a link for the year is given for the next


def few_files(count: int) -> None:
    if count > MOST_FILES:
        raise RuleBroken(
            "proof.too_many",
            _("At most %(n)d files go with one report.") % {"n": MOST_FILES},
            "photos",
        )


def room_for_more(reports_today: int, files: int) -> None:
    """A link that fell into wrong hands, or a script, fills no disk."""
    if reports_today >= MOST_A_DAY:
        raise RuleBroken(
            "update.too_many",
            _("You have reported on this promise %(n)d times today. Go on tomorrow.")
            % {"n": MOST_A_DAY},
        )
    if files > MOST_KEPT:
        raise RuleBroken(
            "proof.no_room",
            _("This promise has %(n)d files already. Report without a new one.") % {"n": MOST_KEPT},
            "photos",
        )


def kept_is_shown(proof_asked: str, *, evidence: bool, seen: bool) -> None:
    """A promise that names its proof is kept once the proof is there: sent, or shown in the session."""
    if proof_asked and not evidence and not seen:
        raise RuleBroken(
            "verdict.no_proof",
            _(
                "Proof was asked for (%(proof)s) and none has been sent. Tick “The proof was shown in the session”, "
                "or give another verdict."
            )
            % {"proof": proof_asked},
            "proof_seen",
        )


def needs_second(priority: str, *, own_hand: bool, inadequate: bool) -> bool:
    """Whether a second person must have looked: at high priority, where the owner judges himself (`own_hand`), and
    where the last who looked was not content."""
    return priority == "high" or own_hand or inadequate


def second_has_looked(*, needed: bool, checked: bool) -> None:
    if needed and not checked:
        raise RuleBroken(
            "verdict.not_checked",
            _(
                "A second person must have looked at this promise: it is of high priority, or its owner writes down "
                "the verdict himself, or the proof was not adequate. Name who looked at it."
            ),
            "checked_by",
        )


def second_is_another(*, owner: bool, reporter: bool, field: str | None = None) -> None:
    """Nobody checks what he promised or reported himself."""
    if owner:
        raise RuleBroken(
            "check.owner",
            _("Who promised, or holds office at the organisation that promised, cannot check it."),
            field,
        )
    if reporter:
        raise RuleBroken(
            "check.reporter", _("Who reported on this promise cannot check it himself."), field
        )


def there_is_something_to_see(reported: bool) -> None:
    """A check is about a report; in a session, about what was shown there."""
    if not reported:
        raise RuleBroken(
            "check.nothing_yet", _("Nothing has been reported yet: there is nothing to look at.")
        )


def check_says_why(adequate: bool, reason: str) -> None:
    if not adequate and not reason.strip():
        raise RuleBroken(
            "check.no_reason", _("Say what is missing, so that the owner can add it."), "reason"
        )


def new_date(wanted_on: date, due_on: date, today: date) -> None:
    if wanted_on <= max(due_on, today):
        raise RuleBroken(
            "date.not_later",
            _("The new date must lie after the old one (%(due)s) and after today.")
            % {"due": short_date(due_on)},
            "wanted_on",
        )
    if (wanted_on - today).days > FARTHEST:
        raise RuleBroken("date.too_far", _("Ask for a date within two years."), "wanted_on")


def somebody_answers(ended: date | None) -> None:
    """`ended`: the last day of the forum that would answer, if it has one and nobody took over what it left."""
    if ended is not None:
        raise RuleBroken(
            "date.forum_ended",
            _(
                "The forum met until %(day)s and meets no more: no session answers. Reports are kept for the forum "
                "that takes the promise over."
            )
            % {"day": short_date(ended)},
        )


def answer_to(wanted_on: date, answer: str, due_after: date) -> str:
    """What a verdict says to the owner who asked for a new date."""
    goes_on = answer in ("continued", "changed")
    return "granted" if goes_on and due_after >= wanted_on else "refused"


def evidence_stands(withdrawn: bool) -> None:
    if withdrawn:
        raise RuleBroken("evidence.withdrawn", _("This file has been withdrawn already."))


def link_for_year(now: datetime, zone: tzinfo) -> datetime:
    """A link to what a member promised opens until the end of the year; in December, of the next one."""
    today = now.astimezone(zone).date()
    year = today.year + (2 if today.month == SOON_OVER else 1)
    return datetime(year, 1, 1, tzinfo=zone)


def link_for_promise(due_on: date, now: datetime, zone: tzinfo) -> datetime:
    """A link to one promise opens for a fortnight after it is due, or after today if that is later."""
    last = max(due_on, now.astimezone(zone).date()) + AFTER_DUE
    return datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone)


def holder(
    state: str, *, asked: bool, reported_done: bool, unchecked: bool, missing: bool = False
) -> str:
    """Who has the ball: the owner, a second person who must look, the next session, or nobody any more. What can be
    done before the session comes first: what was found `missing`, and the check; a new date is given at the table."""
    if state != "open":
        return "nobody"
    if missing:
        return "owner"
    if reported_done and unchecked:
        return "checker"
    return "session" if asked or reported_done else "owner"


def can_hand(person: object, present: object) -> None:
    if person == present:
        raise RuleBroken("commitment.same_holder", _("This person holds it already."), "person")


def successor_meets(ended: bool, itself: bool) -> None:
    """Promises go on in another forum that still meets."""
    if ended or itself:
        raise RuleBroken(
            "forum.no_successor",
            _("Choose another forum that goes on meeting."),
            "successor",
        )
