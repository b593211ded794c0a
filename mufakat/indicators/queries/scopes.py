"""What figures are of: an instrument, a region with all below it, a month; and what they are told with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _, gettext_lazy

from mufakat.core.dates import day_and_month, month_in_words
from mufakat.core.numbers import grouped, percent
from mufakat.directory.models import Organisation, Region
from mufakat.directory.queries.stays import Then, then
from mufakat.indicators.models import Instrument, InstrumentVersion, SiteSpan
from mufakat.indicators.rollup.formulas import Formulas
from mufakat.indicators.rules import Form, Indicator, months
from mufakat.indicators.rules.instrument import MANY
from mufakat.indicators.rules.rule_words import rule_said

from .figures import Figure, last_end, rows_behind
from .formulas import formulas_of
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
NEAR = ("pustu", "posyandu")  # the parts of a unit that lie in a village
SHARE, MUST = (
    r"met\*100>=(\d+)\*applicable",
    r"must_(?:met[>=]=must_applicable|applicable[<=]=must_met)",
)
PLAIN_RULE = re.compile(rf"{SHARE}(?:and{MUST})?|{MUST}and{SHARE}")
LONGEST = 140  # signs of a rule that has room in a title


@dataclass(frozen=True)
class Scope:
    instrument: Instrument
    region: Region
    month: str
    today: date
    body: Organisation | None = None  # only its network, wherever it lies

    @cached_property
    def day(self) -> date:
        """As of which day: the last of the month, today of the month under way."""
        return months.as_of(self.month, self.today)

    @cached_property
    def lay(self) -> Then:
        """Who lay elsewhere on that day than today: asked once, whoever of a page wants to know."""
        return then(self.region.path, self.day)

    def rows(self, month: str = "") -> QuerySet[SiteSpan]:
        """What each body counts with, in the month of the page or in another one."""
        return rows_behind(self.instrument, self.region.path, month or self.month, self._last_end)

    @cached_property
    def _last_end(self) -> str:
        return last_end(self.instrument)

    @cached_property
    def version(self) -> InstrumentVersion | None:
        return version_on(self.instrument, self.day)

    @cached_property
    def formulas(self) -> Formulas:
        return formulas_of(self.instrument.pk)

    @property
    def sums(self) -> frozenset[str]:
        """The measures of what was done month by month."""
        return self.formulas.sums

    @property
    def some_version(self) -> InstrumentVersion:
        """The version of the day, where one is known to hold."""
        if self.version is None:
            raise ValueError(f"no version of {self.instrument.code} on {self.day}")
        return self.version

    @cached_property
    def form(self) -> Form | None:
        return form_of(self.version) if self.version else None

    @cached_property
    def older_forms(self) -> list[tuple[int, Form]]:
        """What the other published versions ask, with their numbers, the newest first."""
        published = self.instrument.versions.filter(published_at__isnull=False)
        others = published.exclude(pk=self.version.pk) if self.version else published
        return [(each.number, form_of(each)) for each in others.order_by("-number")]

    @property
    def domains(self) -> dict[str, str]:
        """The titles of the domains by code."""
        return {each.code: each.title for each in self.form.domains} if self.form else {}

    @property
    def has_coverage(self) -> bool:
        return has_coverage(self.form) if self.form else False

    @property
    def rule(self) -> str:
        """The threshold as a sentence; nothing where no version holds."""
        return rule_said(self.form.threshold, self.domains) if self.form else ""

    @property
    def counted(self) -> str:
        return str(COUNTED.get(self.instrument.level, self.instrument.level))

    def asked(self, page: str = "", **more: Any) -> str:
        """The address of a page of this instrument, of the same region and month unless `more` says otherwise."""
        told = {"wilayah": self.region.code, "bulan": self.month, **more}
        if self.body:
            told["fasilitas"] = str(self.body.pk)
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
            self.domains,
        )


def has_coverage(form: Form) -> bool:
    return any(is_coverage(form, each) for each in form.indicators)


def is_coverage(form: Form, each: Indicator) -> bool:
    """Is it a number out of a number, added up over places: what local-area monitoring shows?"""
    return not why_no_coverage(form, each) and each.kind == "number"


def why_no_coverage(form: Form, each: Indicator) -> str:
    """Why local-area monitoring does not offer a number; of what is no number nothing is said."""
    if each.kind != "number":
        return ""
    if form.level in MANY and each.part not in NEAR:
        return _("asked of the %(body)s, not of a Posyandu or Pustu in a village") % {
            "body": COUNTED.get(each.part, each.part)
        }
    is_added = each.across_places == "sum" and (not each.is_of_many or each.combine == "pool")
    if not is_added or each.domain in unscored(form):
        return _("counted by body: its numbers are not added up")
    return ""


def unscored(form: Form) -> set[str]:
    return {domain.code for domain in form.domains if not domain.scored}


def found_in_words(
    rule: str, met: int, of: int, counted: str, day: date, titles: Mapping[str, str] | None = None
) -> str:
    """`titles`: those of the domains by code, where the rule may name one."""
    told = {"what": counted, "day": day_and_month(day)}
    if not of:
        return _("No %(what)s is assessed yet, as of %(day)s") % told
    told |= {"met": grouped(met), "of": grouped(of), "percent": percent(met, of)}
    told["threshold"] = threshold_in_words(rule, titles or {})
    return _("%(met)s of %(of)s %(what)s (%(percent)s) meet %(threshold)s, as of %(day)s") % told


def threshold_in_words(rule: str, titles: Mapping[str, str]) -> str:
    """ "at least 80 % of the indicators", where the rule says that; any other as its instrument says it, unless that is
    too long for a title."""
    found = PLAIN_RULE.fullmatch(rule.replace(" ", ""))
    if found:
        words = _("at least %(n)s %% of the indicators") % {"n": found[1] or found[2]}
        if "must_met" not in rule:
            return words
        return _("%(share)s and all that must be met") % {"share": words}
    said = rule_said(rule, titles) if rule else ""
    if not said or len(said) > LONGEST:
        return _("the threshold of the instrument")
    return _("the threshold (%(rule)s)") % {"rule": said}


def trend_in_words(points: Sequence[Sequence[Any]]) -> str:
    """What a line through time says, from its first figure to its last; points [month, numerator, denominator]. Empty
    where fewer than two months have figures."""
    told = [(month, num, den) for month, num, den in points if den]
    if len(told) < 2:
        return ""
    (first, *before), (last, *after) = told[0], told[-1]
    rise = after[0] * before[1] - before[0] * after[1]
    words = {"was": percent(*before), "now": percent(*after)}
    words |= {"first": month_in_words(first), "last": month_in_words(last)}
    if not rise:
        return _("The same in %(last)s as in %(first)s: %(now)s") % words
    if rise > 0:
        return _("Up from %(was)s (%(first)s) to %(now)s (%(last)s)") % words
    return _("Down from %(was)s (%(first)s) to %(now)s (%(last)s)") % words


def latest_month(instrument: Instrument, today: date) -> str:
    """The last month from which on a body counts anew, whether it changes the figures or not; without any the month
    under way. Two questions, for an index has ends first: most spans that begin last have none."""
    now = months.month_of(today)
    spans = SiteSpan.objects.filter(instrument=instrument, month__lte=now)
    newest = Max("month")
    last: str = spans.filter(until="").aggregate(newest=newest)["newest"] or ""
    ended = spans.filter(until__gt=last or "0").aggregate(newest=newest)["newest"] or ""
    return max(last, ended) or now
