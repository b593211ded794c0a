"""The minutes as DOCX: the same sections in the same order as the PDF, out of the same facts."""

from datetime import datetime
from typing import Any

from django.utils.translation import override

from mufakat.meetings.papers import PAPERS
from mufakat.meetings.papers.minutes import minutes_facts

from .body import heading, item, items, lead, numbered, paragraph, plain, run, table
from .ending import ending
from .package import packed
from .worked import worked

Facts = dict[str, Any]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
RULE = '<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="18" w:space="4" w:color="auto"/></w:pBdr>'


def minutes_docx(
    snapshot: Facts, *, digest: str, addendum: list[Facts], paper: str = "a4"
) -> bytes:
    """To be edited on: what is ratified stays in the PDF, whose digest is told here. The same input gives the same
    bytes. Raises ValueError for a paper that is not in PAPERS."""
    if paper not in PAPERS:
        raise ValueError(f"paper is one of {', '.join(PAPERS)}, not {paper}")
    with override("id"):
        facts = minutes_facts(snapshot, digest=digest, addendum=addendum)
    at = snapshot.get("ratified_at") or snapshot.get("starts_at")
    return packed(
        [*_top(facts), *_sections(facts), *ending(facts)],
        title=f"Notulen – {facts['title']}",
        author=facts["kop"][-1],
        foot=f"Notulen: {facts['short_title']}",
        paper=paper,
        at=datetime.fromisoformat(at) if at else None,
    )


def _top(facts: Facts) -> list[str]:
    *above, office = [line.upper() for line in facts["kop"]]
    lines = [run(line, size=24) for line in above] + [run(office, bold=True, size=30)]
    lines += [run(line, size=18) for line in facts["reach"]]
    kop = [
        paragraph(
            line,
            align="center",
            more=(RULE if n == len(lines) else "") + '<w:spacing w:after="0"/>',
        )
        for n, line in enumerate(lines, start=1)
    ]
    under = [facts["kind"]] + [facts["forum"]] * (facts["kop"][-1] != facts["forum"])
    under += ["KONSEP, belum disahkan"] * (not facts["signed"]["ratified"])
    title = [paragraph(run("NOTULEN"), style="Title")]
    title += [paragraph(run(line), align="center") for line in under]
    rows = [[label, ":", said] for label, said in facts["rows"]]
    return [*kop, *title, table((38, 5, 122), (), rows, bare=True)]


def _sections(facts: Facts) -> list[str]:
    """Numbered as the paper numbers them: what nothing was said of has no number."""
    found = [
        ("Kehadiran menurut sektor", _attendance(facts)),
        ("Rapor janji rapat sebelumnya", _report_card(facts)),
        ("Jalannya rapat", _course(facts)),
        *worked(facts),
        ("Keputusan", _decisions(facts)),
        ("Rencana tindak lanjut (RTL)", _plan(facts["plan"])),
        *_agreed(facts),
    ]
    return [
        part
        for number, (title, parts) in zip(ROMAN, found, strict=False)
        for part in (heading(f"{number}. {title}", 1), *parts)
    ]


def _attendance(facts: Facts) -> list[str]:
    people = facts["attendance"]
    rows = [*people["sectors"], ["Jumlah", *people["total"]]]
    return [
        lead(f"{people['finding']}. Nama-nama ada di lampiran."),
        table((105, 30, 30), ("Sektor", "Diundang", "Hadir"), rows, right=(1, 2)),
    ]


def _report_card(facts: Facts) -> list[str]:
    card = facts["report_card"]
    if not card["lines"]:
        return [
            plain("Tidak ada janji yang dibawa dari rapat sebelumnya.", italic=True),
            *_above(facts),
        ]
    told = ". ".join(x for x in (card["finding"], card["others"]) if x)
    rows = [
        [
            each["number"],
            "\n".join(x for x in (each["what"], each["above"]) if x),
            each["owner"],
            "\n".join(x for x in (each["due"], each["late"]) if x),
            [run(each["verdict"], bold=True), run(_behind(each))],
        ]
        for each in card["lines"]
    ]
    head = ("No.", "Janji", "Penanggung jawab", "Tenggat", "Putusan dan alasan")
    return [lead(f"{told}."), table((10, 55, 33, 24, 43), head, rows), *_above(facts)]


