"""What is right about promises and verdicts of a session."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken


def is_last_word(later: str) -> None:
    """A verdict on which a later session has built is not taken back: `later` is that session's title, if any."""
    if later:
        raise RuleBroken(
            "verdict.built_upon",
            _(
                "A later session (%(title)s) has decided on this promise since: take that verdict back first."
            )
            % {"title": later},
        )


def can_give_verdict(state: str, made_on: date, session_on: date | None, made_here: bool) -> None:
    """Verdicts are given in an open session, on promises of earlier sessions."""
    if state != "open":
        raise RuleBroken(
            "verdict.session_not_open", _("Verdicts are given while the session is under way.")
        )
    if made_here or session_on is None or made_on > session_on:
        raise RuleBroken(
            "verdict.made_here", _("This promise was not made before this session."), "commitment"
        )


def promise_is_of_session(made_here: bool) -> None:
    if not made_here:
        raise RuleBroken(
            "commitment.not_of_session",
            _("This promise was made in another session. Give it a verdict here instead."),
        )


def can_withdraw_promise(state: str, ratified: bool) -> None:
    """What stands in ratified minutes is not undone, not in a later edition either: from then on only a verdict ends
    a promise."""
    if state != "open" or ratified:
        raise RuleBroken(
            "commitment.session_not_open",
            _(
                "A promise is taken back only while the session in which it was made is under way. "
                "Let the next session drop it."
            ),
        )


def verdict_is_new(given: object, given_by: object) -> None:
    """One verdict in each session; `given` is the word of the one that stands."""
    if given:
        told = {"verdict": given, "who": given_by}
        raise RuleBroken(
            "verdict.given_already",
            _(
                "This session has already judged this promise: %(verdict)s (%(who)s). Take it back first."
            )
            % told,
        )


def second_was_there(name: str, came: bool) -> None:
    """Who looked in a session at what was shown there was in it."""
    if not came:
        told = _(
            "%(name)s does not stand on the attendance list of this session as present. Record the attendance "
            "first, or choose somebody who came."
        )
        raise RuleBroken("verdict.second_not_there", told % {"name": name}, "checked_by")


def promise_is_on_table(carried: bool) -> None:
    if not carried:
        raise RuleBroken(
            "verdict.not_on_table", _("This promise was closed by an earlier session.")
        )
