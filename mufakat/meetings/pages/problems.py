"""What the pages of the problems of a session show: the list with ranks and promises, and one with its causes."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _, ngettext

from mufakat.core.numbers import percent
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Cause, Meeting, Problem

from .became import outcome_of, source_of
from .fishbone import fishbone
from .frame import rights, under
from .inputs import inputs_page


class ProblemRow(NamedTuple):
    """A problem of the list."""

    url: str
    text: str
    where: str
    measure: str
    place: str
    causes: int
    promises: list[tuple[str, str]]
    promise_url: str
    told: str
    source: str  # of which village session it was taken up
    late: bool


def problems_page(user: Any, meeting: Meeting) -> dict[str, Any]:
    found = queries.problems_of(meeting)
    places, promises = queries.places_of(meeting), queries.promised_for(meeting)
    listed = sorted(found, key=lambda p: (places.get(str(p.id), [10**6]), str(p.id)))
    return {
        **under(meeting, _("Problems")),
        "meeting": meeting,
        "may": rights(user, meeting.forum),
        "writes": meeting.state in ("open", "ratified"),
        "rows": [_row(meeting, p, places, promises.get(p.id, [])) for p in listed],
        "rounds": queries.rounds_of(meeting),
        "finding": _finding(meeting.kind, len(found), len(promises)),
        **inputs_page(user, meeting),
    }


def _row(
    meeting: Meeting,
    problem: queries.Named,
    places: dict[str, list[int]],
    promises: list[tuple[Any, str]],
) -> ProblemRow:
    here = meeting.get_absolute_url()
    rank = places.get(str(problem.id))
    return ProblemRow(
        url=f"{here}masalah/{problem.id}/",
        text=problem.text,
        where=problem.where or "",
        measure=measured(problem, problem.measure),
        place=queries.ranked(rank) if rank else "",
        causes=problem.causes,
        promises=[(f"/komitmen/{pk}/", what) for pk, what in promises],
        promise_url=f"{here}komitmen/catat/?masalah={problem.id}",
        told=problem.group or "",
        source=problem.source or "",
        late=problem.late_at is not None,
    )


def measured(problem: Any, measure: str) -> str:
    """The indicator with what was counted: "…: 12 dari 40 (30,0 %)"."""
    share = queries.share_of(problem)
    if not share:
        return measure
    told = f"{share} ({percent(problem.numerator, problem.denominator)})"
    return f"{measure}: {told}" if measure else told


def _finding(kind: str, n: int, promised: int) -> str:
    """A village brings its problems before the lokmin, which promises: there "0 with a promise" says nothing."""
    if not n:
        return _("No problem has been named yet")
    words = ngettext("%(n)d problem", "%(n)d problems", n) % {"n": n}
    if rules.speaks_for_village(kind) and not promised:
        return words
    more = _("%(promised)d of them with a promise") % {"promised": promised}
    return f"{words}, {more}"


class Why(NamedTuple):
    """A cause with those that explain it."""

    cause: Cause
    below: list[Any]


def problem_page(user: Any, problem: Problem) -> dict[str, Any]:
    meeting = problem.meeting
    causes = queries.causes_of(problem)
    bones = queries.bones()
    rank = queries.places_of(meeting).get(str(problem.pk))
    tree = {code: _whys(causes, None, code) for code, _ in bones}
    drawn = {code: list(_in_picture(whys)) for code, whys in tree.items()}
    measure = queries.indicator_title(problem.indicator) or problem.measured_by
    facts = (
        (_("Where"), str(problem.region or "")),
        (_("Indicator") if measure else _("Figure"), measured(problem, measure)),
        (_("Agenda item"), str(problem.agenda_item or "")),
        (_("Group"), str(problem.group or "")),
        (_("Priority"), queries.ranked(rank) if rank else ""),
        (_("Written down by"), problem.by_name),
        (_("What became of it"), outcome_of(problem)),
    )
    return {
        **under(meeting, problem.text),
        "meeting": meeting,
        "problem": problem,
        "here": problem.get_absolute_url(),
        "source": source_of(user, problem),
        "may": rights(user, meeting.forum),
        "facts": [(label, said) for label, said in facts if said],
        "picture": fishbone(problem.text, bones, drawn) if causes else None,
        "bones": bones,
        "tree": tree,
        "deepest": 5,
        "promises": queries.promised_for(meeting).get(problem.pk, []),
        "proposals": list(problem.proposals.all()),
        "proposes": rules.reaches_musrenbang(problem.meeting.forum.region.level),
    }


def _in_picture(whys: Sequence[Why], depth: int = 0) -> Iterator[tuple[int, str]]:
    """Each cause with how deep it lies: those that explain it follow it, one deeper."""
    for why in whys:
        yield depth, why.cause.text
        yield from _in_picture(why.below, depth + 1)


def _whys(causes: list[Cause], under: Any, code: str) -> list[Why]:
    return [
        Why(c, _whys(causes, c.pk, code))
        for c in causes
        if c.under_id == under and c.category == code
    ]
