"""What the page of an invitation says, written out in Indonesian from the facts of a letter."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import override

from mufakat.core import dates
from mufakat.directory.queries import letterhead_lines

from . import spelling

Facts = dict[str, Any]
NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
MOST_SHEETS = 40  # spelt for the line "Lampiran"; typst counts how many the list takes


class Copy(NamedTuple):
    """The letter of one who is invited: how he is addressed, and the address of his personal page."""

    addressee: list[str]
    link: str = ""
    until: str = ""


def letter_page(facts: Facts, *, digest: str = "", copies: Sequence[Copy] = ()) -> Facts:
    """All that `reference/undangan.typ` places: one letter with its list, or a letter for each of `copies`."""
    with override("id"):
        return {
            "head": letterhead_lines(facts["letterhead"]),
            "place_and_day": _place_and_day(facts),
            "rows": _rows(facts),
            "sheets": [f"{n} ({in_letters(n)}) lembar" for n in range(1, MOST_SHEETS + 1)],
            "letters": [_copy(each) for each in copies]
            or [{"addressee": facts["addressees"].splitlines(), "qr": [], "link": "", "until": ""}],
            "opening": _paragraphs(facts["opening"]),
            "when": _when(facts),
            "replaces": _replaces(facts),
            "closing": _paragraphs(facts["closing"]),
            "signed": {
                "on_behalf": facts["on_behalf"],
                **{k: facts[f"signer_{k}"] for k in ("title", "name", "rank", "nip")},
            },
            "copies": facts["copies"],
            "invitees": [] if copies else _listed(facts["invitees"]),
            "number": facts["number"] or "–",
            "subject": facts["subject"],
            "draft": not facts["issued_at"],
            "digest": digest[:16],
            "edition": facts["edition"],
        }


def _place_and_day(facts: Facts) -> str:
    day = dates.long_date(date.fromisoformat(facts["written_on"])).partition(", ")[2]
    return ", ".join(filter(None, (facts["written_at"], day)))


def _rows(facts: Facts) -> list[list[str]]:
    return [
        ["Nomor", facts["number"] or "–"],
        ["Sifat", facts["nature"] or "Biasa"],
        ["Lampiran", "–"],
        ["Hal", facts["subject"]],
    ]


def in_letters(number: int) -> str:
    """A small number as a letter spells it: 12 → "dua belas"."""
    if number < 10:
        return NUMBERS[number]
    if number < 20:
        ones = number - 10
        return {0: "sepuluh", 1: "sebelas"}.get(ones) or f"{NUMBERS[ones]} belas"
    tens, ones = divmod(number, 10)
    return f"{NUMBERS[tens]} puluh" + (f" {NUMBERS[ones]}" if ones else "")


def _copy(copy: Copy) -> Facts:
    return {
        "addressee": copy.addressee,
        "link": spaced(copy.link),
        "qr": qr_runs(copy.link) if copy.link else [],
        "until": copy.until,
    }


def spaced(link: str) -> str:
    """An address in pieces that a line may break between; read as one."""
    return " ".join(link[i : i + 22] for i in range(0, len(link), 22))


def qr_runs(text: str) -> list[list[int]]:
    """The dark modules of a QR code as runs [row, column, length], with the size in the first: [size, 0, 0]."""
    import segno

    matrix = segno.make_qr(text, error="m").matrix
    runs = [[len(matrix), 0, 0]]
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append([y, start, x - start])
            x += 1
    return runs


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.replace("\r", "").split("\n") if each.strip()]


def _when(facts: Facts) -> list[list[str]]:
    begin, end = spelling.instant(facts["starts_at"]), spelling.instant(facts["ends_at"])
    rows = [["Hari/tanggal", "–"], ["Waktu", "–"]]
    if begin:
        zone = facts["timezone"]
        first, last = dates.day_of(begin, zone), dates.day_of(end or begin, zone)
        day = dates.long_date(first) if first == last else dates.span_of(begin, end, zone)
        until = f" s.d. {dates.clock(end, zone)}" if end and first == last and end > begin else ""
        hours = f"{dates.clock(begin, zone)}{until} {dates.zone(zone)}"
        rows = [
            ["Hari/tanggal", day],
            ["Waktu", hours if end else f"{hours} s.d. selesai"],
        ]
    return [*rows, ["Tempat", facts["place"] or "–"], ["Acara", facts["title"]]]


def _replaces(facts: Facts) -> str:
    """A correction says which letter it takes the place of, and why."""
    if not facts["replaces"]:
        return ""
    day = dates.long_date(date.fromisoformat(facts["replaces"]["on"])).partition(", ")[2]
    return (
        f"Surat ini menggantikan surat kami nomor {facts['replaces']['number']} tanggal {day} "
        f"({facts['reason']})."
    )


def _listed(invitees: Sequence[Facts]) -> list[Facts]:
    """By sector, numbered through; each sector's first row carries its title."""
    told = []
    before = ""
    for number, row in enumerate(sorted(invitees, key=lambda r: (r["sector"], r["name"])), 1):
        office = ", ".join(filter(None, (row["title"], row["organisation"])))
        sector = row["sector"] if row["sector"] != before else ""
        told.append({"number": number, "name": row["name"], "office": office, "sector": sector})
        before = row["sector"]
    return told
