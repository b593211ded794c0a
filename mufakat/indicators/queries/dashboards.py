"""The figures of an instrument in a region, as of a month: each with the address of its rows."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dates import MONTHS_3
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mufakat.directory.models import Region, written_region
from mufakat.indicators.models import InstrumentVersion, SiteSpan
from mufakat.indicators.rules import PASSED, Form, Indicator, gaps, months
from mufakat.indicators.rules.gaps import Gaps, Lift
from mufakat.indicators.rules.trials import Site

from . import questions
from .figures import Figure, standing, standing_below, trend
from .owing import not_assessed
from .questions import Asked, assessed_with, titled, versions_said
from .scopes import Scope

NOTHING = Figure(0, 0, 0)
FEW = 400  # bodies below the threshold that are looked at one by one on the page itself


def dashboard(scope: Scope, length: int) -> dict[str, Any]:
    """Everything on the page of an instrument; `length`: how many months the trend shows."""
    found = standing(scope.instrument, scope.region.path, scope.month, sums=scope.sums)
    whole = found.get(PASSED, NOTHING)
    below = whole.denominator - whole.numerator
    return {
        "finding": scope.finding(whole),
        "versions": versions_said(
            assessed_with(scope), scope.version.number if scope.version else 0
        ),
        "whole": whole,
        "by_domain": _by_domain(scope, found),
        "by_indicator": _by_indicator(scope, found),
        "by_region": by_region(scope, PASSED, whole),
        "trend": trend_of(scope, PASSED, length),
        "below": below,
        "gaps": gaps_of(scope) if 0 < below <= FEW else None,
        "unassessed": not_assessed(
            scope.instrument, scope.region.path, scope.day, scope.month, scope.lay
        ).count(),
    }


def _share(label: str, figure: Figure, url: str, num_url: str = "") -> dict[str, Any]:
    return {
        "label": label,
        "num": figure.numerator,
        "den": figure.denominator,
        "sites": figure.sites,
        "url": url,
        "num_url": num_url or url,
    }


def _by_domain(scope: Scope, found: Mapping[str, Figure]) -> list[dict[str, Any]]:
    """Indicators met of those that apply, of all bodies together."""
    return [
        _asked_share(scope, each, found[each.measure])
        for each in questions.domains(scope, found)
        if each.measure in found
    ]


def _by_indicator(scope: Scope, found: Mapping[str, Figure]) -> list[dict[str, Any]]:
    """Lowest first; what nobody answered yet is last."""
    rows = []
    for asked in questions.indicators(scope, found):
        row = _asked_share(scope, asked, found.get(asked.measure, NOTHING))
        if each := asked.indicator:
            row["what"] = what_counts(each)
            if counts_bodies(each):
                row["num_url"] = scope.asked("fasilitas/", ukuran=each.key, hasil="tercapai")
        rows.append({**row, "key": asked.measure})
    return sorted(rows, key=_lowest_first)


def _asked_share(scope: Scope, each: Asked, figure: Figure) -> dict[str, Any]:
    sites = 0 if each.measure in scope.sums else figure.sites
    label = titled(each.title, each.version, sites, scope.counted)
    return _share(label, figure, scope.asked("fasilitas/", ukuran=each.measure))


def _lowest_first(row: Mapping[str, Any]) -> tuple[bool, float, str]:
    return (not row["den"], row["num"] / row["den"] if row["den"] else 0, row["label"])


def counts_bodies(each: Indicator) -> bool:
    """Does its pair say of each body that counts 1 or 0 of 1? Of several parts only any and all say it of the unit."""
    of_unit = each.combine in ("any", "all") if each.is_of_many else each.kind == "yes_no"
    return each.across_places == "share" or (each.across_places == "sum" and of_unit)


def what_counts(each: Indicator) -> str:
    """What its numerator and denominator count, where it is not the bodies that meet it, of those it applies to."""
    if counts_bodies(each):
        return ""
    if each.across_places == "mean":
        return _("mean of the rates of the bodies")
    if each.kind == "number":
        named = [word for word in (each.numerator, each.denominator) if word]
        return " / ".join(named) or _("numerator and denominator added up")
    return _("points") if each.bands else _("parts that meet it")


def by_region(scope: Scope, measure: str, whole: Figure) -> list[dict[str, Any]]:
    """Each region one level below, lowest first, then those without figures; last what is of none of them, so that the
    rows add up to the whole."""
    region = scope.region
    if region.level >= 4:
        return []
    found = standing_below(scope.instrument, region.path, measure, scope.month)
    rows = []
    for path, code, kind, name in _regions_below(scope, set(found)):
        of = {"wilayah": code, "ukuran": "" if measure == PASSED else measure}
        figure = found.get(path, NOTHING)
        row = _share(
            written_region(kind, name),
            figure,
            scope.asked("fasilitas/", **of),
            scope.asked("fasilitas/", **of, hasil="tercapai"),
        )
        short = row["label"] if kind == "kota" else name
        rows.append({**row, "page": scope.asked(wilayah=code), "name": short, "code": code})
    rows.sort(key=_lowest_first)
    rest = Figure(
        whole.numerator - sum(row["num"] for row in rows),
        whole.denominator - sum(row["den"] for row in rows),
        whole.sites - sum(row["sites"] for row in rows),
    )
    if rest.denominator:
        of = {"bagian": "sendiri", "ukuran": "" if measure == PASSED else measure}
        told = _("For %(region)s as a whole") % {"region": region}
        own = scope.asked("fasilitas/", **of)
        met = scope.asked("fasilitas/", **of, hasil="tercapai")
        rows.append({**_share(told, rest, own, met), "page": "", "name": told, "code": ""})
    return rows


def _regions_below(scope: Scope, with_figures: set[str]) -> list[tuple[str, str, str, str]]:
    """Those of the day, and any other that has figures: bodies counted where they lay then."""
    below = Region.objects.filter(parent=scope.region).exclude(code="ID")
    columns = ("path", "code", "kind", "name")
    then = {row[0] for row in below.on(scope.day).values_list(*columns)}
    return [row for row in below.values_list(*columns) if row[0] in then | with_figures]


def trend_of(scope: Scope, measure: str, length: int) -> list[dict[str, Any]]:
    """Month by month, up to the one that is asked for."""
    asked = months.months_until(scope.month, length)
    figures = trend(scope.instrument, scope.region.path, measure, asked)
    return [
        {
            "label": capfirst(str(MONTHS_3[int(month[5:])])),
            "group": month[:4],
            "month": month,
            "num": figure.numerator,
            "den": figure.denominator,
            "url": scope.asked("fasilitas/", bulan=month),
            "num_url": scope.asked("fasilitas/", bulan=month, hasil="tercapai"),
        }
        for month, figure in zip(asked, figures, strict=True)
    ]


def gaps_of(scope: Scope) -> dict[str, Any] | None:
    """What would lift most of the bodies below the threshold over it. Only those that were assessed with the version of
    the day: another version asks something else. Nothing where the threshold counts no indicators."""
    form, version = scope.form, scope.version
    if form is None or version is None or not gaps.can_count(form):
        return None
    sites, others = sites_of(form, version, scope.rows().filter(passed=False))
    found = gaps.gaps(form, sites)
    titles = {each.key: each.title for each in form.indicators}
    best = found.triple or (found.grown[-1] if found.grown else None)
    return {
        "bodies": found.bodies,
        "rows": _gap_rows(scope, found, titles),
        "best": best and _in_words(best, titles, found),
        "one": found.grown and _in_words(found.grown[0], titles, found),
        "pair": found.pair and _in_words(found.pair, titles, found),
        "others": others,
    }


def sites_of(
    form: Form, version: InstrumentVersion, below: "QuerySet[SiteSpan]"
) -> tuple[list[Site], int]:
    """Those that were assessed with this version, in their order, and how many were with another one. Read once, and
    out of the spans alone as long as the threshold asks for nothing that only the results know."""
    if gaps.is_plain(form):
        rows = below.annotate(own=Q(of_version=version))
        told = list(rows.values_list("own", "met", "applicable", "lacking"))
        stand = {row[1:3]: (("met", row[1]), ("applicable", row[2])) for row in told}
        sites = [Site(stand[met, of], lacks.split()) for own, met, of, lacks in told if own]
        return sites, len(told) - len(sites)
    keys = {each.code: each.key for each in form.indicators}
    said = below.filter(of_version=version).values_list("assessment__result__indicators", flat=True)
    met = (
        {keys[code]: one["met"] for code, one in ones.items() if one["met"] is not None}
        for ones in said
    )
    sites = list(gaps.sites_of(form, met))
    return sites, below.count() - len(sites)


def _gap_rows(scope: Scope, found: Gaps, titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every indicator that a body below lacks: how many lack it, how many it would lift alone."""
    rows = [
        {
            "label": titles[key],
            "num": found.alone[key],
            "den": lacking,
            "url": scope.asked("fasilitas/", kurang=key),
            "num_url": scope.asked("fasilitas/", angkat=key),
        }
        for key, lacking in found.lacking.items()
    ]
    return sorted(rows, key=lambda row: (-int(str(row["num"])), -int(str(row["den"]))))


def _in_words(lift: Lift, titles: Mapping[str, str], found: Gaps) -> dict[str, Any]:
    """A set with what each of it lifts alone."""
    return {
        "each": [(titles[key], found.alone[key], found.lacking[key]) for key in lift.keys],
        "keys": list(lift.keys),
        "titles": [titles[key] for key in lift.keys],
        "bodies": lift.bodies,
        "exact": lift.exact,
    }
