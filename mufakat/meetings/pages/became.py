"""What a village is told became of what it brought before the lokmin, and the lokmin where it came from."""

from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _, ngettext

from mufakat.core import clock
from mufakat.core.dates import short_date
from mufakat.directory.access import can
from mufakat.directory.queries import sector_title
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting, Problem, ProposalState

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
    """What the village brought, and what became of it."""

    text: str
    answers: list[Answer]
    waits: str


def became_page(user: Any, meeting: Meeting) -> dict[str, Any] | None:
    """For the page of a village session: the loop closed. Nothing on other pages, or before it was ratified.

    The members of the village read which session answered, why not, and what was promised by which body: the answer
    belongs to those who asked. Addresses are there for whom the pages themselves are open.
    """
    if not rules.speaks_for_village(meeting.kind) or not meeting.edition:
        return None
    found, promises = queries.became_of(meeting), queries.promises_for_village(meeting)
    waits = _waits(meeting, queries.heard_next(meeting))
    rows = [
        BecameRow(text, _answers(user, list(rows), promises), waits)
        for (_pk, text), rows in groupby(found, key=lambda row: (row.id, row.text))
    ]
    answered = sum(bool(row.answers) for row in rows)
    words = ngettext(
        "%(answered)d of %(n)d input was answered by the lokmin",
        "%(answered)d of %(n)d inputs were answered by the lokmin",
        len(rows),
    )
    return {"rows": rows, "finding": words % {"answered": answered, "n": len(rows)}}


def _answers(
    user: Any, rows: list[queries.Became], promises: dict[Any, list[queries.Promise]]
) -> list[Answer]:
    return [_answer(user, row, promises.get(row.answer, [])) for row in rows if row.decision]


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


def _waits(meeting: Meeting, coming: tuple[str, Any, str] | None) -> str:
    """What is told of an input that nobody has answered."""
    if meeting.state != "ratified":
        return _("Not offered while these minutes are open.")
    if meeting.ratified_at and clock.now() - meeting.ratified_at > rules.OFFERED_FOR:
        return _("Not answered within a year: bring it again to the next MMD.")
    if coming is None:
        return _("Waits for the next lokmin.")
    title, starts_at, zone = coming
    words = _("Waits for %(session)s, %(day)s.")
    return words % {"session": title, "day": short_date(starts_at, zone)}


def outcome_of(problem: Problem) -> str:
    """On the page of a village's problem: what the forums above said, in a line."""
    if not rules.speaks_for_village(problem.meeting.kind):
        return ""
    told = problem.answers_above.values_list("decision", "meeting__title", "reason")
    return "; ".join(
        f"{title}: {_('taken up')}"
        if said == "taken"
        else f"{title}: {_('not taken up')}, {reason}"
        for said, title, reason in told.order_by("id")
    )


def source_of(user: Any, problem: Problem) -> tuple[str, str] | None:
    """Of which village session it was taken up: its words, and its address where the reader may see it."""
    answer = queries.taken_from(problem)
    if answer is None:
        return None
    seen = can(user, "meeting.see", answer.source.forum)
    return answer.told, answer.source.get_absolute_url() if seen else ""
