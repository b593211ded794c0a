"""Figures as they stand on a day, frozen for ever."""

from datetime import date

from mufakat.core.dates import day_of
from mufakat.directory.models import Region
from mufakat.indicators.models import Instrument, Snapshot
from mufakat.indicators.queries.scopes import Scope
from mufakat.indicators.queries.snapshots import frozen, snapshot_on
from mufakat.indicators.rules import months, snapshots as rules
from mufakat.journal.actions import OpenAct
from mufakat.journal.rules import digest_of
from mufakat.programmes.models import Programme


def take_snapshot(
    act: OpenAct,
    *,
    instrument: Instrument,
    region: Region,
    as_of: date,
    title: str = "",
    programme: Programme | None = None,
) -> Snapshot:
    """One of a day, an instrument and a region; it is never taken again and never changes. RuleBroken for a day that
    has not come, a day within a month that is over, figures of which there are none, and a second one."""
    months.may_freeze(as_of, day_of(act.at, region.timezone))
    Instrument.objects.select_for_update().get(pk=instrument.pk)  # no booking meanwhile
    scope = Scope(instrument, region, months.month_of(as_of), as_of)
    version = rules.has_version(scope.version)
    rules.one_a_day(snapshot_on(instrument.code, region, as_of))
    body = frozen(scope)
    met, of = body["whole"]
    rules.has_figures(of)
    snapshot = Snapshot.objects.create(
        code=instrument.code,
        title=title or f"{instrument.title}, {region}",
        instrument=instrument,
        of_version=version,
        programme=programme,
        region=region,
        region_path=region.path,
        as_of=as_of,
        met=met,
        of=of,
        body=body,
        digest=digest_of(body),
        taken_at=act.at,
        taken_by=act.by_name,
    )
    act.note(
        "snapshot.taken",
        snapshot,
        about=[instrument],
        title=snapshot.title,
        programme=str(programme.pk) if programme else "",
        day=as_of.isoformat(),
        met=met,
        of=of,
        digest=snapshot.digest,
    )
    return snapshot
