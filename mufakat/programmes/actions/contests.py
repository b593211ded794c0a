"""Contests: record, who takes part, and the points."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from mufakat.directory.models import Organisation, Region
from mufakat.journal.actions import Conflict, OpenAct
from mufakat.journal.queries import last_of
from mufakat.journal.rules import FieldConflict
from mufakat.programmes import rules
from mufakat.programmes.models import Contest, ContestEntry, Programme


def record_contest(
    act: OpenAct,
    programme: Programme,
    *,
    title: str,
    region: Region,
    year: int,
    criteria: str,
    on: date | None = None,
    place: str = "",
    audience: int | None = None,
    source: str = "",
) -> Contest:
    """`criteria`: one on each line, with its highest points ("Isi materi = 40")."""
    rules.year_fits_day(year, on)
    contest = Contest.objects.create(
        id=act.new_key(),
        programme=programme,
        region=region,
        region_path=region.path,
        title=title,
        year=year,
        on=on,
        place=place,
        audience=audience,
        criteria=rules.criteria_of(criteria),
        source=source,
    )
    act.note("contest.recorded", contest, about=[programme], name=title)
    return contest


def change_contest(
    act: OpenAct, contest: Contest, *, base: int | None = None, criteria: str, **fields: Any
) -> Contest:
    """Criteria only as long as nobody has points."""
    rules.year_fits_day(fields["year"], fields.get("on"))
    asked = rules.criteria_of(criteria)
    if asked != contest.criteria:
        rules.not_judged_yet(contest.entries.exclude(total=None).count())
        fields["criteria"] = asked
    told = {"name": contest.title}
    about = [contest.programme]
    act.change(contest, "contest.changed", base=base, about=about, told=told, **fields)
    return contest


def record_contestants(
    act: OpenAct, contest: Contest, *, organisations: Sequence[Organisation]
) -> list[ContestEntry]:
    """Those who take part, numbered on in the order given; whoever is entered already stays as he is."""
    rules.something_ticked(organisations, "organisations")
    Contest.objects.select_for_update().get(pk=contest.pk)
    there = set(contest.entries.values_list("organisation_id", flat=True))
    number = max(contest.entries.values_list("number", flat=True), default=0)
    new = [each for each in organisations if each.pk not in there]
    entries = [
        ContestEntry.objects.create(
            id=act.new_key(), contest=contest, organisation=each, number=number + n
        )
        for n, each in enumerate(new, 1)
    ]
    if entries:
        names = ", ".join(each.name for each in new)
        act.note("contestants.recorded", contest, about=new, name=contest.title, names=names)
    return entries


def withdraw_contestant(
    act: OpenAct, contest: Contest, entry: ContestEntry, *, reason: str
) -> Contest:
    """Entered by mistake, or did not come. The numbers of the others stay."""
    told = {"name": entry.organisation.name, "contest": contest.title, "reason": reason}
    about = [entry.organisation]
    act.note("contestant.withdrawn", contest, about=about, points=entry.points, **told)
    entry.delete()
    return contest


def record_points(
    act: OpenAct, entry: ContestEntry, *, base: int | None = None, **given: int
) -> ContestEntry:
    """The points of a participant, `nilai_k1` … by the code of each criterion; all of them. Where another one has
    written other points since version `base`, both are shown (raises `Conflict`)."""
    locked = ContestEntry.objects.select_for_update().get(pk=entry.pk)
    criteria = entry.contest.criteria
    now = locked.points
    asked = {**now, **{name.removeprefix("nilai_"): value for name, value in given.items()}}
    rules.points_fit(asked, criteria)
    if base is not None and base < locked.version and now:
        _ask_where_other(locked, now, asked)
    entry.points, entry.total = asked, rules.total_of(asked, criteria)
    if asked != now:
        entry.version = locked.version + 1
        entry.save(update_fields=["points", "total", "version"])
        about = [entry.organisation]
        told: dict[str, Any] = {"name": entry.organisation.name, "contest": entry.contest.title}
        told |= {"total": entry.total, "before": now, "points": asked}
        act.note("points.recorded", entry.contest, about=about, entry=str(entry.pk), **told)
    return entry


def fill_points(
    act: OpenAct, contest: Contest, *, rows: Sequence[tuple[ContestEntry, Any, Any]]
) -> Contest:
    """The points of many at once, all in one act: of each its points and those that the writer saw before."""
    rules.something_filled(rows)
    locked = contest.entries.select_for_update().select_related("organisation").order_by("number")
    now = {entry.pk: entry for entry in locked}
    for entry, typed, seen in rows:
        found = now[entry.pk]
        found.contest = contest
        rules.row_is_whole(found.organisation.name, typed)
        rules.nobody_was_quicker(found.organisation.name, found.points, seen, typed)
        record_points(act, found, **{f"nilai_{code}": value for code, value in typed.items()})
    return contest


def _ask_where_other(
    locked: ContestEntry, now: Mapping[str, int], asked: Mapping[str, int]
) -> None:
    both = [
        FieldConflict(f"nilai_{code}", str(now.get(code, "")), str(value))
        for code, value in asked.items()
        if now.get(code) != value
    ]
    if both:
        # The journal's form asks the thing for its fields: here these are points by criterion.
        shown = {f"nilai_{code}": value for code, value in now.items()}
        thing = SimpleNamespace(version=locked.version, timezone=None, **shown)
        raise Conflict(thing, both, last_of(locked.contest, "points.recorded"))