def _behind(line: Facts) -> str:
    until = f" sampai {line['new_due']}" if line["new_due"] else ""
    changed = f"\nMenjadi: {line['new_what']}" if line["new_what"] else ""
    made = f"\nDari {line['session']}" if line["session"] else ""
    return f"{until}{line['reason']}{changed}{made}"


def _above(facts: Facts) -> list[str]:
    found: list[str] = []
    if facts["from_below"]:
        found.append(plain("Dari forum di bawah", bold=True))
        for each in facts["from_below"]:
            told = f"{each['what']} ({each['forum']}): {each['reason']}\n{each['said']}. {each['text']}"
            found.append(item("–", run(told)))
    if facts["raised"]:
        found.append(plain("Dinaikkan ke forum di atas", bold=True))
        found += items(f"{e['what']}, ke {e['to']}: {e['reason']}" for e in facts["raised"])
    return found


def _course(facts: Facts) -> list[str]:
    found: list[str] = []
    for letter, phase in zip("ABC", facts["phases"], strict=False):
        found.append(heading(f"{letter}. {phase['title']}", 2))
        for number, step in enumerate(phase["steps"], start=1):
            times = f" ({step['times']})" if step["times"] else ""
            found.append(heading(f"{number}. {step['title'] or '–'}{times}", 3))
            for note in step["notes"]:
                by = f" ({note['by']})" if note["by"] else ""
                found.append(item("–", run(note["text"]), run(by, size=18)))
            found += [
                item("–", run("Keputusan: ", bold=True), run(said)) for said in step["decisions"]
            ]
        if phase["silent"]:
            found.append(plain(phase["silent"], italic=True))
    return found


def _decisions(facts: Facts) -> list[str]:
    if not facts["decisions"]:
        return [plain("Tidak ada keputusan yang dicatat.", italic=True)]
    return [
        item(f"{n}.", run(each["text"]), run(f" ({each['step']})", size=18))
        for n, each in enumerate(facts["decisions"], start=1)
    ]


def _plan(plan: Facts) -> list[str]:
    if not plan["rows"]:
        return [plain("Tidak ada janji baru yang dicatat.", italic=True)]
    rows = numbered(
        [
            p["what"],
            f"{p['owner']}\n{p['sector']}",
            p["region"],
            p["due"],
            "\n".join(dict.fromkeys((p["amount"], p["funding"]))),
            p["proof"],
        ]
        for p in plan["rows"]
    )
    if plan["by_source"]:
        rows.append(["", "Jumlah", "", "", "", plan["total"], ""])
    head = (
        "No.",
        "Kegiatan",
        "Penanggung jawab dan sektor",
        "Tempat",
        "Tenggat",
        "Rupiah dan dana",
        "Bukti",
    )
    made = [table((10, 45, 32, 20, 18, 22, 18), head, rows, right=(5,))]
    return made + [plain(f"Menurut sumber dana: {plan['by_source']}.")] * bool(plan["by_source"])


def _agreed(facts: Facts) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    if facts["proposals"]["rows"]:
        found.append(("Usulan untuk Musrenbang", _proposals(facts["proposals"])))
    if facts["joint_commitment"]["points"]:
        points = facts["joint_commitment"]["points"]
        parts = [item(f"{n}.", run(point)) for n, point in enumerate(points, start=1)]
        found.append(("Komitmen bersama", [*parts, plain(facts["joint_commitment"]["signed"])]))
    if facts["reopenings"] or facts["taken_in"]:
        told = [
            f"Edisi {r['edition']} dibuka kembali oleh {r['by']} pada {r['at']}: {r['reason']}"
            for r in facts["reopenings"]
        ]
        told += [facts["taken_in"]] * bool(facts["taken_in"])
        found.append(("Pembukaan kembali dan tambahan", items(told)))
    return found


def _proposals(proposals: Facts) -> list[str]:
    """With a column of problems where a proposal names one."""
    why = ("Masalah",) if proposals["problems"] else ()
    head = ("No.", "Usulan", *why, "Lokasi", "Volume", "Ke", "Perkiraan (Rp)")
    widths = (10, 50, 30, 22, 16, 15, 22) if why else (10, 80, 22, 16, 15, 22)
    rows = numbered(proposals["rows"])
    rows.append(["", proposals["sum"], *[""] * (len(head) - 3), proposals["total"]])
    return [table(widths, head, rows, right=(len(head) - 1,))]
