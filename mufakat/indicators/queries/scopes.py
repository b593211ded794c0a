"""What figures are of: an instrument, a region with all below it, a month; and what they are told with."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _, gettext_lazy

from mufakat.core.dates import day_and_month
from mufakat.core.numbers import grouped, percent
from mufakat.directory.models import Region
from mufakat.indicators.models import Cell, Instrument, InstrumentVersion
from mufakat.indicators.rules import PASSED, Form, months

from .figures import Figure
from .versions import form_of, version_on

# What is counted, in a sentence: "35 of 44 COE".
COUNTED: dict[str, Promise | str] = {
    "coe": "COE",
    "puskesmas": "Puskesmas",
    "pustu": "Pustu",
    "posyandu": "Posyandu",
    "kabkota": gettext_lazy("districts"),
    "rumah_sakit": gettext_lazy("hospitals"),
    "tim": gettext_lazy("teams"),
    "klaster": gettext_lazy("clusters"),
}
PLAIN_RULE = re.compile(
    r"met\*100>=(\d+)\*applicable(?:and(?:must_met==must_applicable|must_applicable==must_met))?"
)


@dataclass(frozen=True)
class Scope:
    instrument: Instrument
    region: Region
    month: str
    today: date

    @cached_property
    def day(self) -> date:
        """As of which day: the last of the month, today of the month under way."""
        return months.as_of(self.month, self.today)

    @cached_property
    def version(self) -> InstrumentVersion | None:
        return version_on(self.instrument, self.day)

    @cached_property
    def form(self) -> Form | None:
        return form_of(self.version) if self.version else None

    @property
    def counted(self) -> str:
        return str(COUNTED.get(self.instrument.level, self.instrument.level))

    def asked(self, page: str = "", **more: Any) -> str:
        """The address of a page of this instrument, of the same region and month unless `more` says otherwise."""
        told = {"wilayah": self.region.code, "bulan": self.month, **more}
        kept = {name: value for name, value in told.items() if value not in ("", None)}
        return f"/capaian/{self.instrument.code}/{page}?{urlencode(kept)}"

    def finding(self, figure: Figure) -> str:
        """As a sentence: "35 of 44 COE (79.55 %) meet at least 80 % of the indicators, as of 31 July 2024"."""
        return found_in_words(
            self.form.threshold if self.form else "",
            figure.numerator,
            figure.denominator,
            self.counted,
            self.day,
        )


def found_in_words(rule: str, met: int, of: int, counted: str, day: date) -> str:
    told = {"what": counted, "day": day_and_month(day), "threshold": threshold_in_words(rule)}
    if not of:
        return _("No %(what)s is assessed yet, as of %(day)s") % told
    told |= {"met": grouped(met), "of": grouped(of), "percent": percent(met, of)}
    return _("%(met)s of %(of)s %(what)s (%(percent)s) meet %(threshold)s, as of %(day)s") % told


def threshold_in_words(rule: str) -> str:
    """ "at least 80 % of the indicators", where the rule says that; other rules are on the page of the instrument."""
    found = PLAIN_RULE.fullmatch(rule.replace(" ", ""))
    if found is None:
        return _("the threshold of the instrument")
    words = _("at least %(n)s %% of the indicators") % {"n": found[1]}
    if "must_met" in rule:
        return _("%(share)s and all that must be met") % {"share": words}
    return words


def latest_month(instrument: Instrument, today: date) -> str:
    """The last month in which figures changed; without any the month under way."""
    now = months.month_of(today)
    cells = Cell.objects.filter(instrument=instrument, region_path="", measure=PASSED)
    last: str | None = cells.filter(month__lte=now).aggregate(last=Max("month"))["last"]
    return last or now
