"""The end of the minutes as DOCX: who signs, the attendance list, what was added after they were ratified."""

from typing import Any

from .body import heading, lead, numbered, paragraph, plain, run, table

Facts = dict[str, Any]
BREAK = "<w:pageBreakBefore/>"


def ending(facts: Facts) -> list[str]:
    return [
        lead(facts["closing"]),
        _signatures(facts["signed"]),
        plain(_standing(facts)),
        heading("Lampiran: daftar hadir", 1),
        lead(f"{facts['attendance']['finding']}. Menurut daftar hadir rapat ini."),
        _people(facts["attendance"]["people"]),
        *_added(facts),
    ]


def _signatures(signed: Facts) -> str:
    """Office, room to sign, the name, the NIP, both side by side."""
    first, second = signed["people"]
    over = [["", signed["place_and_day"] or "…" * 14]]
    offices = [[_office(first), _office(second)]]
    names = [[_name(first), _name(second)]]
    return table((82, 82), (), [*over, *offices, *names], bare=True)


def _office(person: Facts) -> str:
    return f"{person['role']}," + (f"\n{person['title']}" if person["title"] else "") + "\n\n\n"


def _name(person: Facts) -> list[str]:
    return [run(person["name"], bold=True), run(f"\nNIP {person['nip'] or '…' * 12}")]


def _standing(facts: Facts) -> str:
    """This file may be edited, so it says where the ratified words stand."""
    if not facts["signed"]["ratified"]:
        return "Konsep: belum disahkan."
    return (
        f"Disahkan secara elektronik oleh {facts['signed']['ratified']}, edisi {facts['edition']}. Naskah yang "
        f"disahkan adalah PDF-nya; sidik digital isinya (SHA-256): {' '.join(facts['digest_parts'])}"
    )


def _people(people: list[Facts]) -> str:
    rows = numbered(
        [
            "\n".join(x for x in (p["name"], p["remark"]) if x),
            p["title"],
            p["organisation"],
            p["came"],
        ]
        for p in people
    )
    head = ("No.", "Nama", "Jabatan", "Instansi", "Kehadiran")
    return table((10, 52, 38, 42, 23), head, rows)


def _added(facts: Facts) -> list[str]:
    if not facts["addenda"]:
        return []
    rows = numbered([a["at"], a["kind"], a["text"], a["by"] or "–"] for a in facts["addenda"])
    head = ("No.", "Waktu", "Jenis", "Isi", "Dicatat oleh")
    told = (
        f"Ditambahkan sesudah notulen edisi {facts['edition']} disahkan. Bukan bagian dari naskah yang disahkan dan "
        "tidak termasuk dalam sidik digitalnya."
    )
    title = paragraph(run("Adendum"), style="Heading1", more=BREAK)
    return [title, lead(told), table((10, 32, 24, 65, 34), head, rows)]
