"""Frozen figures as a page. Nothing is asked but the copy itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from mufakat.indicators.models import Snapshot
from mufakat.indicators.queries.scopes import COUNTED, found_in_words
from mufakat.indicators.queries.snapshots import region_title
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
        "domains": _shares(snapshot, body["domains"], "domain"),
        "indicators": _shares(snapshot, body["indicators"], "indikator"),
        "regions": [
            _share(region_title(each), each["pair"], _rows_url(snapshot, **_region_asked(each)))
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


def _share(label: str, pair: list[int], url: str) -> dict[str, Any]:
    return {"label": label, "num": pair[0], "den": pair[1], "url": url, "num_url": url}


def _shares(snapshot: Snapshot, rows: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    shares = [
        _share(each["title"], each["pair"], _rows_url(snapshot, **{kind: each["code"]}))
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
            {**row, "pair": row["pairs"][at]} for row in rows if at is not None and row["pairs"][at]
        ]
    elif asked.get("hasil") != "semua":
        rows = [row for row in rows if row["passed"] is not None]
    if asked.get("hasil") in ("tercapai", "belum"):
        rows = [row for row in rows if row["passed"] is (asked["hasil"] == "tercapai")]
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
        "crumbs": _crumbs(snapshot, _("Bodies behind the figure")),
        "found": rows,
    }


def _measure(body: Mapping[str, Any], asked: Mapping[str, str]) -> tuple[str, str]:
    """The title and the measure of the domain or the indicator at this address; of another nothing."""
    for kind, of in (("domain", "domains"), ("indikator", "indicators")):
        for each in body[of]:
            if each["code"] == asked.get(kind):
                return each["title"], each["key"]
    return "", ""
