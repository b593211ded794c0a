"""Answers that nobody types, with the rows that were counted: "computed from 3 sessions"."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _, ngettext

from mufakat.directory.models import Organisation
from mufakat.indicators import computed
from mufakat.indicators.models import Instrument
from mufakat.indicators.queries import versions as known
from mufakat.indicators.rules import Indicator
from mufakat.indicators.rules.scoring import points_of

from .words import source_title


class Counted(NamedTuple):
    """A question whose answer is counted, and what it comes to."""

    instrument: str
    asked: Indicator
    source: str
    found: computed.Computed
    said: str
    points: int | None
    step: str


def counted(each: Indicator, organisation: Organisation, year: int, of: str = "") -> Counted | None:
    """One question, counted; nothing if nobody computes it."""
    found = computed.answer_of(each.computed, organisation, year) if each.computed else None
    if found is None:
        return None
    points = points_of(each, found.value)
    step = next((band.title for band in each.bands if band.points == points), "")
    said = ngettext("computed from %(n)d session", "computed from %(n)d sessions", found.value)
    words = said % {"n": found.value}
    return Counted(of, each, source_title(each.computed), found, words, points, step)


def computed_page(organisation: Organisation, year: int) -> dict[str, Any]:
    """What the instruments of this kind of body ask and the house knows, in a year."""
    rows = [
        row
        for instrument in Instrument.objects.filter(level="puskesmas").order_by("title")
        if (version := known.version_on(instrument, date(year, 12, 31)))
        for each in known.form_of(version).indicators
        if (row := counted(each, organisation, year, instrument.title))
    ]
    return {
        "title": _("Counted for %(name)s, %(year)d") % {"name": organisation, "year": year},
        "organisation": organisation,
        "year": year,
        "rows": rows,
    }
