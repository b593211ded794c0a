"""What is right about a session."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _, ngettext

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken
from mufakat.core.periods import Tribulan


def schedule(
    starts_at: datetime | None,
    ends_at: datetime | None,
    starts_on: date | None,
    cycle: tuple[int, int] | None,
) -> None:
    """A session ends after it begins, and a tribulan session lies in its tribulan (year, number)."""
    if (starts_at is None) != (ends_at is None):
        raise RuleBroken(
            "meeting.half_a_date", _("Give both the beginning and the end."), "ends_at"
        )
    if starts_at and ends_at and ends_at < starts_at:
        raise RuleBroken(
            "meeting.ends_before_it_begins", _("The session ends before it begins."), "ends_at"
        )
    if cycle and starts_on and starts_on not in (period := Tribulan(*cycle)):
        raise RuleBroken(
            "meeting.not_in_tribulan",
            _("%(day)s does not lie in tribulan %(tribulan)s (%(first)s to %(last)s).")
            % {
                "day": short_date(starts_on),
                "tribulan": f"{period.roman} {period.year}",
                "first": short_date(period.first_day),
                "last": short_date(period.last_day),
            },
            "starts_at",
        )


def can_change(state: str) -> None:
    if state == "ratified":
        raise RuleBroken(
            "meeting.ratified",
            _(
                "The minutes are ratified. What is added now becomes an addendum; the chair can reopen them."
            ),
        )
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))


def can_open(state: str, starts_on: date | None, today: date) -> None:
    """Not before its first day, as the place counts it (`today`): minutes tell what has been."""
    can_change(state)
    if state == "open":
        raise RuleBroken("meeting.open_already", _("The session is already under way."))
    if starts_on is None:
        raise RuleBroken("meeting.no_date", _("Give the session its day and hours first."))
    if starts_on > today:
        raise RuleBroken(
            "meeting.before_its_day",
            _(
                "This session is planned for %(day)s and cannot be opened before. "
                "If it takes place earlier, change the day first."
            )
            % {"day": short_date(starts_on)},
        )


def can_write_minutes(state: str) -> bool:
    """May something be added? True when it is late and goes into the addendum."""
    if state == "planned":
        raise RuleBroken(
            "meeting.not_open", _("Open the session first: the minutes begin with it.")
        )
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))
    return state == "ratified"


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


def nobody_is_invited_late(late: bool, invited: bool) -> None:
    """A session that was held invites nobody any more: who is added came, invited or not on paper."""
    if late and invited:
        raise RuleBroken(
            "participant.invited_late",
            _(
                "The minutes are ratified: nobody is invited any more. Add the person as present, not invited."
            ),
            "invited",
        )


def can_invite(state: str) -> bool:
    """Participants may be listed from the plan on; True when it is late."""
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))
    return state == "ratified"


def keeps_its_day(state: str, starts_on: date | None, today: date) -> None:
    """A session under way has a day, or no promise would stand on its table; and that day has come."""
    if state == "open" and starts_on is None:
        raise RuleBroken(
            "meeting.no_date",
            _("The session is under way: it needs its day and hours."),
            "starts_at",
        )
    if state == "open" and starts_on and starts_on > today:
        raise RuleBroken(
            "meeting.day_ahead",
            _("The session is under way: its day cannot lie in the future (%(day)s).")
            % {"day": short_date(starts_on)},
            "starts_at",
        )


def can_cancel(state: str, edition: int, promises: int = 0) -> None:
    """A session that has judged or made promises did take place."""
    if state == "ratified" or edition:
        raise RuleBroken("meeting.ratified", _("A ratified session cannot be cancelled."))
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))
    if promises:
        raise RuleBroken(
            "meeting.has_minutes",
            _(
                "Promises were made or judged in this session, so it took place. "
                "Take back the verdicts, or ratify it."
            ),
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


def obstacles_to_ratify(
    *, state: str, waiting: int, present: int, earlier: Sequence[str]
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
    if not present:
        found.append(str(_("Nobody is recorded as present.")))
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


def can_ratify(obstacles: Sequence[str]) -> None:
    if obstacles:
        raise RuleBroken("meeting.not_ready", " ".join(obstacles))


def can_reopen(state: str, is_last_ratified: bool, reason: str) -> None:
    """Only the last ratified minutes of a forum, and with a reason on the record."""
    if state != "ratified":
        raise RuleBroken("meeting.not_ratified", _("Only ratified minutes can be reopened."))
    if not is_last_ratified:
        raise RuleBroken(
            "meeting.not_last",
            _("A later session has been ratified. Only the last ratified minutes can be reopened."),
        )
    if not reason.strip():
        raise RuleBroken(
            "meeting.no_reason", _("Say why, so that others can understand it later."), "reason"
        )


YEAR_IS_MEANT = _("Plan the sessions of this year all the same")


def year_is_plausible(year: int) -> None:
    if not 2000 <= year <= 2100:
        raise RuleBroken(
            "cycle.year", _("Write the year with four digits, for example 2026."), "year"
        )


def meets_by_tribulan(meets: bool) -> None:
    """Only a forum of a kind that meets each tribulan (reference data) has a year of four sessions."""
    if not meets:
        raise RuleBroken(
            "cycle.not_by_tribulan",
            _("This forum does not meet by tribulan. Plan its sessions one by one."),
        )


def year_is_near(year: int, this_year: int, confirmed: bool) -> None:
    """A past year, or one after next year, is more often a slip than meant: it is asked about."""
    if confirmed or this_year <= year <= this_year + 1:
        return
    far = _("%(year)d is past.") if year < this_year else _("%(year)d comes only after next year.")
    advice = _("Correct the year; if it is meant, tick “%(box)s”.") % {"box": YEAR_IS_MEANT}
    raise RuleBroken("cycle.far_year", f"{far % {'year': year}} {advice}", "year_confirmed")


def cycle_has_room(planned: Collection[int], year: int) -> list[int]:
    """The tribulan still to be planned; a cancelled session has given its place back."""
    free = [number for number in (1, 2, 3, 4) if number not in planned]
    if not free:
        raise RuleBroken(
            "cycle.exists",
            _("The sessions of %(year)d are planned already.") % {"year": year},
            "year",
        )
    return free


def can_end_forum(promises: int, sessions: int, confirmed: bool, reason: str) -> bool:
    """What is unfinished is asked about before its forum ends. True when it ends all the same, for a reason."""
    if not promises and not sessions:
        return False
    open_ones = ngettext("%(n)d promise is open", "%(n)d promises are open", promises)
    unratified = ngettext(
        "%(n)d session is not ratified", "%(n)d sessions are not ratified", sessions
    )
    left = [words % {"n": n} for words, n in ((open_ones, promises), (unratified, sessions)) if n]
    if not confirmed:
        advice = [
            promises
            and _(
                "Judge or drop the promises in a last session (another forum can take them over as promises of "
                "its own)."
            ),
            sessions and _("Ratify or cancel the sessions."),
            _("To end the forum all the same, tick “End it all the same” and say why."),
        ]
        sentences = [", ".join(left) + ".", *(str(each) for each in advice if each)]
        raise RuleBroken("forum.unfinished", " ".join(sentences), "confirmed")
    if not reason.strip():
        raise RuleBroken(
            "forum.no_reason", _("Say why, so that others can understand it later."), "reason"
        )
    return True


def participant_is_named(name: str, person: object) -> None:
    if not name.strip() and not person:
        raise RuleBroken("participant.nobody", _("Write a name or choose a person."), "name")


def participant_is_new(listed: bool) -> None:
    if listed:
        raise RuleBroken("participant.listed", _("This person is on the list already."), "person")


def somebody_is_invited(invited: int) -> None:
    if not invited:
        raise RuleBroken(
            "attendance.nobody_invited",
            _("Nobody is invited yet. Put the invited on the list first."),
        )


def attendance_is_only_added(late: bool, did_not_come: Collection[str]) -> None:
    if late and did_not_come:
        raise RuleBroken(
            "attendance.ratified",
            _(
                "The minutes are ratified: nobody can be taken off the list, only added to the addendum."
            ),
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


def verdict_is_new(given: bool) -> None:
    if given:
        raise RuleBroken(
            "verdict.given_already",
            _("This session has already given its verdict on this promise. Take it back first."),
        )


def promise_is_on_table(carried: bool) -> None:
    if not carried:
        raise RuleBroken(
            "verdict.not_on_table", _("This promise was closed by an earlier session.")
        )
