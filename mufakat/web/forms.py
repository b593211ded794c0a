"""What the page of a region is asked for in its address."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext as _

from mufakat.core.dates import short_date
from mufakat.core.ids import parse_id
from mufakat.core.numbers import number_in
from mufakat.core.periods import YEARS
from mufakat.directory.queries import sectors

from .models import Kind
from .rules import HEAT

FIRST_YEAR = YEARS[0]


class RegionFilter(forms.Form):
    """As of which day, and for which year. What cannot be answered is said in `notes`, not guessed in silence."""

    pada = forms.DateField(required=False)
    tahun = forms.IntegerField(required=False)

    def __init__(self, asked: Mapping[str, str], today: date) -> None:
        super().__init__(asked)
        self.today = today
        self.notes: list[str] = []
        self.is_valid()
        self.on = self._day()
        self.year = self._year()

    def years_beside(self, year: int) -> list[int]:
        """The year and its neighbours; a year that has not come has no figures, and is shown only to who asks."""
        last = max(self.today.year, self.year)
        return [y for y in (year - 1, year, year + 1) if FIRST_YEAR <= y <= last]

    def _day(self) -> date:
        day: date | None = self.cleaned_data.get("pada")
        if "pada" in self.errors:
            told = _("“%(text)s” is no day. Write it like 2026-09-30.")
            self.notes.append(told % {"text": self.data["pada"]})
        elif day and day > self.today:
            told = _("%(day)s has not come yet; this is how things stand today.")
            self.notes.append(told % {"day": short_date(day)})
            day = None
        return day or self.today

    def _year(self) -> int:
        year: int | None = self.cleaned_data.get("tahun")
        if "tahun" in self.errors or (year is not None and year < FIRST_YEAR):
            told = _("“%(text)s” is no year of which there are figures. Write it like 2026.")
            self.notes.append(told % {"text": self.data["tahun"]})
            year = None
        elif year is not None and year > self.today.year + 1:
            self.notes.append(_("The year %(year)s has not come yet.") % {"year": year})
            year = None
        self.names_year = year is not None
        return self.on.year if year is None else year


class SearchAsked:
    """What is looked for, and of which kind. Every text may be looked for; a kind that is none is all of them."""

    def __init__(self, asked: Mapping[str, str]) -> None:
        self.text = asked.get("q", "").replace("\0", " ").strip()[:200]
        kind = asked.get("jenis", "")
        self.kind = Kind(kind) if kind in Kind else None


class FiguresAsked:
    """Of which year, tribulan, sector and owner figures are asked, and of which month, host and forum the sessions.
    What is none of them is left out, and said in `notes`."""

    def __init__(self, asked: Mapping[str, str], today: date) -> None:
        self.notes: list[str] = []
        self.year = self._number(asked, "tahun", FIRST_YEAR, today.year + 1)
        self.tribulan = self._number(asked, "tribulan", 1, 4)
        self.all_years = asked.get("tahun") == "semua"
        self.sector = asked.get("sektor", "")
        if self.sector not in {"", *(code for code, _title in sectors())}:
            self.notes.append(_("There is no such sector."))
            self.sector = ""
        self.month = self._number(asked, "bulan", 1, 12)
        self.heat = asked.get("keadaan", "") if asked.get("keadaan") in HEAT else ""
        self.owner, self.host, self.forum = (
            parse_id(asked.get(name, "")) for name in ("pemilik", "tuan", "forum")
        )

    def _number(self, asked: Mapping[str, str], name: str, least: int, most: int) -> int | None:
        text = asked.get(name, "")
        if text in ("", "semua"):
            return None
        if (number := number_in(text, least, most)) is not None:
            return number
        told = _("“%(text)s” was not understood; everything is shown.")
        self.notes.append(told % {"text": text[:40]})
        return None
