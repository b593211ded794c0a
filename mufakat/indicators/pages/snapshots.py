"""Frozen figures as a page. Nothing is asked but the copy itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from mufakat.indicators.models import Snapshot
from mufakat.indicators.queries.questions import versions_said
from mufakat.indicators.queries.scopes import COUNTED, found_in_words
from mufakat.indicators.queries.snapshots import part_title, region_title
from mufakat.indicators.rules import DOMAIN
from mufakat.indicators.rules.rule_words import rule_said


def snapshot_page(snapshot: Snapshot) -> dict[str, Any]:
    body = snapshot.body
    met, of = body["whole"]
    level = body["level"]
    day = date.fromisoformat(body["as_of"])
    counted = str(COUNTED.get(level, level))
    titles = {each["code"]: each["title"] for each in body["domains"]}
    return {
        "snapshot": snapshot,
        "body": body,
        "title": found_in_words(body["threshold"], met, of, counted, day, titles),
        "rule": rule_said(body["threshold"], titles),
        "crumbs": _crumbs(snapshot),
        "rows_url": _rows_url(snapshot),
        "met_url": _rows_url(snapshot, hasil="tercapai"),
        "versions": versions_said(body.get("versions", ()), body["version"]),
        "domains": _shares(snapshot, body["domains"], "domain", counted),
        "indicators": _shares(snapshot, body["indicators"], "indikator", counted),
        "regions": [
            _share(snapshot, region_title(each), each["pair"], met=True, **_region_asked(each))
            for each in body["regions"]
        ],
    }


def _region_asked(region: Mapping[str, Any]) -> dict[str, str]:
    return {"wilayah": region["code"]} if region["code"] else {"bagian": "sendiri"}


def _crumbs(snapshot: Snapshot, here: str = "") -> list[dict[str, str]]:
    crumbs = [
        {"label": _("Results"), "url": "/capaian/"},
        {"label": _("Frozen figures"), "url": "/potret/"},
        {"label": snapshot.title, "url": snapshot.get_absolute_url()},
    ]
    return [*crumbs, {"label": here, "url": ""}] if here else crumbs


def _rows_url(snapshot: Snapshot, **asked: str) -> str:
    return f"{snapshot.get_absolute_url()}baris/" + (f"?{urlencode(asked)}" if asked else "")


def _share(
    snapshot: Snapshot, label: str, pair: list[int], *, met: bool, **asked: str
) -> dict[str, Any]:
    """`met`: the numerator counts the bodies that meet it, and opens them alone."""
    url = _rows_url(snapshot, **asked)
    num_url = _rows_url(snapshot, **asked, hasil="tercapai") if met else url
    return {"label": label, "num": pair[0], "den": pair[1], "url": url, "num_url": num_url}


def _shares(
    snapshot: Snapshot, rows: list[dict[str, Any]], kind: str, counted: str
) -> list[dict[str, Any]]:
    shares = [
        _share(
            snapshot,
            part_title(each, counted),
            each["pair"],
            met=each.get("bodies", False),
            **{kind: each["key"].removeprefix(DOMAIN)},
        )
        for each in rows
    ]
    return sorted(shares, key=lambda row: (not row["den"], row["num"] / (row["den"] or 1)))


def frozen_rows(snapshot: Snapshot, asked: Mapping[str, str]) -> dict[str, Any]:
    """The rows of a number: of all, of those that passed or not, of a region, of a domain or an indicator."""
    body, rows = snapshot.body, snapshot.body["rows"]
    named, measure = _measure(body, asked)
    at = body["measures"].index(measure) if measure in body["measures"] else None
    if measure:
        rows = [
            {**row, "pair": row["pairs"][at], "met_it": _meets(row, at)}
            for row in rows
            if at is not None and row["pairs"][at]
        ]
    elif asked.get("hasil") != "semua":
        rows = [row for row in rows if row["passed"] is not None]
    if asked.get("hasil") in ("tercapai", "belum"):
        which = "met_it" if measure else "passed"
        rows = [row for row in rows if row[which] is (asked["hasil"] == "tercapai")]
    if code := asked.get("wilayah", ""):
        rows = [row for row in rows if row["region_path"].startswith(f"{code}.")]
        named = next((each["name"] for each in body["regions"] if each["code"] == code), named)
    if asked.get("bagian") == "sendiri":
        own = f"{body['region']['code']}."
        rows = [row for row in rows if row["region_path"] in (own, "")]
    return {
        "snapshot": snapshot,
        "title": _("Bodies behind the figure"),
        "of": named,
        "measure": measure,
        "of_indicator": measure and not measure.startswith(DOMAIN) and "lacking" in _first(rows),
        "crumbs": _crumbs(snapshot, _("Bodies behind the figure")),
        "found": rows,
    }


def _first(rows: list[dict[str, Any]]) -> Mapping[str, Any]:
    return rows[0] if rows else {}


def _meets(row: Mapping[str, Any], at: int) -> bool:
    """Copies from before it was frozen know only the pair."""
    if "lacking" in row:
        return at not in row["lacking"]
    num, den = row["pairs"][at]
    return bool(num >= den)


def _measure(body: Mapping[str, Any], asked: Mapping[str, str]) -> tuple[str, str]:
    """The title and the measure of the domain or the indicator at this address, by its lasting name or, as copies were
    asked before, its code; of another nothing."""
    for kind, of in (("domain", "domains"), ("indikator", "indicators")):
        named = {each["code"]: each for each in body[of]}
        named |= {each["key"].removeprefix(DOMAIN): each for each in body[of]}
        if each := named.get(asked.get(kind, "")):
            return part_title(each), each["key"]
    return "", ""
