"""What the pages that show several rooms ask."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import DateField, F, IntegerField, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mufakat.commitments import queries as promises
from mufakat.commitments.access import own, visible_commitments
from mufakat.commitments.models import Commitment
from mufakat.core.asked import Asked, AskedThings
from mufakat.core.dates import short_date
from mufakat.core.periods import ROMAN, Tribulan
from mufakat.directory import lookup, rules
from mufakat.directory.access import can, visible_forums
from mufakat.directory.models import (
    Facility,
    FacilityKind,
    Forum,
    Region,
    RegionCode,
    RegionSuccession,
    written_region,
)
from mufakat.directory.queries import breadcrumbs, regions_instead, regions_named, sector_title
from mufakat.meetings.access import visible_meetings
from mufakat.meetings.models import Meeting

SOON = timedelta(days=14)
AHEAD = timedelta(days=120)


def home_page(user: Any, on: date) -> dict[str, Any]:
    """What waits for me, what I promised, what comes."""
    until = timezone.make_aware(datetime.combine(on + AHEAD, time.max))
    meetings = list(
        visible_meetings(user)
        .filter(state__in=("planned", "open"))
        .filter(Q(starts_at__isnull=True) | Q(state="open") | Q(starts_at__lte=until))
        .select_related("forum__region", "cycle")
        .order_by(F("starts_at").asc(nulls_last=True), "cycle__year", "tribulan")[:40]
    )
    mine = promises.promised(Commitment.objects.filter(own(user), state="open")[:20])
    late = _late(user, mine, on)
    done = promises.reported_done([c.id for c in (*mine, *(c for c, _forum in late))])
    owed = [c for c in mine if c.id not in done]
    return {
        "on": on,
        "waiting": [*_from_meetings(user, meetings, on), *_from_promises(owed, on)],
        "mine": mine,
        "coming": [m for m in meetings if m.starts_on and m.starts_on >= on][:8],
        "late": late,
        "done": done,
    }


def _from_meetings(user: Any, meetings: list[Meeting], on: date) -> list[dict[str, Any]]:
    """The next step of each session, for whoever may take it."""
    tasks = []
    now = Tribulan.of(on)
    for meeting in meetings:
        words = action = ""
        if meeting.state == "open" and can(user, "meeting.ratify", meeting.forum):
            words, action = _("Read and ratify the minutes"), _("Open the minutes")
        elif meeting.state == "open" and can(user, "note.record", meeting.forum):
            words, action = _("The minutes are not ratified yet"), _("Go on writing")
        elif meeting.starts_at is None and can(user, "meeting.change", meeting.forum):
            quarter = Tribulan(meeting.cycle.year, meeting.tribulan or 1) if meeting.cycle else now
            if quarter <= now.next:
                words, action = _("The session has no date yet"), _("Set day and place")
        elif (
            meeting.starts_on
            and meeting.starts_on <= on
            and can(user, "meeting.open", meeting.forum)
        ):
            words, action = (
                _("The session is today or past, and not opened"),
                _("Prepare the opening"),
            )
        if words:
            url = meeting.get_absolute_url()
            task = {"title": meeting.title, "text": words, "url": url, "action": action}
            tasks.append({**task, "due": None})
    return tasks


def _from_promises(mine: list[promises.Promised], on: date) -> list[dict[str, Any]]:
    """My promises that are late or nearly due."""
    return [
        {
            "title": c.what,
            "text": _("Your promise is due; say how it stands"),
            "url": f"{c.url}kabar/catat/",
            "action": _("Report"),
            "due": c.due_on,
        }
        for c in mine
        if c.due_on <= on + SOON
    ]


def _late(
    user: Any, mine: list[promises.Promised], on: date
) -> list[tuple[promises.Promised, str]]:
    """Late promises of the forums that the user serves, but for his own; each with the name of its forum."""
    found = promises.overdue(visible_commitments(user), on).exclude(pk__in=[c.id for c in mine])
    rows = found.order_by("due_on").values_list(*promises.PROMISED, "forum__name")[:10]
    return [(promises.Promised(*row[:-1]), row[-1]) for row in rows]


def region_page(user: Any, region: Region, *, year: int, on: date) -> dict[str, Any]:
    """A region at any level: what it is, what lies below it, and what was promised and kept there."""
    sees = can(user, "rollup.see", region)
    by_sector, by_tribulan, total = (
        promises.rates_of_year("region", region.path, year) if sees else ({}, {}, promises.Rate())
    )
    below = promises.rates_below(region, year) if sees else {}
    none = promises.Rate()
    late = _late_in(user, region, on) if region.level >= 3 else []
    return {
        "title": str(region),
        "crumbs": breadcrumbs(region)[:-1],
        "region": region,
        "codes": _CODES(region=region.pk) if region.level <= 2 else [],
        "history": list(_succession(region)) if region.level else [],
        "sees": sees,
        "year": year,
        "on": on,
        "total": total,
        "bars": _bars(region, by_sector, year),
        "trend": [
            {
                "label": f"{ROMAN[n - 1]} {year}",
                "num": rate.kept,
                "den": rate.judged,
                "url": f"/komitmen/putusan/?wilayah={region.code}&tahun={year}&tribulan={n}",
            }
            for n, rate in sorted(by_tribulan.items())
            if rate.judged
        ],
        "children": [
            (written_region(kind, name), code, below.get(path, none))
            for code, kind, name, path in _children(region, on)
        ],
        "word": _word_below(region),
        "forums": list(
            (visible_forums(user) & Forum.objects.on(on))
            .filter(region=region)
            .order_by("name")[:20]
        ),
        "facilities": [
            (f"/organisasi/{pk}/", name, FacilityKind(kind).label)
            for pk, name, kind in _FACILITIES(region=region.pk, on=on)
        ],
        "late": late,
        "done": promises.reported_done([c.id for c in late]),
        "may_record": can(user, "region.record", region),
    }


def _late_in(user: Any, region: Region, on: date) -> list[promises.Promised]:
    here = visible_commitments(user).filter(region_path__under=region.path)
    return promises.promised(promises.overdue(here, on)[:10])


_CHILDREN = Asked(
    lambda parent, on: (
        Region.objects.on(on)
        .filter(parent=parent)
        .order_by("code")
        .values_list("code", "kind", "name", "path")
    ),
    parent=IntegerField(),
    on=DateField(),
)
_CODES = Asked(
    lambda region: RegionCode.objects.filter(region=region).values_list("system", "code"),
    region=IntegerField(),
)
_FACILITIES = Asked(
    lambda region, on: (
        Facility.objects.on(on)
        .filter(region=region)
        .order_by("kind", "name")
        .values_list("pk", "name", "kind")[:60]
    ),
    region=IntegerField(),
    on=DateField(),
)


def _children(region: Region, on: date) -> list[tuple[Any, ...]]:
    """Code, kind, name and path of the regions one level below."""
    return _CHILDREN(parent=region.pk, on=on) if region.level < 4 else []


def _bars(region: Region, by_sector: dict[str, promises.Rate], year: int) -> list[dict[str, Any]]:
    found = sorted(
        ((s, r) for s, r in by_sector.items() if r.judged), key=lambda row: (-row[1].judged, row[0])
    )
    return [
        {
            "label": sector_title(sector),
            "num": rate.kept,
            "den": rate.judged,
            "url": f"/komitmen/putusan/?wilayah={region.code}&sektor={sector}&tahun={year}",
        }
        for sector, rate in found
    ]


def _word_below(region: Region) -> str:
    """What lies one level below, counted in the plural of the reader's language."""
    return {
        0: _("Provinces"),
        1: _("Regencies and cities"),
        2: _("Sub-districts"),
        3: _("Villages"),
    }.get(region.level, "")


