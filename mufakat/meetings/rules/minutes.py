"""When minutes may be ratified and opened again."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _, ngettext

from mufakat.core.errors import RuleBroken


def obstacles_to_ratify(
    *,
    state: str,
    waiting: int,
    present: int,
    earlier: Sequence[str],
    rounds: int = 0,
    below: int = 0,
) -> list[str]:
    """Why the minutes cannot be ratified yet, each as a sentence; none: they can."""
    found: list[str] = []
    if state == "planned":
        found.append(str(_("The session has not been opened.")))
    if state == "ratified":
        found.append(str(_("The minutes are ratified already.")))
    if state == "cancelled":
        found.append(str(_("This session was cancelled.")))
    if waiting:
        found.append(
            ngettext(
                "%(n)d promise of earlier sessions has no verdict yet.",
                "%(n)d promises of earlier sessions have no verdict yet.",
                waiting,
            )
            % {"n": waiting}
        )
    if below:
        found.append(
            ngettext(
                "%(n)d matter from the forums below is neither answered nor deferred.",
                "%(n)d matters from the forums below are neither answered nor deferred.",
                below,
            )
            % {"n": below}
        )
    if not present:
        found.append(str(_("Nobody is recorded as present.")))
    if rounds:
        found.append(
            ngettext(
                "%(n)d round of ratings is still open: close or cancel it.",
                "%(n)d rounds of ratings are still open: close or cancel them.",
                rounds,
            )
            % {"n": rounds}
        )
    found.extend(
        str(_("“%(title)s” has not been ratified yet; it comes first.") % {"title": title})
        for title in earlier
    )
    return found


MOST_TOLD = 5


def all_was_seen(added: Sequence[str]) -> None:
    """Who ratifies answers for what he has read: `added` is what came since, each as a sentence, in order."""
    if not added:
        return
    told = [sentence.rstrip(".") for sentence in added[:MOST_TOLD]]
    if (more := len(added) - MOST_TOLD) > 0:
        told.append(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
    raise RuleBroken(
        "meeting.added_since",
        _(
            "Since you opened this page something was added: %(added)s. "
            "Look at the session again, then ratify."
        )
        % {"added": "; ".join(told)},
    )


def gaps_of(*, chair: str, notulis: str, place: str) -> list[str]:
    """What the head and the signatures of the minutes would lack, each by its name."""
    named = ((chair, _("chair")), (notulis, _("note-taker")), (place, _("place")))
    return [str(name) for said, name in named if not said.strip()]


def gaps_are_meant(gaps: Sequence[str], confirmed: bool) -> None:
    """Minutes without chair, note-taker or place print a dash there for ever: that is asked."""
    if gaps and not confirmed:
        raise RuleBroken(
            "meeting.gaps",
            _(
                "Not filled in: %(gaps)s. Fill it in first, or tick “Ratify all the same” and send again."
            )
            % {"gaps": ", ".join(gaps)},
            "gaps_confirmed",
        )


def proofs_are_meant(gone: Sequence[str], confirmed: bool) -> None:
    """A verdict "kept" whose proof was withdrawn after it was given stands on nothing any more: that is asked. `gone`:
    the promises, each in its words."""
    if gone and not confirmed:
        raise RuleBroken(
            "meeting.proofs_gone",
            _(
                "Proof was withdrawn after the verdict “kept”: %(gone)s. Take the verdict back first, or tick "
                "“Ratify all the same” and send again."
            )
            % {"gone": "; ".join(f"“{what}”" for what in gone[:MOST_TOLD])},
            "gaps_confirmed",
        )


def can_ratify(obstacles: Sequence[str]) -> None:
    if obstacles:
        raise RuleBroken("meeting.not_ready", " ".join(obstacles))


def can_reopen(state: str, is_last_ratified: bool, reason: str, ended: bool = False) -> None:
    """Only the last ratified minutes of a forum, and with a reason on the record. Not those of a forum that meets no
    more (`ended`): its promises and matters went elsewhere, and would come back to nobody."""
    if state != "ratified":
        raise RuleBroken("meeting.not_ratified", _("Only ratified minutes can be reopened."))
    if not is_last_ratified:
        raise RuleBroken(
            "meeting.not_last",
            _("A later session has been ratified. Only the last ratified minutes can be reopened."),
        )
    if ended:
        raise RuleBroken(
            "meeting.forum_ended",
            _(
                "The forum meets no more, and what it left went on elsewhere: its minutes stay as they are. "
                "What was forgotten is added as an addendum."
            ),
        )
    if not reason.strip():
        raise RuleBroken(
            "meeting.no_reason", _("Say why, so that others can understand it later."), "reason"
        )
