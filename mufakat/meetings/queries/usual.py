"""What is usual in a forum: its kinds of meeting, the next one, how a session is called."""

from datetime import datetime

from django.utils.translation import override

from mufakat.core.dates import day_and_month
from mufakat.core.fields import ancestors
from mufakat.directory.models import Forum, Region
from mufakat.directory.models.regions import RegionKind
from mufakat.meetings import rules

from .kinds import kinds, protocol


def meets_by_tribulan(forum_kind: str) -> bool:
    """Do forums of this kind hold the four sessions of a year (LM-T1 and LM-TR)?"""
    return all(forum_kind in protocol(kind)["forum_kinds"] for kind in ("LM-T1", "LM-TR"))


def fitting_kinds(forum: Forum) -> list[str]:
    """The kinds that a forum of this kind and place usually holds, by the reference."""
    at_home = forum.region.level >= rules.VILLAGE_LEVEL
    newest = [protocol(kind) for kind, _title in kinds()]
    found = [p for p in newest if (p["kind"] in rules.VILLAGE_KINDS) <= at_home]
    ours = [p["kind"] for p in found if forum.kind in p["forum_kinds"]]
    if at_home:  # the assembly of the village first
        ours.sort(key=lambda kind: kind not in rules.VILLAGE_KINDS)
    return ours


def next_kind(forum: Forum) -> str:
    """The kind that follows the last session of the forum: after the first of a year the routine one."""
    held = forum.meetings.filter(starts_at__isnull=False).exclude(state="cancelled")
    last = held.order_by("-starts_at").values_list("kind", flat=True).first() or ""
    return {"LM-T1": "LM-TR", "LM-B1": "LM-BR"}.get(last, last)


def is_urban(region: Region) -> bool:
    """Does the place lie in a kota, where a village is a kelurahan led by a lurah?"""
    if region.level >= rules.VILLAGE_LEVEL:
        return region.kind == RegionKind.KELURAHAN
    above = Region.objects.filter(path__in=ancestors(region.path), kind=RegionKind.CITY)
    return region.kind == RegionKind.CITY or above.exists()


def title_proposed(kind: str, region: Region, starts_at: datetime | None) -> str:
    """A name for a session, as it is printed: what, where, on which day. What stands in brackets behind a kind, and the
    name of the forum, say the same once more: they are left out."""
    with override("id"):
        day = f", {day_and_month(starts_at.date())}" if starts_at else ""
    what = protocol(kind)["title_id"].partition(" (")[0]
    return f"{what} {region}"[: 200 - len(day)] + day
