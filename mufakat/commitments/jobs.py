"""The figures that many pages show, kept by reactions: counted again from the rows, never added to."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import file_digest
from typing import Any, NamedTuple

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from mufakat.core.fields import ancestors
from mufakat.core.periods import Tribulan
from mufakat.journal.models import Event

from .models import Commitment, Evidence, Tally, Verdict
from .rules import FIGURES

# The whole year of a node in one cell, all sectors together: a district adds up eighty of them instead of thousands.
OF_YEAR = {"forum": "forum_yr", "owner": "owner_yr"}
WITHIN = frozenset([*OF_YEAR, *OF_YEAR.values()])  # they have cells of their own in each district
NO_BODY = ""  # the owner of what a person promised for himself


class Cell(NamedTuple):
    """One node × sector × tribulan; of a forum and an owner, `within` which district. A cell of `OF_YEAR` has no
    sector, and 0 for its tribulan."""

    node_kind: str
    node_key: str
    sector: str
    year: int
    tribulan: int
    within: str = ""


class Counted(NamedTuple):
    """Where a promise is counted, now or before: as made where it was made, its verdicts where they were given."""

    forums: set[str]
    sectors: set[str]
    paths: set[str]
    days: set[date]
    owners: set[str]


def retally(event: Event) -> None:
    """A promise was written down, corrected, judged, or taken back: count again every cell it touches. Repeatable."""
    commitment = Commitment.objects.filter(pk=event.subject_id).first()
    places = _now(commitment) if commitment else _until_withdrawn(event)
    changes = event.data.get("changes", {})
    places.sectors.update(changes.get("sector", ()))
    places.paths.update(changes.get("region_path", ()))
    places.owners.update(owner or NO_BODY for owner in changes.get("owner_organisation", ()))
    places.days.update(date.fromisoformat(on) for on in changes.get("made_on", ()))
    if on := event.data.get("session_on"):
        places.days.add(date.fromisoformat(on))
    for period in {Tribulan.of(day) for day in places.days}:
        for sector in places.sectors:
            for path in places.paths:
                place = Cell("place", path, sector, period.year, period.number)
                here = {"region_path": path}
                _recount(place, here, Q(**here))
                for above in reversed(ancestors(path)):
                    _add_up(place._replace(node_kind="region", node_key=above))
            for within in {district_of(path) for path in places.paths}:
                for forum in places.forums:
                    of_forum = Cell("forum", forum, sector, period.year, period.number, within)
                    there = _in(within)
                    _recount(of_forum, {"forum_id": forum, **there}, made_by(forum) & Q(**there))
                for owner in places.owners:
                    mine = Cell("owner", owner, sector, period.year, period.number, within)
                    _recount_owner(mine)
    _add_up_years(places)


def made_by(forum: Any) -> Q:
    """The promises that a forum made: another may have taken them over since."""
    return Q(origin=forum) | Q(origin=None, forum=forum)


def _now(commitment: Commitment) -> Counted:
    """Where a promise and its verdicts count."""
    made_in = commitment.origin_id or commitment.forum_id
    counted = Counted(
        {str(made_in)},
        {commitment.sector},
        {commitment.region_path},
        {commitment.made_on},
        {str(commitment.owner_organisation_id or NO_BODY)},
    )
    judged = commitment.verdicts.values_list("forum_id", "session_on", "sector", "region_path")
    for forum, day, sector, path in judged:
        counted.forums.add(str(forum))
        counted.days.add(day)
        counted.sectors.add(sector)
        counted.paths.add(path)
    return counted


def _until_withdrawn(event: Event) -> Counted:
    """A promise that was taken back counts nowhere; where it once did, the journal knows.

    Earlier events of it may be told only now: each finds all its cells, so none keeps what it counted before.
    """
    told = Event.objects.filter(subject_kind=event.subject_kind, subject_id=event.subject_id)
    end = told.filter(verb="commitment.withdrawn").values_list("data", flat=True).get()
    days = [end["made_on"]]
    owners = {end.get("owner_organisation") or NO_BODY}
    counted = Counted({end["forum"]}, {end["sector"]}, {end["region_path"]}, set(), owners)
    for data in told.values_list("data", flat=True):
        changes = data.get("changes", {})
        counted.sectors.update(changes.get("sector", ()))
        counted.paths.update(changes.get("region_path", ()))
        counted.owners.update(owner or NO_BODY for owner in changes.get("owner_organisation", ()))
        days += [*changes.get("made_on", ()), *filter(None, [data.get("session_on")])]
    counted.days.update(map(date.fromisoformat, days))
    return counted


def district_of(path: str) -> str:
    """The district in which a region lies; itself, where it lies in none."""
    return ancestors(path)[:3][-1]


def _recount(cell: Cell, where: dict[str, Any], made: Q) -> None:
    """A forum's or a place's cell, from the rows of promises and verdicts."""
    period = Tribulan(cell.year, cell.tribulan)
    days = (period.first_day, period.last_day)
    verdicts = Verdict.objects.filter(sector=cell.sector, session_on__range=days, **where)
    figures = dict(verdicts.order_by().values_list("verdict").annotate(n=Count("id")))
    figures["made"] = Commitment.objects.filter(
        made, sector=cell.sector, made_on__range=days
    ).count()
    _write(cell, figures)


def _in(within: str) -> dict[str, str]:
    """What is to be kept in one district; what is of a whole province is not of a district."""
    is_district = len(ancestors(within)) > 2
    return {"region_path__under" if is_district else "region_path": within}


def _recount_owner(cell: Cell) -> None:
    """What an organisation promised, or people without one, to be kept in one district."""
    here = _in(cell.within)
    owner = cell.node_key or None
    _recount(
        cell,
        {"commitment__owner_organisation": owner, **here},
        Q(owner_organisation=owner, **here),
    )


def _add_up(cell: Cell) -> None:
    """A region's cell: what is to be kept in exactly this region, and its regions one level below."""
    same = {"sector": cell.sector, "year": cell.year, "tribulan": cell.tribulan}
    parts = Tally.objects.filter(node_kind="place", node_key=cell.node_key, **same) | (
        Tally.objects.filter(node_kind="region", parent_key=cell.node_key, **same)
    )
    sums = parts.order_by().aggregate(**{name: Sum(name, default=0) for name in FIGURES})
    _write(cell, sums)


