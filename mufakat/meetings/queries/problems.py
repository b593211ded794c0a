"""The problems of a session: as a list, and one with its causes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, UUIDField
from django.utils.translation import gettext as _, ngettext

from mufakat.core.asked import Asked
from mufakat.meetings.models import Cause, Meeting, PriorityRound, Problem, Proposal, Resolution
from mufakat.meetings.rules import standing

from .methods import indicator_title


class Named(NamedTuple):
    """A problem as lists print it."""

    id: UUID
    text: str
    where: str
    indicator: str
    measured_by: str
    numerator: int | None
    denominator: int | None
    group: str
    by_name: str
    at: datetime
    late_at: datetime | None
    agenda_item_id: UUID | None
    causes: int
    source: str | None  # of which village session it was taken up

    @property
    def measure(self) -> str:
        """The indicator in words: of the reference list, else as typed."""
        return indicator_title(self.indicator) or self.measured_by


_NAMED = Asked(
    lambda meeting: (
        Problem.objects.filter(meeting=meeting)
        .order_by("id")
        .annotate(n_causes=Count("causes"))
        .values_list(
            *("id", "text", "region__name", "indicator", "measured_by", "numerator"),
            *("denominator", "group__name", "by_name", "at", "late_at", "agenda_item_id"),
            *("n_causes", "came_from__told"),
        )
    ),
    meeting=UUIDField(),
)


def problems_of(meeting: Meeting) -> list[Named]:
    """The problems of a session in the order in which they were written, late ones too."""
    return [Named(*row) for row in _NAMED(meeting=meeting.pk)]


_PROMISED = Asked(
    lambda meeting: (
        Resolution.objects.filter(meeting=meeting, problem__isnull=False)
        .order_by("id")
        .values_list("problem_id", "commitment_id", "commitment__what")
    ),
    meeting=UUIDField(),
)


def promised_for(meeting: Meeting) -> dict[UUID, list[tuple[UUID, str]]]:
    """The promises made out of each problem: id and words."""
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for problem, promise, what in _PROMISED(meeting=meeting.pk):
        found.setdefault(problem, []).append((promise, what))
    return found


_RESULTS = Asked(
    lambda meeting: (
        PriorityRound.objects.filter(meeting=meeting, state="closed")
        .order_by("closed_at", "id")
        .values_list("result")
    ),
    meeting=UUIDField(),
)


def places_of(meeting: Meeting) -> dict[str, list[int]]:
    """The place of each problem by the rounds that were closed: from and to, the same unless it is shared."""
    return standing(
        [
            {row["problem"]: row["rank"] for row in result["rows"]}
            for (result,) in _RESULTS(meeting=meeting.pk)
        ]
    )


def causes_of(problem: Problem) -> list[Cause]:
    return list(problem.causes.order_by("id"))


def causes_in(problems: Iterable[Any]) -> dict[UUID, list[Cause]]:
    """The causes of many problems, in one query."""
    found: dict[UUID, list[Cause]] = {}
    for cause in Cause.objects.filter(problem__in=list(problems)).order_by("id"):
        found.setdefault(cause.problem_id, []).append(cause)
    return found


def built_on(problem: Problem) -> list[str]:
    """What would lose its ground if the problem were taken back, each in a few words."""
    promises, rounds = problem.resolutions.count(), problem.rounds.count()
    answers = problem.answers_above.count()
    proposals = Proposal.objects.filter(problem=problem).count()
    words = (
        (promises, ngettext("%(n)d promise", "%(n)d promises", promises)),
        (rounds, ngettext("%(n)d round of ratings", "%(n)d rounds of ratings", rounds)),
        (proposals, ngettext("%(n)d proposal", "%(n)d proposals", proposals)),
        (answers, ngettext("%(n)d answer of a lokmin", "%(n)d answers of lokmin", answers)),
    )
    return [told % {"n": n} for n, told in words if n]


def share_of(problem: Any) -> str:
    """12 dari 40, as counted; nothing where nothing was."""
    if problem.denominator is None:
        return ""
    return _("%(n)s of %(all)s") % {"n": problem.numerator, "all": problem.denominator}
