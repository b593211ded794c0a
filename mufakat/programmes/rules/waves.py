"""What is right about a cohort of districts, and what its figures add up to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _, ngettext_lazy

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

DISTRICTS = ("kabupaten", "kota")
# Which state may follow which; the same one again is another look at how ready a district is.
STEPS: Mapping[str, tuple[str, ...]] = {
    "planned": ("planned", "ready", "left"),
    "ready": ("running", "planned", "left"),
    "running": ("passed", "left"),
    "passed": ("running",),
    "left": (),
}
BACK = {("ready", "planned"), ("passed", "running")}
LOOKED_AT = ("planned", "ready", "running")


def is_district(kind: str, valid_to: date | None, valid_from: date | None, on: date) -> None:
    """Cohorts take in kabupaten and kota, as they stood on the day."""
    if kind not in DISTRICTS:
        raise RuleBroken(
            "cohort.no_district",
            _("A cohort takes in kabupaten and kota. Choose one of these."),
            "region",
        )
    if valid_to is not None and valid_to < on:
        raise RuleBroken(
            "cohort.region_ended",
            _("This region ended on %(day)s. Choose what it became.")
            % {"day": short_date(valid_to)},
            "region",
        )
    if valid_from is not None and valid_from > on:
        raise RuleBroken(
            "cohort.region_not_begun",
            _("This region stands only since %(day)s. Choose that day or a later one.")
            % {"day": short_date(valid_from)},
            "on",
        )


def district_once(other: str, field: str = "region") -> None:
    """`other`: the cohort of the same programme in which the district counts already."""
    if other:
        raise RuleBroken(
            "cohort.twice",
            _("This district is in the cohort “%(cohort)s” of the same programme already.")
            % {"cohort": other},
            field,
        )


def after[Region](laws: Collection[tuple[Region, Region]], region: Region) -> list[Region]:
    """What a region became by these laws (old, new), by however many of them, the nearest first."""
    found = [region]
    for each in found:  # it grows while it is read
        found += [new for old, new in laws if old == each and new not in found]
    return found[1:]


def before[Region](laws: Collection[tuple[Region, Region]], region: Region) -> list[Region]:
    """What a region comes from, the nearest first."""
    return after([(new, old) for old, new in laws], region)


def no_predecessor_in(predecessor: str, cohort: str, field: str = "region") -> None:
    """What a district was before a law changed or split it keeps its place until it is said to have left."""
    if predecessor:
        raise RuleBroken(
            "cohort.predecessor",
            _(
                "%(old)s, which this region comes from, is in “%(cohort)s”. Write down there that it has left; then "
                "what it became may join."
            )
            % {"old": predecessor, "cohort": cohort},
            field,
        )


def no_successor_in(successor: str, cohort: str, field: str = "region") -> None:
    """What a district became has its place: it takes none beside it, and none again after it left."""
    if successor:
        raise RuleBroken(
            "cohort.successor",
            _("%(new)s, which this district became, is in “%(cohort)s” by now.")
            % {"new": successor, "cohort": cohort},
            field,
        )


def room_left(quota: int, joined: int) -> None:
    """`joined`: how many count today; who has left makes room."""
    if joined >= quota:
        raise RuleBroken(
            "cohort.full",
            ngettext_lazy(
                "This cohort takes in %(quota)d district, and is full.",
                "This cohort takes in %(quota)d districts, and is full.",
                quota,
            )
            % {"quota": quota},
            "region",
        )


def all_may_join(meant: int, wrong: int, left: int) -> None:
    """Many at once: all of them, or none. `left`: how many are left out on purpose."""
    if wrong:
        raise RuleBroken(
            "cohort.some_refused",
            ngettext_lazy(
                "%(wrong)d of %(meant)d district may not join; the reason stands below. None has joined yet.",
                "%(wrong)d of %(meant)d districts may not join; the reasons stand below. None has joined yet.",
                meant,
            )
            % {"wrong": wrong, "meant": meant},
            "names",
        )
    if not meant:
        raise RuleBroken(
            "cohort.none_left",
            ngettext_lazy(
                "The %(left)d district of the list may not join: nothing is left to take in.",
                "None of the %(left)d districts of the list may join: nothing is left to take in.",
                left,
            )
            % {"left": left},
            "names",
        )


def instrument_is_known(code: str, known: Collection[str]) -> None:
    """None, or one that is published."""
    if code and code not in known:
        raise RuleBroken(
            "cohort.instrument",
            _("There is no published instrument “%(code)s”. Choose one of the list.")
            % {"code": code},
            "instrument_code",
        )


def quota_holds(quota: int, joined: int) -> None:
    if quota < joined:
        raise RuleBroken(
            "cohort.quota_below",
            _("%(joined)d districts are in this cohort already: the quota cannot be lower.")
            % {"joined": joined},
            "quota",
        )


def joins_in_its_time(
    starts_on: date, ends_on: date | None, on: date, today: date, field: str = "on"
) -> None:
    """A district joins from the year before the cohort begins (it is chosen ahead) to its end; no day to come."""
    if on > today:
        raise RuleBroken(
            "cohort.join_later",
            _("This day is still to come. Write it down once it has happened."),
            field,
        )
    if on < starts_on.replace(year=starts_on.year - 1, day=1):
        raise RuleBroken(
            "cohort.join_too_early",
            _("The cohort begins on %(day)s; a district joins in the year before it or later.")
            % {"day": short_date(starts_on)},
            field,
        )
    if ends_on is not None and on > ends_on:
        raise RuleBroken(
            "cohort.join_too_late",
            _("The cohort ended on %(day)s.") % {"day": short_date(ends_on)},
            field,
        )


def step_in_order(before: str, after: str, since: date, on: date, today: date) -> None:
    """The next state of a district: a step that exists, later than the last, and not in the future."""
    if after not in STEPS[before]:
        raise RuleBroken(
            "standing.no_step",
            _("This state does not follow from the one in which the district is."),
            "state",
        )
    is_later_word(since, on)
    is_no_day_to_come(on, today)


def is_later_word(last: date, on: date) -> None:
    """One word on a district a day, and none before the last."""
    if on <= last:
        raise RuleBroken(
            "standing.too_early",
            _(
                "The last word on this district is of %(day)s: the next one is of the day after it at the earliest."
            )
            % {"day": short_date(last)},
            "on",
        )


def is_no_day_to_come(on: date, today: date) -> None:
    if on > today:
        raise RuleBroken(
            "standing.later",
            _("This day is still to come. Write it down once it has happened."),
            "on",
        )


def step_says_why(before: str, after: str, reason: str) -> None:
    """Who leaves, or goes back, says why."""
    if (after == "left" or (before, after) in BACK) and not reason.strip():
        raise RuleBroken("standing.why", _("Say why."), "reason")


def ready_says_why(state: str, missing: Collection[str], reason: str) -> None:
    """A district is ready when nothing of the list is missing; who calls it ready nevertheless says why."""
    if state == "ready" and missing and not reason.strip():
        raise RuleBroken(
            "standing.not_ready",
            _(
                "Not everything of the list is there yet. Tick what is there, or say why the district is ready "
                "nevertheless."
            ),
            "reason",
        )


def may_be_looked_at(state: str) -> None:
    """How ready a district is, is looked at before it runs and while it does; not once it has passed or left."""
    if state not in LOOKED_AT:
        raise RuleBroken(
            "readiness.over",
            _("This district has passed or left: its readiness is no longer looked at."),
        )


def looked_in_time(last: date, on: date, today: date) -> None:
    """A look is the word of its day, like a state: later than the last one, and not in the future."""
    is_later_word(last, on)
    is_no_day_to_come(on, today)


def missing_of(checklist: Mapping[str, bool], items: Collection[str]) -> list[str]:
    """What of the list is not there yet, in its order."""
    return [item for item in items if not checklist.get(item, False)]


def title_is_free(taken: bool) -> None:
    if taken:
        raise RuleBroken(
            "cohort.title_taken", _("This programme has a cohort of this name already."), "title"
        )


def is_last(is_so: bool) -> None:
    if not is_so:
        raise RuleBroken(
            "standing.not_last",
            _("Only the last word on a district is taken back. Take back the later ones first."),
        )


@dataclass(frozen=True)
class Wave:
    """A cohort in figures, as of a day: its plan and how many districts are how far."""

    year: int
    quota: int
    joined: int = 0
    running: int = 0  # running or passed
    passed: int = 0
    doubted: int = 0  # passed, though the scores did not say so when it was said


@dataclass(frozen=True)
class Cumulated:
    """Plan and what was reached, all cohorts up to and with those of this year added up."""

    year: int
    quota: int
    plan: int
    joined: int
    running: int
    passed: int
    doubted: int = 0


def cumulated(waves: Iterable[Wave]) -> list[Cumulated]:
    """15, 30, 40: one row for each year, in order; cohorts of one year are added together."""
    by_year: dict[int, list[Wave]] = {}
    for wave in waves:
        by_year.setdefault(wave.year, []).append(wave)
    rows: list[Cumulated] = []
    plan = joined = running = passed = doubted = 0
    for year in sorted(by_year):
        here = by_year[year]
        quota = sum(w.quota for w in here)
        plan, joined = plan + quota, joined + sum(w.joined for w in here)
        running, passed = (
            running + sum(w.running for w in here),
            passed + sum(w.passed for w in here),
        )
        doubted += sum(w.doubted for w in here)
        rows.append(Cumulated(year, quota, plan, joined, running, passed, doubted))
    return rows
