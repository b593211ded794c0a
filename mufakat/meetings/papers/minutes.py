"""What the page of the minutes says: days, hours, rupiah and sentences, written out in Indonesian."""

import re
from collections import Counter
from itertools import pairwise
from textwrap import shorten
from typing import Any

from mufakat.core import dates
from mufakat.core.numbers import grouped
from mufakat.directory.queries import letterhead_lines
from mufakat.meetings import rules

from . import spelling
from .forums import forums_facts
from .hours import hours_of
from .worked import named, remark, section_of_plan, times_of, weight, worked_facts

PHASES = {"input": "Masukan", "process": "Proses", "output": "Luaran"}
VERDICTS = {
    "kept": "ditepati",
    "partly": "sebagian",
    "continued": "dilanjutkan",
    "changed": "diubah",
    "dropped": "dihentikan",
    "waiting": "menunggu putusan",
}
# Steps whose content stands in a section of its own.
ELSEWHERE = {
    "attendance": "lihat bagian I",
    "report_card": "lihat bagian II",
    "commitments": "lihat bagian {}",
}
# What was added after ratification.
ADDED = {
    "note": "Catatan",
    "decision": "Keputusan",
    "participant": "Peserta hadir",
    "commitment": "Janji",
    "problem": "Masalah",
    "proposal": "Usulan Musrenbang",
    "signature": "Tanda tangan komitmen",
}
KOP = {
    "provinsi": "Provinsi {}",
    "kabupaten": "Kabupaten {}",
    "kota": "Kota {}",
    "kecamatan": "Kecamatan {}",
    "distrik": "Distrik {}",
    "kelurahan": "Kelurahan {}",
    "desa": "Desa {}",
    "desa_adat": "Desa Adat {}",
    "kampung": "Kampung {}",
    "nagari": "Nagari {}",
}

Facts = dict[str, Any]


def minutes_facts(snapshot: Facts, *, digest: str, addendum: list[Facts]) -> Facts:
    """All that the page shows, written out: days, hours, rupiah, sentences. The template only places it."""
    zone = snapshot["timezone"]
    earlier = [a for a in snapshot.get("addenda", []) if a]
    later = [a for a in addendum if a not in earlier]
    return {
        "title": snapshot["title"],
        "short_title": shorten(snapshot["title"], 80, placeholder=" …"),
        "forum": snapshot["forum"],
        "kind": snapshot["kind"],
        "edition": snapshot["edition"],
        **_kop(snapshot),
        "rows": _rows(snapshot),
        "short_day": _day(snapshot).partition(", ")[2],
        "attendance": _attendance(snapshot),
        "report_card": _report_card(snapshot["report_card"]),
        "phases": _phases(snapshot),
        "decisions": [
            {"text": _text(decision), "step": step["title"]}
            for step in snapshot["agenda"]
            for decision in step["decisions"]
        ],
        "plan": plan_of(snapshot["commitments"]),
        **worked_facts(snapshot),
        **forums_facts(snapshot),
        "reopenings": [
            {
                "edition": r["edition"],
                "reason": r["reason"],
                "by": r["by"],
                "at": spelling.moment(r["at"], zone),
            }
            for r in snapshot.get("reopenings", [])
        ],
        "taken_in": _taken_in(earlier),
        "addenda": [_added(a, zone) for a in later],
        "closing": _closing(snapshot),
        "signed": _signed(snapshot),
        "digest": digest,
        "digest_parts": re.findall(".{1,16}", digest),
    }


def _kop(snapshot: Facts) -> Facts:
    if own := snapshot.get("letterhead"):
        head = letterhead_lines(own)
        return {"kop": [*head["above"], head["name"]], "reach": head["below"]}
    return {"kop": letterhead(snapshot), "reach": []}


def letterhead(snapshot: Facts) -> list[str]:
    """The kop from the top down, the office last: the government of the forum's region, then whose paper it is; a host
    that belongs to no regional government (a partner, an agency of the state) stands alone.

    One host keeps the minutes under its own name; several meet under the region of their forum. A national
    forum has no regional government above it, and the cities of Jakarta are run by their province.
    """
    regions = [r for r in snapshot.get("forum_regions", []) if r["kind"] in KOP]
    own = [r for r in regions if r["kind"] in ("kabupaten", "kota") and _governs_itself(r)]
    government = (own or regions)[0] if regions else None
    hosts = snapshot["hosts"]
    if government is None or (len(hosts) == 1 and not snapshot.get("host_of_region", True)):
        return [hosts[0]] if len(hosts) == 1 else [snapshot["forum"]]
    lines = [KOP[r["kind"]].format(r["name"]) for r in regions[regions.index(government) :]]
    lines[0] = f"Pemerintah {lines[0]}"
    return [lines[0], hosts[0]] if len(hosts) == 1 else lines


