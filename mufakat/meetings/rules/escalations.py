"""When a promise may go to the forum above, and how its answer comes back."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

MOST_SESSIONS = 12
# Which forums of the same region, and of the regions above, hear a forum that has none above it by name: by kind.
# Coordinating forums hear all that lie below them (lokmin tribulanan: Permenkes 44/2016; rakor), in their own region
# those that coordinate nobody; the Puskesmas' own monthly lokmin hears its villages and teams; a health cluster hears
# clusters, its sub-clusters among them (Permenkes 75/2019). Sub-clusters, working groups, partners and small teams
# stand above nobody unless they are named so: they solve matters of their own.
COORDINATE = ("lokmin_lintas_sektor", "rakor")
WORK_BELOW = ("lokmin_bulanan", "pokja", "forum_mitra", "tim_kecil", "lainnya")
CLUSTERS = ("klaster_kesehatan", "sub_klaster")


def can_raise(
    *, promise_open: bool, waits_at: str, forum: Any, above: Collection[Any], to: Any, ended: bool
) -> None:
    """An open promise that does not already lie before a forum above goes to one that is above and still meets.
    `waits_at` names the forum where it lies; `above` are the forums that may be asked."""
    if not promise_open:
        raise RuleBroken(
            "escalation.closed", _("This promise is closed: nothing is left to be raised.")
        )
    if waits_at:
        raise RuleBroken(
            "escalation.waits",
            _("It lies before %(forum)s already and waits for an answer.") % {"forum": waits_at},
        )
    if to == forum:
        raise RuleBroken("escalation.same", _("A forum cannot raise it to itself."), "to_forum")
    if ended:
        raise RuleBroken(
            "escalation.ended",
            _("%(forum)s meets no more. Choose another forum above.") % {"forum": to},
            "to_forum",
        )
    if not above:
        raise RuleBroken(
            "escalation.nowhere",
            _(
                "No forum stands above %(forum)s. Who keeps the directory names the one above on the page "
                "“Change forum”."
            )
            % {"forum": forum},
        )
    if to not in above:
        raise RuleBroken(
            "escalation.not_above",
            _("%(to)s does not stand above %(forum)s.") % {"to": to, "forum": forum},
            "to_forum",
        )


def kinds_in_region(kind: str) -> tuple[str, ...]:
    """The kinds of forum of its own region that a forum of this kind may turn to."""
    if kind == "sub_klaster":
        return ("klaster_kesehatan",)
    return COORDINATE if kind in (*WORK_BELOW, "klaster_kesehatan") else ()


def kinds_above(kind: str) -> tuple[str, ...]:
    """The kinds of forum of the regions above that a forum of this kind may turn to."""
    if kind in CLUSTERS:
        return (*COORDINATE, "klaster_kesehatan")
    teams = ("pokja", "tim_kecil", "lainnya")
    return (*COORDINATE, "lokmin_bulanan") if kind in teams else COORDINATE


def comes_not_back(chain: Collection[Any], to: Any) -> None:
    """Raised from forum to forum, it never comes to one that has had it, also when a parent was changed meanwhile.
    `chain` are the forums that it went through."""
    if to in chain:
        raise RuleBroken(
            "escalation.loop",
            _("%(forum)s has had it already: it would go round in a circle. Answer it here.")
            % {"forum": to},
            "to_forum",
        )


def can_answer_below(
    *, meeting_state: str, on_table: bool, heard: bool, decision: str, promise_open: bool
) -> None:
    """A session of the forum above answers while it is open, once each; a promise that was settled meanwhile is only
    closed."""
    if meeting_state != "open":
        raise RuleBroken("escalation.session", _("It is answered in a session that is under way."))
    if heard:
        raise RuleBroken(
            "escalation.heard",
            _("This session has answered it. Take the answer back first to give another."),
        )
    if not on_table:
        raise RuleBroken(
            "escalation.not_here",
            _("It does not lie on the table of this session: it was answered, or raised later."),
        )
    if promise_open and decision == "closed":
        raise RuleBroken(
            "escalation.still_open",
            _("The promise is still open: say how the forum helps, or give it back with advice."),
            "decision",
        )
    if not promise_open and decision not in ("closed", "deferred"):
        raise RuleBroken(
            "escalation.settled",
            _("The promise was settled meanwhile. Choose “closed”."),
            "decision",
        )


def can_take_back(meeting_state: str, moved_on: bool) -> None:
    """`moved_on`: the forum further above has answered it."""
    if meeting_state != "open":
        raise RuleBroken("escalation.session", _("It is answered in a session that is under way."))
    if moved_on:
        raise RuleBroken(
            "escalation.moved_on",
            _("It has gone on meanwhile: this answer cannot be taken back any more."),
        )


def goes_on(*, promise_open: bool, chain: Collection[Any], successor: Any) -> bool:
    """What waits before a forum that ends goes on to its `successor`: not what was settled meanwhile, nor what the
    successor has had already (`chain`: the forums it went through, and its own), which comes back."""
    return successor is not None and promise_open and successor not in chain


def is_not_raised(raised: bool) -> None:
    if raised:
        raise RuleBroken(
            "commitment.raised",
            _("This promise was raised to the forum above, so it is not taken back. Correct it."),
        )


def state_after_hearing(decision: str) -> str:
    """What becomes of an escalation by a decision on it."""
    if decision == "deferred":
        return "waiting"
    return "returned" if decision in ("advises", "closed", "dissolved") else "answered"


def patience_is_sane(sessions: int) -> None:
    if not 1 <= sessions <= MOST_SESSIONS:
        raise RuleBroken(
            "patience.range",
            _("Choose a number of sessions from 1 to %(most)d.") % {"most": MOST_SESSIONS},
            "sessions",
        )


def further_is_named[T](to_forum: T | None) -> T:
    if to_forum is None:
        raise RuleBroken(
            "escalation.whereto", _("Say to which forum it is raised further."), "to_forum"
        )
    return to_forum
