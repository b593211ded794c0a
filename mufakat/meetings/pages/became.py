"""What a village is told became of what it brought before the lokmin, and the lokmin where it came from."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _, ngettext

from mufakat.core import clock
from mufakat.core.dates import short_date
from mufakat.directory.access import can
from mufakat.directory.queries import sector_title
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting, Problem, ProposalState

Coming = tuple[str, Any, str, str]  # title, beginning, zone and state of a session
# How the state of what was taken up looks: core.templating.STATES.
OUTCOMES = {"carried": "continued", "accepted": "kept", "refused": "dropped"}


class Answer(NamedTuple):
    """What one forum above said; `promises`: words and address of each."""

    state: str
    word: str
    session: str
    url: str
    reason: str
    promises: list[tuple[str, str, str]]


class BecameRow(NamedTuple):
    """What the village brought, and what became of it; `waits`: what is still to come, if anything."""

    text: str
    answers: list[Answer]
    waits: str


def became_page(user: Any, meeting: Meeting) -> dict[str, Any] | None:
    """For the page of a village session: the loop closed. Nothing on other pages, or before it was ratified. What a
    lokmin answers is told once its minutes are ratified, as the news tell it; before, that it is being discussed there.

    The members of the village read which session answered, why not, and what was promised by which body: the answer
    belongs to those who asked. Addresses are there for whom the pages themselves are open.
    """
    if not rules.speaks_for_village(meeting.kind) or not meeting.edition:
        return None
    promises = queries.promises_for_village(meeting)
    return _outcome(user, meeting, promises, queries.heard_next(meeting))


def _outcome(
    user: Any, meeting: Meeting, promises: dict[Any, list[queries.Promise]], coming: Coming | None
) -> dict[str, Any]:
    found = queries.became_of(meeting)
    at_table = next((row for row in found if row.decision and not row.is_told), None)
    if at_table and coming is None:  # under way: what it has not answered yet lies there, too
        coming = (at_table.title or "", at_table.starts_at, at_table.timezone or "", "open")
    waits = _waits(meeting, coming)
    rows = [
        _row(user, text, list(rows), promises, waits)
        for (_pk, text), rows in groupby(found, key=lambda row: (row.id, row.text))
    ]
    answered = sum(bool(row.answers) for row in rows)
    words = ngettext(
        "%(answered)d of %(n)d input was answered by the lokmin",
        "%(answered)d of %(n)d inputs were answered by the lokmin",
        len(rows),
    )
    return {
        "rows": rows,
        "finding": words % {"answered": answered, "n": len(rows)},
        "discussed": at_table is not None or (coming is not None and coming[-1] == "open"),
    }


def became_briefly(user: Any, meetings: Iterable[Meeting]) -> dict[str, Any] | None:
    """For the page of a village's forum: what became of the words of the newest of its ratified village sessions among
    these, in one query; the promises stand on the page of that session."""
    told = [m for m in meetings if rules.speaks_for_village(m.kind) and m.edition and m.starts_at]
    if not told:
        return None
    last = max(told, key=lambda m: (m.starts_at, str(m.pk)))
    found = _outcome(user, last, {}, None)
    return found | {"meeting": last} if found["rows"] else None


def _row(
    user: Any,
    text: str,
    rows: list[queries.Became],
    promises: dict[Any, list[queries.Promise]],
    waits: str,
) -> BecameRow:
    told = [_answer(user, row, promises.get(row.answer, [])) for row in rows if row.is_told]
    open_ones = (row for row in rows if row.decision and not row.is_told)
    discussed = [_discussed(row.title, row.starts_at, row.timezone) for row in open_ones]
    return BecameRow(text, told, " ".join(discussed) or ("" if told else waits))


def _discussed(title: str | None, starts_at: Any, zone: str | None) -> str:
    words = _("Being discussed: %(session)s, %(day)s.")
    return words % {"session": title, "day": short_date(starts_at, zone) if starts_at else "–"}


def _answer(user: Any, row: queries.Became, promises: list[queries.Promise]) -> Answer:
    day = short_date(row.starts_at, row.timezone) if row.starts_at else ""
    outcome = row.outcome if row.outcome in OUTCOMES else ""
    word, state = _("taken up"), "continued"
    if outcome:
        word, state = str(ProposalState(outcome).label), OUTCOMES[outcome]
    if row.decision == "declined":
        word, state = _("not taken up"), "dropped"
    return Answer(
        state=state,
        word=word,
        session=", ".join(x for x in (row.title, day) if x),
        url=f"/rapat/{row.session}/" if can(user, "meeting.see", row.forum) else "",
        reason=row.reason or row.why or "",
        promises=[_promise(p, can(user, "commitment.see", row.forum)) for p in promises],
    )


def _promise(promise: queries.Promise, seen: bool) -> tuple[str, str, str]:
    """State, words with the body that promised, address."""
    owner = promise.owner or sector_title(promise.sector)
    words = _("%(what)s (%(owner)s, due %(due)s)")
    told = words % {"what": promise.what, "owner": owner, "due": short_date(promise.due_on)}
    return promise.state, told, f"/komitmen/{promise.id}/" if seen else ""


def _waits(meeting: Meeting, coming: Coming | None) -> str:
    """What is told of an input that nobody has answered."""
    if meeting.state != "ratified":
        return _("Not offered while these minutes are open.")
    if meeting.ratified_at and clock.now() - meeting.ratified_at > rules.OFFERED_FOR:
        return _("Not answered within a year: bring it again to the next MMD.")
    if coming is None:
        return _("Waits for the next lokmin.")
    title, starts_at, zone, state = coming
    if state == "open":
        return _discussed(title, starts_at, zone)
    words = _("Waits for %(session)s, %(day)s.")
    return words % {"session": title, "day": short_date(starts_at, zone)}


def outcome_of(problem: Problem) -> str:
    """On the page of a village's problem: what the forums above said, in a line."""
    if not rules.speaks_for_village(problem.meeting.kind):
        return ""
    return "; ".join(
        f"{each.meeting.title}: {_('taken up')}"
        if each.decision == "taken"
        else f"{each.meeting.title}: {_('not taken up')}, {each.reason}"
        for each in queries.told_above(problem)
    )


def source_of(user: Any, problem: Problem) -> tuple[str, str] | None:
    """Of which village session it was taken up: its words, and its address where the reader may see it."""
    answer = queries.taken_from(problem)
    if answer is None:
        return None
    seen = can(user, "meeting.see", answer.source.forum)
    return answer.told, answer.source.get_absolute_url() if seen else ""