def _governs_itself(region: Facts) -> bool:
    return not str(region["name"]).startswith("Administrasi ")


def _rows(snapshot: Facts) -> list[list[str]]:
    """The rows under the title: what, and how it was."""
    people = _attendance(snapshot)
    rows = [
        ["Hari/tanggal", _day(snapshot)],
        ["Waktu", hours_of(snapshot)],
        ["Tempat", snapshot["place"]],
        ["Acara", snapshot["title"]],
        ["Tuan rumah", spelling.listed(snapshot["hosts"])],
        ["Pimpinan rapat", snapshot["chair"]],
        ["Notulis", snapshot["notulis"]],
        ["Peserta", people["finding"]],
        ["Sumber dana", snapshot["funding"]],
    ]
    return [[label, text or "–"] for label, text in rows if text or label != "Tuan rumah"]


def _day(snapshot: Facts) -> str:
    begin, end = spelling.instant(snapshot["starts_at"]), spelling.instant(snapshot["ends_at"])
    if begin is None:
        return ""
    zone = snapshot["timezone"]
    first, last = dates.day_of(begin, zone), dates.day_of(end or begin, zone)
    return dates.long_date(first) if first == last else dates.span_of(begin, end, zone)


def _attendance(snapshot: Facts) -> Facts:
    """Invited is not present: who came of the invited, and who came without an invitation."""
    people = snapshot["participants"]
    met = rules.turnout_of(
        rules.Seat(*(bool(p.get(n)) for n in rules.Seat._fields)) for p in people
    )
    finding = spelling.turnout(met)
    return {
        "finding": finding,
        "sectors": [
            [s["sector"], str(s["invited"]), str(s["present"])] for s in snapshot["sectors"]
        ],
        "total": [str(snapshot["invited"]), str(snapshot["present"])],
        "people": [
            {
                "name": p["name"],
                "title": p["title"],
                "organisation": p["organisation"] or p["sector"],
                "came": "Hadir" if p["present"] else "Tidak hadir",
                "present": p["present"],
                "remark": remark(p, snapshot),
            }
            for p in people
        ],
    }


def _report_card(card: Facts) -> Facts:
    counts = {VERDICTS[v]: n for v, n in card["counts"].items() if n}
    others = [f"{n} {word}" for word, n in counts.items() if word != VERDICTS["kept"]]
    return {
        "finding": f"{counts.get(VERDICTS['kept'], 0)} dari {card['carried_in']} janji ditepati",
        "others": ", ".join(others),
        "lines": [
            _line(line, number, before)
            for number, (before, line) in enumerate(pairwise([{}, *card["lines"]]), start=1)
        ],
    }


def _line(line: Facts, number: int, before: Facts) -> Facts:
    """One promise on the report card, with its session where another begins.

    A kept promise is not late: the session only came after its day.
    """
    verdict, due = line["verdict"], line["new_due_on"]
    late = line["days_late"] if verdict != "kept" else 0
    until = due if verdict in ("continued", "changed") else ""
    shown = "bukti diperlihatkan" if line.get("proof_seen") else ""
    looked = f"diperiksa oleh {line['checked_by']}" if line.get("checked_by") else ""
    seen = "; ".join(filter(None, [shown, looked]))
    return {
        "number": str(number),
        "session": line["made_at"] if line["made_at"] != before.get("made_at") else "",
        "what": f"{line['what']}{weight(line)}",
        "above": line.get("above", ""),
        "owner": spelling.each_on_its_line(line["owner"]),
        "due": spelling.short_day(line["due_on"]),
        "late": f"lewat {grouped(late)} hari" if late else "",
        "verdict": f"{VERDICTS.get(verdict, verdict)}{f' ({seen})' if seen else ''}",
        "reason": spelling.behind_verdict(verdict, line["reason"], line["last_report"]),
        "new_what": line["new_what"]
        if verdict == "changed" and line["new_what"] != line["what"]
        else "",
        "new_due": spelling.short_day(until) if until else "",
    }


def _phases(snapshot: Facts) -> list[Facts]:
    """The running order under its three phases. Steps without a word of their own share one line."""
    found = []
    for phase, title in PHASES.items():
        steps = [s for s in snapshot["agenda"] if s["phase"] == phase]
        told = [_step(s, snapshot) for s in steps if s["notes"] or s["decisions"]]
        rest = [s for s in steps if not (s["notes"] or s["decisions"])]
        plan = section_of_plan(snapshot)
        silent = [
            f"{named(s, snapshot)}: {ELSEWHERE[s['role']].format(plan)}."
            for s in rest
            if s["role"] in ELSEWHERE
        ]
        if plain := "; ".join(named(s, snapshot) for s in rest if s["role"] not in ELSEWHERE):
            silent.append(f"Tanpa catatan: {plain}.")
        if steps:
            found.append({"title": title, "steps": told, "silent": " ".join(silent)})
    return found


