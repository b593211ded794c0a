"""What villages bring before the lokmin, and what a session may answer.

An MMD ends in a ranked list that feeds the Puskesmas and its lokmin (Permenkes 8/2019 by the SOP; domain facts 1.8).
"""

from collections.abc import Collection
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

VILLAGE_KINDS = ("SMD", "MMD")
VILLAGE_LEVEL = 4  # of a region: desa, kelurahan, kampung, nagari
HEARING_KINDS = ("LM-T1", "LM-TR", "LM-B1", "LM-BR")
# What no session answers stays offered, so that nothing is lost by silence; for a year, because by then the next yearly
# MMD has said it anew or has let it go. Where no session was held meanwhile it waits for the next one, however long.
OFFERED_FOR = timedelta(days=366)
MOST_SHOWN = 60  # on one page, and taken by one tap


def speaks_for_village(kind: str) -> bool:
    return kind in VILLAGE_KINDS


def village_speaks_at_home(kind: str, level: int) -> None:
    """A survey or an assembly of a village (SMD, MMD) is held in a forum of that village: in another one its table
    would carry the promises of that forum, and its list the members. `level` is that of the forum's region."""
    if kind in VILLAGE_KINDS and level < VILLAGE_LEVEL:
        raise RuleBroken(
            "meeting.village_kind",
            _(
                "SMD and MMD are held in a forum of the village (desa/kelurahan), with its own promises and members. "
                "Such a forum is founded by the head of the Puskesmas or the Dinas Kesehatan: Forum, “Found a forum”."
            ),
            "kind",
        )


def hears_villages(kind: str, state: str) -> bool:
    """Is what the villages bring offered to this session?"""
    return kind in HEARING_KINDS and state in ("planned", "open")


def village_reads(state: str | None) -> bool:
    """What a lokmin answers is the village's once its minutes are ratified: until then, and while they are reopened, it
    is being discussed, and may still be another answer. `state` is that of the session."""
    return state == "ratified"


def can_answer_inputs(kind: str, state: str) -> None:
    """Taken up and declined while the session is under way: both are part of its minutes."""
    if kind not in HEARING_KINDS:
        raise RuleBroken("input.not_heard_here", _("Only a lokmin takes up what villages bring."))
    if state == "planned":
        raise RuleBroken(
            "meeting.not_open", _("Open the session first: the minutes begin with it.")
        )
    if state == "ratified":
        raise RuleBroken(
            "input.ratified",
            _("The minutes are ratified. What the villages bring now goes to the next session."),
        )
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))


def inputs_are_named(count: int) -> None:
    if not count:
        raise RuleBroken("input.none", _("Choose what is taken up."))
    if count > MOST_SHOWN:
        raise RuleBroken("input.too_many", _("Take up at most %(n)d at once.") % {"n": MOST_SHOWN})


def inputs_wait(wanted: Collection[object], waiting: Collection[object]) -> None:
    """All of them are still offered: nobody answered one meanwhile, and the village did not reopen its minutes."""
    gone = sum(each not in waiting for each in wanted)
    if gone:
        raise RuleBroken(
            "input.answered",
            _(
                "%(gone)d of %(n)d is no longer offered: it was answered already, or the village has reopened its "
                "minutes. Look at the list again."
            )
            % {"gone": gone, "n": len(wanted)},
        )


def why_not_is_told(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("input.no_reason", _("Say why: the village will read it."), "reason")


def input_is_unanswered(answers: int) -> None:
    """A proposal of a village that a forum above has answered stays where it is."""
    if answers:
        raise RuleBroken(
            "proposal.answered",
            _("A forum above has answered this proposal, so it cannot be taken back."),
        )
