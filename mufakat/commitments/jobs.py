"""The figures that many pages show, kept by reactions: counted again from the rows, never added to."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Sum

from mufakat.core.fields import ancestors
from mufakat.core.periods import Tribulan
from mufakat.journal.models import Event

from .models import Commitment, Tally, Verdict
from .rules import FIGURES


class Cell(NamedTuple):
    """One node × sector × tribulan."""

    node_kind: str
    node_key: str
    sector: str
    year: int
    tribulan: int


def retally(event: Event) -> None:
    """A promise was written down, corrected, or judged: count again every cell it touches. Repeatable."""
    commitment = Commitment.objects.get(pk=event.subject_id)
    changes = event.data.get("changes", {})
    sectors = {commitment.sector, *changes.get("sector", ())}
    paths = {commitment.region_path, *changes.get("region_path", ())}
    verdicts = list(commitment.verdicts.values_list("session_on", "sector", "region_path"))
    days = {commitment.made_on, *(on for on, _, _ in verdicts)}
    days |= {date.fromisoformat(on) for on in changes.get("made_on", ())}
    if on := event.data.get("session_on"):
        days.add(date.fromisoformat(on))
    sectors |= {sector for _, sector, _ in verdicts}
    paths |= {path for _, _, path in verdicts}
    for period in {Tribulan.of(day) for day in days}:
        for sector in sectors:
            _recount(
                Cell("forum", str(commitment.forum_id), sector, period.year, period.number),
                {"forum_id": commitment.forum_id},
            )
            for path in paths:
                place = Cell("place", path, sector, period.year, period.number)
                _recount(place, {"region_path": path})
                for above in reversed(ancestors(path)):
                    _add_up(place._replace(node_kind="region", node_key=above))


def _recount(cell: Cell, where: dict[str, Any]) -> None:
    """A forum's or a place's cell, from the rows of promises and verdicts."""
    period = Tribulan(cell.year, cell.tribulan)
    days = (period.first_day, period.last_day)
    verdicts = Verdict.objects.filter(sector=cell.sector, session_on__range=days, **where)
    figures = dict(verdicts.order_by().values_list("verdict").annotate(n=Count("id")))
    figures["made"] = Commitment.objects.filter(
        sector=cell.sector, made_on__range=days, **where
    ).count()
    _write(cell, figures)


def _add_up(cell: Cell) -> None:
    """A region's cell: what is to be kept in exactly this region, and its regions one level below."""
    same = {"sector": cell.sector, "year": cell.year, "tribulan": cell.tribulan}
    parts = Tally.objects.filter(node_kind="place", node_key=cell.node_key, **same) | (
        Tally.objects.filter(node_kind="region", parent_key=cell.node_key, **same)
    )
    sums = parts.order_by().aggregate(**{name: Sum(name, default=0) for name in FIGURES})
    _write(cell, sums)


def _write(cell: Cell, figures: dict[str, int]) -> None:
    Tally.objects.update_or_create(
        **cell._asdict(),
        defaults={"parent_key": _parent(cell), **{name: figures.get(name, 0) for name in FIGURES}},
    )


def _parent(cell: Cell) -> str:
    """The region above a region; "-" where there is none, for the nation's own path is the empty text."""
    if cell.node_kind != "region" or not cell.node_key:
        return "-"
    return ancestors(cell.node_key)[-2]


def count_all() -> dict[Cell, Counter[str]]:
    """Every cell, counted from the rows at one go: what `mufakat tally` compares and writes."""
    cells: dict[Cell, Counter[str]] = {}

    def add(forum: object, path: str, sector: str, day: date, figure: str) -> None:
        period = Tribulan.of(day)
        nodes = [("forum", str(forum)), ("place", path), *(("region", a) for a in ancestors(path))]
        for kind, key in nodes:
            cell = Cell(kind, key, sector, period.year, period.number)
            cells.setdefault(cell, Counter())[figure] += 1

    made = Commitment.objects.values_list("forum_id", "region_path", "sector", "made_on")
    for forum, path, sector, day in made.iterator():
        add(forum, path, sector, day, "made")
    judged = Verdict.objects.values_list(
        "forum_id", "region_path", "sector", "session_on", "verdict"
    )
    for forum, path, sector, day, verdict in judged.iterator():
        add(forum, path, sector, day, verdict)
    return cells


def differences() -> list[Cell]:
    """The cells whose kept figures are not what the rows say: none, or the reactions are wrong or behind."""
    counted = count_all()
    kept = {
        Cell(t.node_kind, t.node_key, t.sector, t.year, t.tribulan): {
            name: n for name in FIGURES if (n := getattr(t, name))
        }
        for t in Tally.objects.iterator()
    }
    return sorted(
        cell
        for cell in kept.keys() | counted.keys()
        if kept.get(cell, {}) != dict(counted.get(cell, {}))
    )


def rebuild() -> int:
    """Throw the figures away and count them again; return the number of cells."""
    counted = count_all()
    Tally.objects.all().delete()
    Tally.objects.bulk_create(
        [
            Tally(**cell._asdict(), parent_key=_parent(cell), **figures)
            for cell, figures in counted.items()
        ],
        batch_size=2000,
    )
    return len(counted)