def _succession(region: Region) -> Iterator[str]:
    """Where the region comes from, and what it became, as sentences."""
    rows = _SUCCESSION(region=region.pk)
    for row in sorted(rows, key=lambda row: (row.on, row.old.code, row.new.code)):
        if row.new_id == region.pk:
            words = {"old": f"{row.old} ({row.old.code})", "law": row.source}
            words["on"] = short_date(row.on - timedelta(days=1))
            yield _("Until %(on)s this was %(old)s (%(law)s).") % words
        else:
            words = {"new": f"{row.new} ({row.new.code})", "law": row.source}
            words["on"] = short_date(row.on)
            yield _("Since %(on)s this is %(new)s (%(law)s).") % words


_SUCCESSION = AskedThings(
    RegionSuccession,
    lambda region: Q(old=region) | Q(new=region),
    *("old", "new"),
    region=IntegerField(),
)


def not_standing(region: Region, on: date) -> list[str]:
    """That the region did not stand on that day, and what stood in its place; nothing if it did."""
    if region.is_valid_on(on):
        return []
    others = [lookup.region_label(each) for each in regions_instead(region, on)]
    told = rules.region_not_valid(region.code, on, region.valid_from, others)
    return [str(told.message)]


def regions_meant(text: str, on: date) -> tuple[list[Region], bool]:
    """The regions of this name or code; else those that an unclear code may mean, and that this is not sure."""
    found = regions_named(text, limit=50)
    return (found, True) if found else (lookup.instead_of_code(text, on), False)
