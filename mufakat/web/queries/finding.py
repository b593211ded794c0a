"""How one finds a region, and what it was and became."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import IntegerField, Q
from django.utils.translation import gettext as _

from mufakat.core.asked import AskedThings
from mufakat.core.dates import short_date
from mufakat.directory import lookup, rules
from mufakat.directory.models import (
    Region,
    RegionSuccession,
)
from mufakat.directory.queries import regions_instead, regions_named


def succession(region: Region) -> Iterator[str]:
    """Where the region comes from, and what it became or gave away, as sentences."""
    rows = _SUCCESSION(region=region.pk)
    for row in sorted(rows, key=lambda row: (row.on, row.old.code, row.new.code)):
        ends = bool(row.old.valid_to and row.old.valid_to <= row.on)  # else it stands on beside
        words = {"old": f"{row.old} ({row.old.code})", "new": f"{row.new} ({row.new.code})"}
        words |= {"law": row.source, "on": short_date(row.on)}
        if row.new_id != region.pk:
            text = _("Since %(on)s this is %(new)s (%(law)s).")
            yield (text if ends else _("On %(on)s %(new)s was cut out of it (%(law)s).")) % words
        elif ends:
            words["on"] = short_date(row.on - timedelta(days=1))
            yield _("Until %(on)s this was %(old)s (%(law)s).") % words
        else:
            yield _("On %(on)s it was cut out of %(old)s (%(law)s).") % words


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


def regions_meant(text: str, on: date) -> tuple[list[tuple[Region, str]], bool]:
    """The regions of this name or code, each with the system in which it has the code ("BPS 5308"), and whether this is
    sure: a code that has two readings is asked back, whichever system knows it."""
    named = regions_named(text, limit=50)
    if not lookup.CODE_LIKE.fullmatch(text):
        return [(region, "") for region in named], True
    # A whole code with dots is one of Kemendagri; "94" without any is another province for BPS.
    clear = bool(named) and "." in text and rules.CODE.fullmatch(text) is not None
    offered = [] if clear else lookup.instead_of_code(text, on)
    found = [*offered, *(region for region in named if region not in offered)]
    read = lookup.readings(text, found)
    rows = [(region, "; ".join(read.get(region.pk, ()))) for region in found]
    return rows, clear or (len(found) == len(named) and len(read) <= 1)
