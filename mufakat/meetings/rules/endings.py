"""When a forum may end, and what is asked before it does. What it leaves goes elsewhere in the same act, so it ends on
its day or afterwards, never ahead, and not while one of its sessions is under way."""

from datetime import date

from django.utils.translation import gettext, gettext_lazy as _, ngettext

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken


def nothing_unsettled(title: str, state: str) -> None:
    """`title`, `state`: the session of the forum that is open, or whose planned day has come; empty if there is none.
    What lies on its table would be gone from its minutes."""
    if title:
        raise RuleBroken("forum.under_way", unsettled_in_words(title, state))


def unsettled_in_words(title: str, state: str) -> str:
    told = (
        gettext(
            "The day of “%(title)s” has come, and nobody opened it. "
            "Open and ratify it if it took place, or cancel it if it did not; then end the forum."
        )
        if state == "planned"
        else gettext(
            "“%(title)s” is under way: its promises would leave its table without a verdict. "
            "Ratify this session first, or cancel it if it did not take place; then end the forum."
        )
    )
    return told % {"title": title}


def forum_meets(ended: date | None) -> None:
    """`ended`: the last day of the forum, if it has one. From then on nothing is planned or opened in it and nothing
    promised, not even for an earlier day: nobody would follow it."""
    if ended is not None:
        raise RuleBroken(
            "forum.ended",
            _(
                "This forum met until %(day)s and meets no more. Write it down in the forum that goes on."
            )
            % {"day": short_date(ended)},
        )


def not_ahead(on: date, today: date) -> None:
    """`today` as the place of the forum counts it."""
    if on > today:
        raise RuleBroken(
            "forum.ahead",
            _(
                "A forum is not ended ahead. End it on %(day)s itself or later; "
                "until then it goes on meeting."
            )
            % {"day": short_date(on)},
            "on",
        )


def not_before_it_met(on: date, session: str, held_on: date | None) -> None:
    """`session`: the last one that it held. A forum that has met had not ended."""
    if held_on is not None and on < held_on:
        raise RuleBroken(
            "forum.met_since",
            _("This forum still met on %(day)s (“%(title)s”). Check the day and the year.")
            % {"day": short_date(held_on), "title": session},
            "on",
        )


def not_taken_before_its_end(on: date, ended: date) -> None:
    """What a forum left is taken over later, from the day of its end on."""
    if on < ended:
        raise RuleBroken(
            "forum.taken_too_early",
            _("This forum met until %(day)s: what it left is not taken over before. Check the day.")
            % {"day": short_date(ended)},
            "on",
        )


def can_end_forum(
    promises: int, sessions: int, confirmed: bool, reason: str, waiting: int = 0
) -> bool:
    """What is unfinished is asked about before its forum ends; so is what the forums below wait for (`waiting`). True
    when it ends all the same, for a reason."""
    if not promises and not sessions and not waiting:
        return False
    open_ones = ngettext("%(n)d promise is open", "%(n)d promises are open", promises)
    unratified = ngettext(
        "%(n)d session is not ratified", "%(n)d sessions are not ratified", sessions
    )
    from_below = ngettext("%(n)d matter from below waits", "%(n)d matters from below wait", waiting)
    counted = ((open_ones, promises), (unratified, sessions), (from_below, waiting))
    left = [words % {"n": n} for words, n in counted if n]
    if not confirmed:
        advice = [
            promises
            and _(
                "Judge or drop the promises in a last session, or name the forum that takes them over."
            ),
            sessions
            and _("Ratify or cancel the sessions; those planned for later are cancelled with it."),
            waiting
            and _(
                "Answer what came from below, or name the forum that takes it over: else it goes back."
            ),
            _("To end the forum all the same, tick “End it all the same” and say why."),
        ]
        sentences = [", ".join(left) + ".", *(str(each) for each in advice if each)]
        raise RuleBroken("forum.unfinished", " ".join(sentences), "confirmed")
    if not reason.strip():
        raise RuleBroken(
            "forum.no_reason", _("Say why, so that others can understand it later."), "reason"
        )
    return True
