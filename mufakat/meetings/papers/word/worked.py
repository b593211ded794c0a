"""What was worked out, in the DOCX of the minutes: groups; problems, causes and priorities."""

from typing import Any

from .body import heading, item, items, paragraph, plain, run, table

Facts = dict[str, Any]
Section = tuple[str, list[str]]


def worked(facts: Facts) -> list[Section]:
    found: list[Section] = []
    if facts["groups"]:
        parts = [part for group in facts["groups"] for part in _group(group)]
        found.append(("Diskusi kelompok", parts))
    if facts["problems"] or facts["declined_inputs"]:
        parts = [*_problems(facts["problems"])]
        parts += [part for each in facts["priorities"] for part in _round(each)]
        found.append(("Masalah, penyebab dan prioritas", parts + _declined(facts)))
    return found


def _group(group: Facts) -> list[str]:
    who = " ".join(x for x in (group["members"], group["rapporteur"]) if x)
    made = [heading(group["title"], 2), *([plain(who)] if who else [])]
    made += items(note["text"] for note in group["notes"])
    if not group["report"]:
        return [*made, plain("Belum melapor ke pleno.", italic=True)]
    when = f" ({group['presented']})" if group["presented"] else ""
    told = paragraph(run("Laporan ke pleno", bold=True), run(f"{when}:"))
    return [*made, told, *(plain(line) for line in group["report"])]


def _problems(problems: list[Facts]) -> list[str]:
    if not problems:
        return []
    why = any(p["causes"] for p in problems)
    rows = [
        [
            p["rank"],
            "\n".join(x for x in (p["text"], p["measure"], p["source"]) if x),
            p["where"],
            *(["\n".join(f"– {cause}" for cause in p["causes"]) or "–"] if why else []),
        ]
        for p in problems
    ]
    head = ("Urutan", "Masalah", "Tempat", *(("Penyebab (← mengapa)",) if why else ()))
    return [table((17, 63, 28, 57) if why else (17, 110, 38), head, rows)]


def _round(each: Facts) -> list[str]:
    made = [heading(f"Prioritas: {each['title']}", 2)]
    if each["scored"]:
        head = ("Urutan", "Masalah", "Jumlah nilai", "Rata-rata", "Terendah–tertinggi")
        made.append(table((17, 73, 24, 21, 30), head, each["rows"], right=(2, 3, 4)))
    elif each["shown"]:
        made.append(plain("Urutannya seperti dalam tabel masalah di atas."))
    else:
        made += [item(f"{cells[0]}.", run(cells[1])) for cells in each["rows"]]
    return [*made, plain(each["source"])]


def _declined(facts: Facts) -> list[str]:
    if not facts["declined_inputs"]:
        return []
    told = (f"{d['text']} ({d['source']})\nAlasan: {d['reason']}" for d in facts["declined_inputs"])
    return [heading("Masukan warga yang tidak dibawa", 2), *items(told)]
