"""What the pages of figures are asked for in their address, and what is typed to freeze them."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from mufakat.core.dates import day_and_month
from mufakat.core.forms import ActForm, DayField
from mufakat.core.ids import parse_id
from mufakat.indicators.rules import months

FIRST = date(2000, 1, 31)  # months are told from 2000 on
LENGTHS = (12, 24, 36)
RESULTS = ("tercapai", "belum", "tanpa", "belum-dinilai")


class FiguresAsked:
    """Region, month (or the day on which it held) and length of the trend. What cannot be answered is told in `notes`
    and left out."""

    def __init__(self, asked: Mapping[str, str], today: date, latest: str) -> None:
        self.notes: list[str] = []
        self.region = asked.get("wilayah", "").strip()[:20]
        month = self._month(asked.get("bulan", "").strip(), today)
        self.month = self._month_on(asked.get("pada", "").strip(), today) or month or latest
        length = asked.get("rentang", "")
        self.length = int(length) if length in {str(n) for n in LENGTHS} else LENGTHS[0]
        self.measure = asked.get("ukuran", "")[:80]
        self.lacking = asked.get("kurang", "")[:60]
        self.lifting = [key for key in asked.get("angkat", "")[:200].split() if key][:3]
        self.alone = asked.get("hanya") == "bulan"
        self.result = asked.get("hasil", "") if asked.get("hasil") in RESULTS else ""
        self.own = asked.get("bagian") == "sendiri"
        self.body = parse_id(asked.get("fasilitas", ""))

    def _month_on(self, text: str, today: date) -> str:
        if not text:
            return ""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day < FIRST:
            told = _("“%(text)s” is no date. Write it like 2024-07-31.")
            self.notes.append(told % {"text": text[:20]})
            return ""
        month = months.month_told_on(day, today)
        if day > today:
            told = _("That day has not come yet; this is how things stood on %(day)s.")
            self.notes.append(told % {"day": day_and_month(today)})
        elif day != months.as_of(month, today):
            told = _(
                "Figures stand month by month: what held on %(day)s is the figure of %(last)s."
            )
            last = day_and_month(months.last_day(month))
            self.notes.append(told % {"day": day_and_month(day), "last": last})
        return month

    def _month(self, text: str, today: date) -> str:
        if not text:
            return ""
        month = months.month_in(text)
        if not month:
            told = _("“%(text)s” is no month. Write it like 2024-07.")
            self.notes.append(told % {"text": text[:20]})
        elif month > months.month_of(today):
            told = _("That month has not come yet; this is how things stood on %(day)s.")
            self.notes.append(told % {"day": day_and_month(today)})
            return months.month_of(today)
        return month


class SnapshotForm(ActForm):
    as_of = DayField(
        label=gettext_lazy("As of"), help_text=gettext_lazy("The last day of a month, or today")
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
