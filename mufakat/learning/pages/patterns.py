"""Patterns in words: counts, differences, and what may not be said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.numbers import grouped
from mufakat.directory.models import Region
from mufakat.indicators.models import Instrument
from mufakat.indicators.rules.rule_words import rule_in_words
from mufakat.learning.queries import measures, patterns
from mufakat.learning.rules.patterns import LEAST, by_chance, counts_only, difference


def patterns_page(instrument: Instrument, region: Region, month: str) -> dict[str, Any]:
    """Every indicator and every situation of an instrument with its counts, in the order of the instrument."""
    form = measures.form_of(instrument)
    sites = patterns.sites_of(instrument, region, month)
    on = _last_day(month)
    titles = situation_titles()
    indicators = patterns.by_indicator(form, sites) if form else []
    situations = patterns.by_situation(sites, region, on, titles)
    compared = sum(not row.table.too_few for row in indicators)
    lines = [_line(row) for row in indicators]
    return {
        "instrument": instrument,
        "region": region,
        "month": month,
        "sites": len(sites),
        "passed": sum(bool(site.passed) for site in sites),
        "judged": sum(site.passed is not None for site in sites),
        "least": LEAST,
        "rule": rule_in_words(form.threshold, form) if form else "",
        "is_without": form is not None and counts_only(form.threshold),
        "indicators": lines,
        "sure": sum(line["sure"] for line in lines),
        "situations": [_line(row) for row in situations],
        "compared": compared,
        "by_chance": by_chance(compared),
    }


def situation_titles() -> dict[str, str]:
    """Code → what is said of a site that is in it."""
    return {
        "kota": _("lies in a city (kota)"),
        "lokus": _("is mentored by a programme"),
        "visited": _("was visited by a mentor within the last six months"),
    }


def sites_page(
    instrument: Instrument, region: Region, month: str, asked: Mapping[str, str]
) -> dict[str, Any]:
    """The sites that a number of the patterns counts. `asked`: the line (`baris`), with or without it (`punya`),
    whether the outcome is reached (`hasil`)."""
    form, key = measures.form_of(instrument), asked.get("baris", "")
    named = {each.key: each.title for each in form.indicators} if form else {}
    titles = named | {f"@{code}": told for code, told in situation_titles().items()}
    key = key if key in titles else ""
    has, reached = (_YES.get(asked.get(name, "")) for name in ("punya", "hasil"))
    sites = patterns.sites_of(instrument, region, month)
    rule = form is not None and counts_only(form.threshold)
    return {
        "instrument": instrument,
        "region": region,
        "month": month,
        "key": key,
        "line": titles.get(key, ""),
        "has": has,
        "reached": reached,
        "others": bool(key) and not key.startswith("@") and rule,
        "sites": patterns.behind(sites, region, _last_day(month), key, has, reached),
    }


_YES = {"ya": True, "tidak": False}


def _line(row: patterns.Row) -> dict[str, Any]:
    table, found = row.table, difference(row.table)
    words = {
        "more": _("reach it more often"),
        "less": _("reach it less often"),
        "unclear": _("no sure difference"),
    }
    return {
        "key": row.key,
        "title": row.title,
        "domain": row.domain,
        "table": table,
        "finding": words[found.says] if found else _("too few"),
        "sure": found is not None and found.says != "unclear",
        "points": points(found.points) if found else "",
        "interval": _("%(low)s to %(high)s")
        % {"low": points(found.low), "high": points(found.high)}
        if found
        else "",
        "picture": found,
    }


def points(hundredths: int) -> str:
    """Hundredths of a percent point as a person writes them, with a sign and no decimals: "+12", "−3"."""
    whole = (abs(hundredths) + 50) // 100
    sign = "−" if hundredths < 0 else "+"
    return f"{sign}{grouped(whole)}" if whole else "0"


def _last_day(month: str) -> date:
    year, number = int(month[:4]), int(month[5:7])
    following = date(year + number // 12, number % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
