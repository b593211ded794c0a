"""What is right about groups, problems, causes and proposals, and when they may be written."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.core.periods import Tribulan

DEEPEST = 5  # whys, domain facts 1.7
MOST_PROBLEMS = 200
MOST_CAUSES = 60
MOST_GROUPS = 30
REPORT_OPEN = timedelta(days=2)  # after the session


KECAMATAN_LEVEL = 3  # of a region


def can_work(state: str) -> None:
    """What is no entry of its own (groups, causes, ratings, the joint commitment) stays as it was ratified."""
    if state == "planned":
        raise RuleBroken(
            "meeting.not_open", _("Open the session first: the minutes begin with it.")
        )
    if state == "ratified":
        raise RuleBroken(
            "meeting.work_ratified",
            _(
                "The minutes are ratified: groups, causes, ratings and the joint commitment stay as they are. "
                "Write a note into the addendum, or let the chair reopen the minutes."
            ),
        )
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))


def can_group(state: str) -> None:
    """Groups may be made before the session begins."""
    if state != "planned":
        can_work(state)


def report_closes_at(ends: datetime | None, now: datetime) -> datetime:
    """Until when a rapporteur writes through his link: two days after the session, or after it was given."""
    return max(ends or now, now) + REPORT_OPEN


def group_is_new(taken: bool) -> None:
    if taken:
        raise RuleBroken("group.exists", _("There is a group of this name already."), "name")


def groups_have_room(count: int, more: int) -> None:
    if count + more > MOST_GROUPS:
        raise RuleBroken(
            "group.too_many",
            _("A session has at most %(n)d groups.") % {"n": MOST_GROUPS},
            "number",
        )


def rapporteur_is_member(rapporteur: object, members: Sequence[object]) -> None:
    if rapporteur is not None and rapporteur not in members:
        raise RuleBroken(
            "group.rapporteur",
            _("The rapporteur is one of the members: tick the name as well."),
            "rapporteur",
        )


def rapporteur_stayed(member: bool) -> None:
    """Two people changed the groups at once: who is to report sits elsewhere meanwhile."""
    if not member:
        raise RuleBroken(
            "group.rapporteur_moved",
            _("The rapporteur sits in another group since you opened this form. Open it anew."),
            "rapporteur",
        )


def report_is_written(report: str) -> None:
    if not report.strip():
        raise RuleBroken("group.no_report", _("Write what the group reports."), "report")


def spread[T](people: Sequence[tuple[str, T]], number: int) -> list[list[T]]:
    """Deal those present (sector, person) out into `number` groups, sector by sector like cards: sizes differ by one
    at most, and so do the numbers of each sector."""
    dealt = sorted(people, key=lambda row: row[0])
    return [[person for _, person in dealt[start::number]] for start in range(number)]


def can_spread(present: int, number: int) -> None:
    if number > present:
        raise RuleBroken(
            "group.too_few_present",
            _("%(present)d people are present: not enough for %(number)d groups.")
            % {"present": present, "number": number},
            "number",
        )


def share_is_whole(numerator: int | None, denominator: int | None) -> None:
    """Both numbers or none; no more are counted than there are."""
    if (numerator is None) != (denominator is None):
        raise RuleBroken(
            "problem.half_a_share",
            _("Write both numbers, or neither."),
            "numerator" if numerator is None else "denominator",
        )
    if denominator == 0:
        raise RuleBroken("problem.of_none", _("“Of” must be more than zero."), "denominator")
    if numerator is not None and denominator is not None and numerator > denominator:
        raise RuleBroken(
            "problem.more_than_all", _("The first number is larger than the second."), "numerator"
        )


def problems_have_room(count: int) -> None:
    if count >= MOST_PROBLEMS:
        raise RuleBroken(
            "problem.too_many",
            _("A session has at most %(n)d problems. Merge those that are one and the same.")
            % {"n": MOST_PROBLEMS},
        )


def can_withdraw_problem(used: Sequence[str]) -> None:
    """`used`: what has been built on the problem, each as a word."""
    if used:
        raise RuleBroken(
            "problem.used",
            _("This problem cannot be taken back, because it has: %(used)s.")
            % {"used": ", ".join(used)},
        )


def why_has_room(depth: int, causes: int) -> None:
    if depth > DEEPEST:
        raise RuleBroken(
            "cause.too_deep",
            _("Five whys are enough: this is the root. Write a promise or a proposal for it."),
        )
    if causes >= MOST_CAUSES:
        raise RuleBroken(
            "cause.too_many", _("A problem has at most %(n)d causes.") % {"n": MOST_CAUSES}
        )


def cause_explains_nothing(whys: int) -> None:
    if whys:
        raise RuleBroken("cause.has_whys", _("Causes stand below this one. Take those back first."))


def due_by_next_tribulan(on: date, year: int) -> date:
    """When a promise made on a day is due as a rule: at the end of the next tribulan, within the budget year."""
    return max(on, min(Tribulan.of(on).next.last_day, date(year, 12, 31)))


def reaches_musrenbang(level: int) -> bool:
    """Forums of a kecamatan and below propose to the Musrenbang, which begins there; a workshop of a district, a
    province or the nation does not. `level` is that of the forum's region."""
    return level >= KECAMATAN_LEVEL


def can_propose(level: int) -> None:
    if not reaches_musrenbang(level):
        raise RuleBroken(
            "proposal.not_here",
            _("Proposals go to the Musrenbang from forums of a kecamatan or a village."),
        )


def outcome_is_told(state: str, reason: str) -> None:
    if state == "refused" and not reason.strip():
        raise RuleBroken(
            "proposal.no_reason",
            _("Say why it was refused: the forum will want to know."),
            "reason",
        )


def session_decides(proposal: str, session: str) -> bool:
    """Does a proposal (its state) wait for this session (its state)?"""
    return proposal == "waiting" and session == "open"


def decision_is_in_session(after: str, session: str) -> None:
    """That a proposal was agreed is said while the session is under way; later only what became of it is told."""
    if after == "proposed" and session != "open":
        raise RuleBroken(
            "proposal.not_in_session",
            _("What is agreed is written down while the session is under way."),
            "state",
        )


def outcome_is_news(before: str, after: str) -> None:
    if before == after:
        raise RuleBroken("proposal.same", _("That is how it stands already."), "state")


def group_is_empty(written: bool, reported: bool) -> None:
    if written or reported:
        raise RuleBroken("group.written", _("Something has been written for this group: it stays."))


def bone_is_known(category: str, bones: Sequence[tuple[str, str]]) -> None:
    if category not in dict(bones):
        raise RuleBroken("cause.no_bone", _("Choose under which bone the cause lies."), "category")
