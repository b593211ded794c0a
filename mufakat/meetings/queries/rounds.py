"""Rounds of ratings: who rates, what they gave, what it comes to."""

from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import CharField, Count
from django.db.models.functions import Cast

from mufakat.core.numbers import grouped
from mufakat.directory.links import spell
from mufakat.directory.models import Link, LinkKind
from mufakat.directory.queries import sector_title
from mufakat.meetings.models import Meeting, Participant, PriorityRound, Problem, Rater, Score
from mufakat.meetings.rules import tally


def seat_of(participant: Participant) -> str:
    """Office and organisation of a participant, else the sector: what tells two of one name apart."""
    body = participant.organisation.name if participant.organisation else ""
    said = ", ".join(x for x in (participant.title, body) if x)
    return said or sector_title(participant.sector)


def rounds_of(meeting: Meeting) -> list[PriorityRound]:
    """The rounds of a session, with how many problems and raters each has."""
    found = meeting.rounds.annotate(
        n_problems=Count("problems", distinct=True), n_raters=Count("raters", distinct=True)
    )
    return list(found)


def rated_in(opened: PriorityRound) -> list[Problem]:
    return list(opened.problems.order_by("id"))


def scores_in(opened: PriorityRound) -> dict[str, dict[tuple[str, str], int]]:
    """What every rater of a round gave, by rater and (problem, criterion)."""
    # Keys as text: of thousands of scores, making the ids would take longer than asking for them.
    rows = Score.objects.filter(rater__round=opened).values_list(
        Cast("rater_id", CharField()), Cast("problem_id", CharField()), "criterion", "value"
    )
    known = {pk.hex: str(pk) for pk in opened.problems.values_list("pk", flat=True)}
    known |= {pk.hex: str(pk) for pk in opened.raters.values_list("pk", flat=True)}
    known |= {text: text for text in known.values()}  # PostgreSQL spells them with dashes
    found: dict[str, dict[tuple[str, str], int]] = {}
    for rater, problem, key, value in rows:
        found.setdefault(known[rater], {})[known[problem], key] = value
    return found


def scores_of(rater: Rater) -> dict[tuple[str, str], int]:
    rows = rater.scores.values_list("problem_id", "criterion", "value")
    return {(str(problem), key): value for problem, key, value in rows}


def result_of(opened: PriorityRound) -> dict[str, Any]:
    """How a round stands: frozen once it is closed, counted anew while it is open."""
    if opened.result:
        return dict(opened.result)
    problems = [
        (str(p.pk), p.text, Fraction(p.numerator or 0, p.denominator) if p.denominator else None)
        for p in rated_in(opened)
    ]
    raters = [(str(r.pk), str(r)) for r in opened.raters.all()]
    return tally(opened.rule, problems, raters, scores_in(opened))


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


def raters_of(opened: PriorityRound, now: datetime) -> list[Rating]:
    raters = list(opened.raters.annotate(given=Count("scores")))
    links = Link.objects.filter(
        kind=LinkKind.RATING, thing_id__in=[str(r.pk) for r in raters], ended_at__isnull=True
    )
    found = {link.thing_id: link for link in links if link.is_open_at(now)}
    asked = sum(not c["measured"] for c in opened.rule["criteria"]) * opened.problems.count()
    return [
        Rating(
            rater,
            rater.given,
            asked,
            spell(LinkKind.RATING, link.pk) if link else "",
            link.valid_until if link else None,
            link.pk if link else None,
        )
        for rater in raters
        for link in (found.get(str(rater.pk)),)
    ]


def figure(fraction: str) -> str:
    """ "37/2" → 18,5: whole where it is, else two decimals, rounded half up once."""
    if not fraction:
        return "–"
    exact = Fraction(fraction)
    hundredths = (exact.numerator * 200 + exact.denominator) // (2 * exact.denominator)
    whole, rest = divmod(hundredths, 100)
    return f"{grouped(whole)},{rest:02d}".rstrip("0") if rest else grouped(whole)


def ranked(rank: list[int]) -> str:
    """2, or 2–3 for two that share the second place."""
    first, last = rank
    return str(first) if first == last else f"{first}–{last}"
