"""Rounds of ratings: who rates, what they gave, what it comes to."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, QuerySet, UUIDField

from mufakat.core.asked import Asked, AskedThings, among
from mufakat.core.numbers import grouped
from mufakat.directory.links import spell
from mufakat.directory.models import Link, LinkKind
from mufakat.directory.queries import sector_title
from mufakat.meetings.models import Meeting, Participant, PriorityRound, Problem, Rater, Score
from mufakat.meetings.rules import sorting_name, tally


def seat_of(participant: Participant) -> str:
    """Office and organisation of a participant, else the sector: what tells two of one name apart."""
    body = participant.organisation.name if participant.organisation else ""
    return _seat(participant.title, body, participant.sector)


def _seat(title: str, body: str | None, sector: str) -> str:
    return ", ".join(x for x in (title, body) if x) or sector_title(sector)


def named_with_seats(found: QuerySet[Participant]) -> list[tuple[UUID, str]]:
    """Key of each, and name with seat, as a list to choose from says it: by name, titles apart."""
    rows = list(found.values_list("pk", "name", "title", "organisation__name", "sector"))
    rows.sort(key=lambda row: sorting_name(row[1]))
    return [(pk, f"{name} – {_seat(*seat)}") for pk, name, *seat in rows]


def rounds_of(meeting: Meeting) -> list[PriorityRound]:
    """The rounds of a session, with how many problems and raters each has."""
    found = meeting.rounds.annotate(
        n_problems=Count("problems", distinct=True), n_raters=Count("raters", distinct=True)
    )
    return list(found)


_RATED = AskedThings(
    Problem, lambda opened: Problem.objects.filter(rounds=opened).order_by("id"), opened=UUIDField()
)
_MEASURED = Asked(
    lambda opened: (
        Problem.objects.filter(rounds=opened)
        .order_by("id")
        .values_list("id", "text", "numerator", "denominator")
    ),
    opened=UUIDField(),
)
_RATERS = AskedThings(
    Rater, lambda opened: Rater.objects.filter(round=opened).order_by("number"), opened=UUIDField()
)
_GIVEN = Asked(
    lambda raters: (
        Score.objects.filter(among("rater", raters))
        .order_by()
        .values_list("rater")
        .annotate(given=Count("id"))
    ),
    raters=[UUIDField()],
)


def rated_in(opened: PriorityRound) -> list[Problem]:
    return _RATED(opened=opened.pk)


# Their order says whose and of which problem they are: of thousands of scores, making the ids would take longer than
# asking for them.
_SCORES = Asked(
    lambda raters: (
        Score.objects.filter(among("rater", raters))
        .order_by("rater_id", "problem_id")
        .values_list("criterion", "value")
    ),
    raters=[UUIDField()],
)


def given_in(raters: Iterable[Rater]) -> dict[UUID, int]:
    """How many scores each has given."""
    return dict(_GIVEN(raters=[r.pk for r in raters]))


def scores_in(
    problems: list[UUID], criteria: int, given: Mapping[UUID, int]
) -> dict[str, dict[tuple[str, str], int]]:
    """What those gave who have scored each of these problems (in the order of their ids) by all of so many criteria:
    by rater and (problem, criterion)."""
    asked = len(problems) * criteria
    finished = sorted(rater for rater, n in given.items() if n == asked)
    rows = _SCORES(raters=finished) if asked else []
    of = [str(pk) for pk in problems for _ in range(criteria)]
    return {
        str(rater): {
            (problem, key): value
            for problem, (key, value) in zip(of, rows[n * asked : (n + 1) * asked], strict=True)
        }
        for n, rater in enumerate(finished)
    }


_OWN = Asked(
    lambda rater: Score.objects.filter(rater=rater).values_list("problem", "criterion", "value"),
    rater=UUIDField(),
)


def scores_of(rater: Rater) -> dict[tuple[str, str], int]:
    rows = _OWN(rater=rater.pk)
    return {(str(problem), key): value for problem, key, value in rows}


def rating_in(opened: PriorityRound) -> list[Rater]:
    """Who rates, in order."""
    return _RATERS(opened=opened.pk)


_ABSENT = Asked(
    lambda opened: Rater.objects.filter(round=opened, participant__present=False).values_list("id"),
    opened=UUIDField(),
)


def absent_in(opened: PriorityRound) -> set[UUID]:
    """Who rates and is on the list, but not as present: his arrival was taken back, or he never came."""
    return {rater for (rater,) in _ABSENT(opened=opened.pk)}


def criteria_asked(rule: Mapping[str, Any]) -> int:
    """By how many criteria raters score; one that is reckoned from what was measured is none of them."""
    return sum(not c["measured"] for c in rule["criteria"])


def result_of(
    opened: PriorityRound,
    raters: list[Rater] | None = None,
    given: Mapping[UUID, int] | None = None,
) -> dict[str, Any]:
    """How a round stands: frozen once it is closed, counted anew while it is open."""
    if opened.result:
        return dict(opened.result)
    rated = _MEASURED(opened=opened.pk)
    raters = rating_in(opened) if raters is None else raters
    given = given_in(raters) if given is None else given
    scores = scores_in([pk for pk, *_ in rated], criteria_asked(opened.rule), given)
    problems = [
        (str(pk), text, Fraction(numerator or 0, denominator) if denominator else None)
        for pk, text, numerator, denominator in rated
    ]
    return tally(opened.rule, problems, [(str(r.pk), str(r)) for r in raters], scores)


class Rating(NamedTuple):
    """A rater, how much is rated, and the personal link that opens now."""

    rater: Rater
    given: int
    asked: int
    token: str
    until: datetime | None
    link: Any = None  # its id

    @property
    def finished(self) -> bool:
        return self.given >= self.asked


_LINKS = Asked(
    lambda things: (
        Link.objects.filter(kind=LinkKind.RATING, thing_id__in=things, ended_at__isnull=True)
        .order_by("id")
        .values_list("thing_id", "id", "valid_until")
    ),
    things=[CharField()],
)
_SIZE = Asked(
    lambda opened: (
        Problem.objects.filter(rounds=opened).order_by().values("rounds").annotate(n=Count("id"))
    ).values_list("n"),  # of the round, not of each problem
    opened=UUIDField(),
)


def raters_of(
    opened: PriorityRound,
    now: datetime,
    raters: list[Rater] | None = None,
    given: Mapping[UUID, int] | None = None,
) -> list[Rating]:
    raters = rating_in(opened) if raters is None else raters
    given = given_in(raters) if given is None else given
    links = _LINKS(things=[str(r.pk) for r in raters])
    found = {thing: (pk, until) for thing, pk, until in links if now < until}
    asked = criteria_asked(opened.rule) * sum(n for (n,) in _SIZE(opened=opened.pk))
    return [
        Rating(
            rater,
            given.get(rater.pk, 0),
            asked,
            spell(LinkKind.RATING, link) if link else "",
            until,
            link,
        )
        for rater in raters
        for link, until in (found.get(str(rater.pk), (None, None)),)
    ]


def figure(fraction: str) -> str:
    """ "37/2" → 18,5: whole where it is, else two decimals, rounded half up once."""
    if not fraction:
        return "–"
    if fraction.isdecimal():
        return grouped(int(fraction))
    exact = Fraction(fraction)
    hundredths = (exact.numerator * 200 + exact.denominator) // (2 * exact.denominator)
    whole, rest = divmod(hundredths, 100)
    return f"{grouped(whole)},{rest:02d}".rstrip("0") if rest else grouped(whole)


def ranked(rank: list[int]) -> str:
    """2, or 2–3 for two that share the second place."""
    first, last = rank
    return str(first) if first == last else f"{first}–{last}"