def _add_up_years(places: Counted) -> None:
    """The years of the forums and owners that were counted again, from their tribulan."""
    years = {day.year for day in places.days}
    districts = {district_of(path) for path in places.paths}
    keys = [("forum", forum) for forum in places.forums]
    keys += [("owner", owner) for owner in places.owners]
    nodes = [(kind, key, within) for kind, key in keys for within in districts]
    for kind, key, within in nodes:
        for year in years:
            parts = Tally.objects.filter(node_kind=kind, node_key=key, year=year, parent_key=within)
            sums = parts.order_by().aggregate(**{name: Sum(name, default=0) for name in FIGURES})
            _write(Cell(OF_YEAR[kind], key, "", year, 0, within), sums)


def _write(cell: Cell, figures: dict[str, int]) -> None:
    Tally.objects.update_or_create(
        **_columns(cell), defaults={name: figures.get(name, 0) for name in FIGURES}
    )


def _columns(cell: Cell) -> dict[str, Any]:
    """A cell as a row names it."""
    columns = cell._asdict() | {"parent_key": _parent(cell)}
    del columns["within"]
    return columns


def _parent(cell: Cell) -> str:
    """The region above a region; "-" where there is none, for the nation's own path is the empty text."""
    if cell.node_kind in WITHIN:
        return cell.within
    if cell.node_kind != "region" or not cell.node_key:
        return "-"
    return ancestors(cell.node_key)[-2]


def count_all() -> dict[Cell, Counter[str]]:
    """Every cell, counted from the rows at one go: what `mufakat tally` compares and writes."""
    cells: dict[Cell, Counter[str]] = {}

    def add(forum: object, owner: object, path: str, sector: str, day: date, figure: str) -> None:
        period = Tribulan.of(day)
        within = district_of(path)
        nodes = [("place", path), *(("region", a) for a in ancestors(path))]
        found = [Cell(kind, key, sector, period.year, period.number) for kind, key in nodes]
        for kind, key in (("forum", str(forum)), ("owner", str(owner or NO_BODY))):
            mine = Cell(kind, key, sector, period.year, period.number, within)
            found += [mine, mine._replace(node_kind=OF_YEAR[kind], sector="", tribulan=0)]
        for cell in found:
            cells.setdefault(cell, Counter())[figure] += 1

    made = Commitment.objects.values_list(
        Coalesce("origin_id", "forum_id"),
        "owner_organisation_id",
        "region_path",
        "sector",
        "made_on",
    )
    for forum, owner, path, sector, day in made.iterator():
        add(forum, owner, path, sector, day, "made")
    judged = Verdict.objects.values_list(
        *("forum_id", "commitment__owner_organisation_id"),
        *("region_path", "sector", "session_on", "verdict"),
    )
    for forum, owner, path, sector, day, verdict in judged.iterator():
        add(forum, owner, path, sector, day, verdict)
    return cells


def differences() -> list[Cell]:
    """The cells whose kept figures are not what the rows say: none, or the reactions are wrong or behind."""
    counted = count_all()
    kept = {
        Cell(
            *(t.node_kind, t.node_key, t.sector, t.year, t.tribulan),
            t.parent_key if t.node_kind in WITHIN else "",
        ): {name: n for name in FIGURES if (n := getattr(t, name))}
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
        [Tally(**_columns(cell), **figures) for cell, figures in counted.items()],
        batch_size=2000,
    )
    return len(counted)


def is_uncounted() -> bool:
    """There are promises, and no figure of an owner is kept, or one of a forum that is of no district: an update
    brought this, or rows were loaded."""
    if Tally.objects.filter(node_kind="forum", parent_key="-").exists():
        return True
    return Commitment.objects.exists() and not Tally.objects.filter(node_kind="owner").exists()


def altered_evidence() -> Iterator[str]:
    """For `mufakat verify`: files of evidence that are not there, or are not those that the journal was told of."""
    told = Event.objects.filter(verb="evidence.recorded").values_list("subject_id", "data")
    wrote = {key: data.get("sha256") for key, data in told.iterator()}
    gone = set(Event.objects.filter(verb="evidence.withdrawn").values_list("subject_id", flat=True))
    missing = set(wrote)
    for evidence in Evidence.objects.order_by("pk").iterator(chunk_size=500):
        key = str(evidence.pk)
        missing.discard(key)
        if key not in wrote:
            yield f"evidence {key}: inserted, or the event of its sending was removed"
        elif evidence.sha256 != wrote[key] or (evidence.withdrawn_at is None) == (key in gone):
            yield f"evidence {key}: altered"
        elif evidence.withdrawn_at is None and (wrong := _wrong_with(evidence)):
            yield f"evidence {key}: {wrong}"
    for key in sorted(missing):
        yield f"evidence {key}: removed"


def _wrong_with(evidence: Evidence) -> str:
    """What is wrong with the file of an evidence that stands; empty if it is as it was kept."""
    try:
        with evidence.file.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as why:  # no file of that name, or no name
        return f"its file cannot be read ({type(why).__name__})"
    return "" if digest == evidence.sha256 else "its file was altered"
