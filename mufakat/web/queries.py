"""What the pages that show several rooms ask."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mufakat.commitments import queries as promises
from mufakat.commitments.access import own, visible_commitments
from mufakat.commitments.models import Commitment
from mufakat.core.periods import ROMAN, Tribulan
from mufakat.directory.access import can, visible_forums
from mufakat.directory.models import Facility, Forum, Region
from mufakat.directory.queries import breadcrumbs, sector_title
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
    mine = list(promises.with_names(Commitment.objects.filter(own(user), state="open"))[:20])
    return {
        "on": on,
        "waiting": [*_from_meetings(user, meetings, on), *_from_promises(mine, on)],
        "mine": mine,
        "coming": [m for m in meetings if m.starts_on and m.starts_on >= on][:8],
        "late": _late(user, mine, on),
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
            words, action = _("The session is today or past, and not opened"), _("Open the session")
        if words:
            url = meeting.get_absolute_url()
            tasks.append({"title": meeting.title, "text": words, "url": url, "action": action})
    return tasks


def _from_promises(mine: list[Commitment], on: date) -> list[dict[str, Any]]:
    """My promises that are late or nearly due."""
    return [
        {
            "title": c.what,
            "text": _("Your promise is due; say how it stands"),
            "url": f"{c.get_absolute_url()}kabar/catat/",
            "action": _("Report"),
            "due": c.due_on,
        }
        for c in mine
        if c.due_on <= on + SOON
    ]


def _late(user: Any, mine: list[Commitment], on: date) -> list[Commitment]:
    """Late promises of the forums that the user serves, but for his own."""
    found = promises.overdue(visible_commitments(user), on)
    return list(
        promises.with_names(found.exclude(pk__in=[c.pk for c in mine])).order_by("due_on")[:10]
    )


def region_page(user: Any, region: Region, *, year: int, on: date) -> dict[str, Any]:
    """A region at any level: what it is, what lies below it, and what was promised and kept there."""
    sees = can(user, "rollup.see", region)
    by_sector, by_tribulan, total = (
        promises.rates_of_year("region", region.path, year) if sees else ({}, {}, promises.Rate())
    )
    below = promises.rates_below(region, year) if sees else {}
    children = list(region.children.on(on).order_by("code")) if region.level < 4 else []
    small = region.level >= 3
    late = visible_commitments(user).filter(region_path__under=region.path) if small else None
    return {
        "title": str(region),
        "crumbs": breadcrumbs(region)[:-1],
        "region": region,
        "codes": list(region.codes.all()) if region.level <= 2 else [],
        "history": _succession(region) if region.level == 2 else [],
        "sees": sees,
        "year": year,
        "years": [year - 1, year, year + 1],
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
        "children": [(child, below.get(child.path)) for child in children],
        "word": _word_below(region),
        "forums": list(
            (visible_forums(user) & Forum.objects.on(on))
            .filter(region=region)
            .order_by("name")[:20]
        ),
        "facilities": list(
            Facility.objects.on(on).filter(region=region).order_by("kind", "name")[:60]
        ),
        "late": list(promises.with_names(promises.overdue(late, on))[:10])
        if late is not None
        else [],
        "may_record": can(user, "region.record", region),
    }


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


def _succession(region: Region) -> list[str]:
    """Where the region comes from, and what it became, as sentences."""
    told = []
    for row in region.predecessors.select_related("old"):
        words = {
            "old": f"{row.old} ({row.old.code})",
            "on": row.on.strftime("%d-%m-%Y"),
            "law": row.source,
        }
        told.append(_("Until %(on)s this was %(old)s (%(law)s).") % words)
    for row in region.successors.select_related("new"):
        words = {
            "new": f"{row.new} ({row.new.code})",
            "on": row.on.strftime("%d-%m-%Y"),
            "law": row.source,
        }
        told.append(_("Since %(on)s this is %(new)s (%(law)s).") % words)
    return told
