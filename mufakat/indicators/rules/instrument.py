"""What an instrument asks and how it counts, read from the body of a version (docs/glossary.md: instrument, domain,
indicator). Pure: no database, no request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

KINDS = ("yes_no", "scale", "number", "range")
COMBINES = ("any", "all", "share", "pool")
ACROSS_PERIODS = ("last", "sum")
ACROSS_PLACES = ("sum", "share", "mean")
# Which kinds of body answer an instrument of each level; of those in MANY a unit may have several, or none.
PARTS: Mapping[str, tuple[str, ...]] = {
    "coe": ("puskesmas", "pustu", "posyandu"),
    **{
        level: (level,)
        for level in (
            *("puskesmas", "pustu", "posyandu"),
            *("kabkota", "rumah_sakit", "tim", "klaster"),
        )
    },
}
MANY: Mapping[str, tuple[str, ...]] = {"coe": ("posyandu",)}


@dataclass(frozen=True)
class Band:
    """One step of a scale, or one stretch of a range (`least` ≤ value < `below`; nothing: open). Points are whole."""

    code: str
    title: str
    points: int
    least: str = ""  # decimal numbers as text: nothing passes through float
    below: str = ""


@dataclass(frozen=True)
class Indicator:
    """One question.

    `key` is its lasting name, by which versions and trends continue it. `part` is the kind of body that answers it in a
    composite unit, and `combine` how several answer as one: any, all, share (`share_percent` of them meet it), pool
    (numerators and denominators are added first). It is met: yes; points of at least `met_at`; `target_percent` of the
    denominator. `must`: without it nothing is passed where a rule asks for `must_met`. `across_periods`: "last" is how
    things stand, "sum" what was done; `across_places`: "sum" adds numerators and denominators, "share" counts the
    bodies that meet it, "mean" is the plain mean of their rates (each rounded to a ten-thousandth).
    """

    code: str
    key: str
    title: str
    kind: str
    domain: str
    part: str = ""
    combine: str = "all"
    share_percent: int = 100
    weight: int = 1
    must: bool = False
    may_not_apply: bool = True
    evidence: str = ""
    hint: str = ""
    bands: tuple[Band, ...] = ()
    met_at: int = 0
    target_percent: int = 100
    numerator: str = ""
    denominator: str = ""
    unit: str = ""
    computed: str = ""  # a source that knows the answer (`computed.py`)
    across_periods: str = "last"
    across_places: str = "sum"
    until: date | None = None  # last day on which it is asked: switched off later
    is_of_many: bool = False  # a unit may have several bodies that answer it

    @property
    def most(self) -> int:
        """The most points that an answer can get; a yes or a whole share is 1."""
        return max((band.points for band in self.bands), default=1)

    def is_asked(self, on: date) -> bool:
        return self.until is None or on <= self.until


@dataclass(frozen=True)
class Domain:
    """Questions of one kind. What is not `scored` is asked and shown, and counts nowhere."""

    code: str
    title: str
    weight: int
    indicators: tuple[Indicator, ...]
    scored: bool = True


@dataclass(frozen=True)
class Grade:
    """A grade or class, and the rule that gives it; the first whose rule holds is given."""

    code: str
    title: str
    rule: str


@dataclass(frozen=True)
class Form:
    """The whole of a version. `threshold` is the rule of passing (`rules.thresholds`)."""

    title: str
    level: str
    threshold: str
    domains: tuple[Domain, ...]
    grades: tuple[Grade, ...] = ()
    threshold_note: str = ""  # how it is rounded, where it comes from

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(each for domain in self.domains for each in domain.indicators)

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        return {each.code: each for each in self.indicators}

    @property
    def part_kinds(self) -> tuple[str, ...]:
        """Which kinds of body answer, in the order of the questions; of a plain instrument its own level."""
        return tuple(dict.fromkeys(each.part for each in self.indicators))


def read(body: Mapping[str, Any]) -> Form:
    """The form in a body as `reference/instruments/*.toml` and `InstrumentVersion.body` write it. Raises KeyError or
    TypeError for what `faults.faults_in` complains of: it is asked before a version is kept."""
    level = body["level"]
    return Form(
        title=body["title"],
        level=level,
        threshold=body["threshold"],
        domains=tuple(_domain(each, level) for each in body["domain"]),
        grades=tuple(Grade(**each) for each in body.get("grade", ())),
        threshold_note=body.get("threshold_note", ""),
    )


def _domain(body: Mapping[str, Any], level: str) -> Domain:
    return Domain(
        code=body["code"],
        title=body["title"],
        weight=body.get("weight", 1),
        indicators=tuple(_indicator(each, body["code"], level) for each in body["indicator"]),
        scored=body.get("scored", True),
    )


def _indicator(body: Mapping[str, Any], domain: str, level: str) -> Indicator:
    plain = {name: value for name, value in body.items() if name not in {"bands", "until"}}
    until = body.get("until")
    part = body.get("part", level)
    return Indicator(
        **{"key": body["code"], **plain, "part": part},
        domain=domain,
        is_of_many=part in MANY.get(level, ()),
        bands=tuple(Band(**each) for each in body.get("bands", ())),
        until=date.fromisoformat(until) if isinstance(until, str) else until,
    )
