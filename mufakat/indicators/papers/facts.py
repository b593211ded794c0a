"""What the report of a region says, written out in Indonesian from a body of figures (`queries.snapshots`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.dates import MONTHS_3

from mufakat.core import dates
from mufakat.core.numbers import grouped, percent
from mufakat.directory.queries import letterhead_lines
from mufakat.indicators.queries.dashboards import what_counts
from mufakat.indicators.queries.scopes import COUNTED, found_in_words, trend_in_words
from mufakat.indicators.queries.snapshots import region_title
from mufakat.indicators.rules import Form
from mufakat.indicators.rules.rule_words import rule_said

Facts = dict[str, Any]
MOST_LISTED = 300  # bodies that a paper names; of more it counts them, the table has every one
COUNTED_SO = (
    "Satu fasilitas dihitung dengan penilaian terakhirnya yang sudah diterima sampai tanggal laporan. Yang tidak "
    "berlaku tidak dihitung di pembilang maupun penyebut; yang belum dinilai tidak dihitung sebagai nol."
)
DIVIDED_ONCE = (
    "Pembilang dan penyebut dijumlahkan sampai ke atas dan dibagi satu kali saja di akhir; persen dibulatkan dua "
    "desimal, ambang diperiksa pada bilangan bulatnya."
)


@dataclass(frozen=True)
class Report:
    """Figures with what is told about them: `rows` all bodies that count, or none where they are too many; `digest`
    proves the body. `sealed`: when and by whom it was frozen; empty for live figures, which were counted `counted_at`.
    """

    body: Mapping[str, Any]
    form: Form
    digest: str
    letterhead: Mapping[str, Any] | None
    valid_from: date | None
    address: str
    sealed: str = ""
    counted_at: str = ""

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self.body.get("rows", ())
        return found


def report_facts(report: Report) -> Facts:
    body, titles = report.body, {each["code"]: each["title"] for each in report.body["domains"]}
    met, of = body["whole"]
    day = date.fromisoformat(body["as_of"])
    counted = str(COUNTED.get(body["level"], body["level"]))
    whats = {each.key: what_counts(each) for each in report.form.indicators}
    return {
        "kop": letterhead_lines(report.letterhead) if report.letterhead else None,
        "instrument": body["instrument"]["title"],
        "region": body["region"]["name"],
        "finding": found_in_words(body["threshold"], met, of, counted, day, titles),
        "head": _head(report, day, counted),
        "counted": counted,
        "domains": [_share(each["title"], each["pair"]) for each in body["domains"]],
        "indicators": sorted(
            (_share(e["title"], e["pair"], whats.get(e["key"], "")) for e in body["indicators"]),
            key=_lowest_first,
        ),
        "regions": sorted(
            (_share(region_title(each), each["pair"]) for each in body["regions"]),
            key=_lowest_first,
        ),
        "trend": _trend(body.get("trend") or []),
        "gaps": _gaps(body.get("gaps")),
        "bodies": _bodies(report),
        "unassessed": _unassessed(body["unassessed"], counted),
        "explained": _explained(report, rule_said(body["threshold"], titles)),
        "digest_parts": [report.digest[at : at + 8] for at in range(0, len(report.digest), 8)],
        "address": report.address,
        "is_frozen": bool(report.sealed),
    }


def _head(report: Report, day: date, counted: str) -> list[list[str]]:
    body = report.body
    met, of = body["whole"]
    version = f"versi {body['version']}"
    if report.valid_from:
        version += f", berlaku sejak {dates.day_and_month(report.valid_from)}"
    state = f"potret beku, {report.sealed}" if report.sealed else f"dihitung {report.counted_at}"
    rows = [
        ["Instrumen", f"{body['instrument']['title']}, {version}"],
        ["Wilayah", f"{body['region']['name']} (kode Kemendagri {body['region']['code']})"],
        ["Keadaan per", dates.day_and_month(day)],
        ["Dinilai", f"{grouped(of)} {counted}; {grouped(met)} memenuhi ambang"],
        ["Belum dinilai", f"{grouped(len(body['unassessed']))} {counted}"],
        ["Angka", state],
    ]
    if body["region"]["code"] == "ID":
        rows[1][1] = "Indonesia"
    return rows


def _share(title: str, pair: Sequence[int], what: str = "") -> Facts:
    num, den = pair
    return {
        "title": title,
        "what": what,
        "num": grouped(num),
        "den": grouped(den),
        "percent": percent(num, den) if den else "–",
        "share": min(10_000, num * 10_000 // den) if den else None,  # hundredths of a percent
    }


def _lowest_first(row: Facts) -> tuple[bool, int, str]:
    return row["share"] is None, row["share"] or 0, row["title"]


def _trend(points: Sequence[Sequence[Any]]) -> Facts:
    """Month by month, and what the line says; nothing where fewer than two months have figures."""
    told = [(month, num, den) for month, num, den in points if den]
    if len(told) < 2:
        return {"finding": "", "points": []}
    return {
        "finding": trend_in_words(points),
        "points": [
            {**_share(str(MONTHS_3[int(month[5:])]).capitalize(), (num, den)), "year": month[:4]}
            for month, num, den in points
        ],
    }


def _gaps(found: Mapping[str, Any] | None) -> Facts | None:
    """The list of what is missing; nothing where no body is below the threshold, or it cannot be counted."""
    if not found or not found["bodies"]:
        return None
    best = found["best"]
    finding = "Tidak ada tiga indikator yang mengangkat satu pun di atas ambang"
    if best and best["bodies"]:
        finding = (
            f"Bila {len(best['titles'])} indikator ini terpenuhi, {grouped(best['bodies'])} dari "
            f"{grouped(found['bodies'])} yang di bawah ambang akan memenuhinya"
        )
    notes = ["Dihitung satu per satu: jawabannya tetap, hanya indikator ini dianggap terpenuhi."]
    if found["others"]:
        notes.append(
            f"{grouped(found['others'])} dinilai dengan versi lain dan tidak dihitung di sini."
        )
    return {
        "finding": finding,
        "best": [
            f"{title}: {grouped(lacking)} belum memenuhi; sendirian mengangkat {grouped(alone)}"
            for title, alone, lacking in (best["each"] if best and best["bodies"] else [])
        ],
        "rows": [
            [title, grouped(lacking), grouped(alone)]
            for title, alone, lacking in sorted(found["rows"], key=lambda row: (-row[2], -row[1]))
        ],
        "notes": " ".join(notes),
    }


def _bodies(report: Report) -> list[list[str]]:
    """Below the threshold first, the furthest first; then those that meet it, then those to whom nothing applies."""
    if len(report.rows) > MOST_LISTED:
        return []
    order = sorted(
        report.rows,
        key=lambda row: (
            {False: 0, True: 1, None: 2}[row["passed"]],
            row["met"] / (row["applicable"] or 1),
            row["name"],
        ),
    )
    said = {True: "memenuhi", False: "di bawah ambang", None: "tidak ada yang berlaku"}
    return [
        [
            row["name"],
            row["region"],
            dates.short_date(date.fromisoformat(row["on"])),
            f"{row['met']} dari {row['applicable']}",
            percent(row["met"], row["applicable"]) if row["applicable"] else "–",
            said[row["passed"]],
        ]
        for row in order
    ]


def _unassessed(rows: Sequence[Mapping[str, str]], counted: str) -> Facts:
    """Their names, gathered by region; of more than a paper names only how many there are in each."""
    told = sorted(rows, key=lambda row: (row.get("region", ""), row["name"]))
    found = [
        (region, [row["name"] for row in those])
        for region, those in groupby(told, key=lambda row: row.get("region", ""))
    ]
    many = len(rows) > MOST_LISTED
    told_many = f"{grouped(len(rows))} {counted} belum dinilai; nama-namanya ada dalam tabel CSV laporan ini."
    return {
        "count": grouped(len(rows)) if rows else "",
        "note": told_many if many else "",
        "groups": [] if many else [[region, "; ".join(names)] for region, names in found],
    }


def _explained(report: Report, rule: str) -> list[str]:
    body = report.body
    told = [
        f"Ambang: {rule}. {report.form.threshold_note}".strip(),
        COUNTED_SO,
        DIVIDED_ONCE,
    ]
    if report.sealed:
        told.append(
            "Angka laporan ini dari potret yang dibekukan: penilaian yang diterima, diubah, atau ditarik sesudahnya "
            "tidak mengubahnya. Sidik digital di bawah adalah sidik potret itu."
        )
    else:
        told.append(
            "Angka laporan ini angka berjalan: penilaian untuk bulan itu yang diterima atau ditarik kemudian akan "
            "mengubahnya. Untuk angka yang tetap, bekukan dahulu lalu cetak potretnya."
        )
    if "trend" not in body:
        told.append("Potret ini diambil sebelum tren dan daftar kesenjangan ikut dibekukan.")
    return told