def _text(decision: Facts | str) -> str:
    """A decision is its text alone in minutes of form 1."""
    return decision if isinstance(decision, str) else str(decision["text"])


def _step(step: Facts, snapshot: Facts) -> Facts:
    notulis = snapshot["notulis"]
    return {
        "title": step["title"],
        "times": times_of(step, snapshot["timezone"]),
        "notes": [
            {"text": n["text"], "by": n["by"] if n["by"] != notulis else ""} for n in step["notes"]
        ],
        "decisions": [_text(decision) for decision in step["decisions"]],
    }


def plan_of(promises: list[Facts]) -> Facts:
    """Rencana tindak lanjut: the rows, the sum, and the sum of each source of funds."""
    by_source: Counter[str] = Counter()
    for promise in promises:
        by_source[promise["funding"]] += promise["amount_idr"] or 0
    amounts = [f"{name or 'Tanpa sumber'} Rp{grouped(n)}" for name, n in by_source.items() if n]
    return {
        "rows": [
            {
                "what": f"{p['what']}{weight(p)}",
                "owner": spelling.each_on_its_line(p["owner"]),
                "sector": p["sector"].partition(" (")[0],
                "region": p["region"],
                "due": spelling.short_day(p["due_on"]),
                "funding": p["funding"] or "–",
                "amount": "–" if p["amount_idr"] is None else grouped(p["amount_idr"]),
                "proof": p["proof_asked"] or "–",
            }
            for p in promises
        ],
        "total": grouped(sum(by_source.values())),
        "by_source": "; ".join(amounts),
    }


def _taken_in(earlier: list[Facts]) -> str:
    """What was added to an edition before this one stands in the text since: it is told of, not printed again."""
    counts = Counter(ADDED.get(a.get("kind", ""), "Tambahan").lower() for a in earlier)
    listed = spelling.listed([f"{n} {kind}" for kind, n in counts.items()])
    return (
        f"Tambahan sesudah pengesahan ({listed}) kini termasuk dalam naskah ini; adendumnya tetap pada "
        "edisi yang ditambahi."
        if earlier
        else ""
    )


def _added(entry: Facts, zone: str) -> Facts:
    kind = ADDED.get(entry.get("kind", ""), "Tambahan")
    return {
        "at": spelling.moment(entry["at"], zone),
        "by": entry["by"],
        "text": entry["text"],
        "kind": kind,
    }


def _closing(snapshot: Facts) -> str:
    """The sentence above the signatures, with what is signed for: signatures never stand on a page alone."""
    made = snapshot["commitments"]
    decisions = sum(len(step["decisions"]) for step in snapshot["agenda"])
    amount = sum(p["amount_idr"] or 0 for p in made)
    worth = f" senilai Rp{grouped(amount)}" if amount else ""
    counted = [f"{decisions} keputusan"] * bool(decisions)
    counted += [f"{len(made)} janji baru{worth}"] * bool(made)
    told = f", dengan {' dan '.join(counted)}," if counted else ""
    return f"Demikian notulen ini{told} dibuat untuk digunakan sebagaimana mestinya."


def _signed(snapshot: Facts) -> Facts:
    """The signature block: place and day; both offices and names as they stand on the list of those present."""
    zone, at = snapshot["timezone"], snapshot["ratified_at"]
    titles = {p["name"]: p["title"] for p in snapshot["participants"]}
    seats = [r["name"] for r in snapshot.get("regions", []) if r["kind"] in ("kabupaten", "kota")]
    place = (seats or [snapshot["region"]])[0].removeprefix("Administrasi ")
    nips = snapshot.get("nips", {})
    return {
        "ratified": f"{snapshot['ratified_by']} pada {spelling.moment(at, zone)}" if at else "",
        "place_and_day": f"{place}, {spelling.long_day(at, zone)}" if at else "",
        "people": [
            {"role": role, "nip": nips.get(key, ""), **_signatory(snapshot[key], titles)}
            for role, key in (("Pimpinan rapat", "chair"), ("Notulis", "notulis"))
        ],
    }


def _signatory(written: str, titles: dict[str, str]) -> Facts:
    """Name and office of who signs; an office may have been written behind the name: "Yayan, S.STP (Camat)"."""
    behind = None if written in titles else re.fullmatch(r"(.+?)\s*\(([^()]+)\)", written)
    name, office = behind.groups() if behind else (written, "")
    return {"name": name or "–", "title": titles.get(name) or office}
