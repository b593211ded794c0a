"""What the minutes say of what was worked out: groups, problems with causes and ranks, proposals, the joint commitment.

Minutes of form 1 and 2 hold none of it, and nothing of it is printed there.
"""

from typing import Any

from mufakat.core import dates
from mufakat.core.numbers import grouped, percent
from mufakat.meetings.queries import figure, ranked
from mufakat.meetings.rules import is_late

from . import spelling

Facts = dict[str, Any]


def worked_facts(snapshot: Facts) -> Facts:
    return {
        "groups": [_group(g, snapshot["timezone"]) for g in snapshot.get("groups", [])],
        "problems": [_problem(p) for p in snapshot.get("problems", [])],
        "declined_inputs": snapshot.get("declined_inputs", []),
        "priorities": [_round(r, snapshot) for r in snapshot.get("priorities", [])],
        "proposals": _proposals(snapshot.get("proposals", [])),
        "joint_commitment": _sheet(snapshot.get("joint_commitment")),
    }


def section_of_plan(snapshot: Facts) -> str:
    """The number of the section with the promises: groups and problems come before it."""
    worked = snapshot.get("problems") or snapshot.get("declined_inputs")
    before = 4 + bool(snapshot.get("groups")) + bool(worked)
    return ("V", "VI", "VII")[before - 4]


def remark(person: Facts, snapshot: Facts) -> str:
    """Beside a name on the list: in whose stead, without an invitation, when he came and left, where that is known."""
    zone, starts = snapshot["timezone"], spelling.instant(snapshot["starts_at"])
    came, left = (spelling.instant(person.get(name, "")) for name in ("arrived_at", "left_at"))
    words = [f"mewakili {person['represents']}"] * bool(person["represents"])
    words += ["tanpa undangan"] * (not person["invited"] and not person.get("instead"))
    words += ["diwakili"] * bool(person.get("filled") and not person["present"])
    days = person.get("days", {})
    if days and len(snapshot.get("days", [])) > 1:
        return ", ".join(
            [*words, *(spelling.of_day(day, span, zone) for day, span in days.items())]
        )
    if came and person["present"]:
        late = ", terlambat" if is_late(came, starts, zone) else ""
        words.append(f"datang {dates.clock(came, zone)}{late}")
    if left and person["present"]:
        words.append(f"pulang {dates.clock(left, zone)}")
    return ", ".join(words)


def times_of(step: Facts, zone: str) -> str:
    """09.10–09.32, rencana 20 menit; nothing when nobody looked at the clock."""
    begin = spelling.instant(step.get("begun_at", ""))
    if begin is None:
        return ""
    end, planned = spelling.instant(step.get("ended_at", "")), step.get("minutes")
    told = dates.clock(begin, zone) + (f"–{dates.clock(end, zone)}" if end else "")
    return f"{told}, rencana {planned} menit" if planned else told


def named(step: Facts, snapshot: Facts) -> str:
    times = times_of(step, snapshot["timezone"])
    return f"{step['title']} ({times})" if times else str(step["title"])


def _group(group: Facts, zone: str) -> Facts:
    at, members = group["presented_at"], spelling.listed(group["members"])
    return {
        "title": ": ".join(x for x in (group["name"], group["topic"]) if x),
        "members": spelling.sentence(f"Anggota: {members}") if members else "",
        "rapporteur": spelling.sentence(f"Pelapor: {group['rapporteur']}")
        if group["rapporteur"]
        else "",
        "notes": [{"text": n["text"], "by": n["by"]} for n in group["notes"]],
        "report": [line for line in group["report"].splitlines() if line.strip()],
        "presented": spelling.moment(at, zone) if at else "",
    }


def _problem(problem: Facts) -> Facts:
    return {
        "rank": ranked(problem["rank"]) if problem["rank"] else "–",
        "text": problem["text"],
        "where": problem["region"] or "–",
        "measure": _measured(problem),
        "source": _from_village(problem),
        "causes": _causes(problem["causes"]),
    }


def _from_village(entry: Facts) -> str:
    """Of which village session it was taken up; minutes of before know of none."""
    source = entry.get("source", "")
    return f"dari {source}" if source else ""


def _measured(problem: Facts) -> str:
    n, of = problem["numerator"], problem["denominator"]
    share = f"{grouped(n)} dari {grouped(of)} ({percent(n, of)})" if of else ""
    return ": ".join(x for x in (problem["measure"], share) if x)


def _causes(causes: list[Facts]) -> list[str]:
    """Each chain of whys as one line, under the name of its bone: "Manusia: kader berganti ← tidak ada insentif"."""
    found: list[str] = []
    for cause in causes:
        found += [f"{cause['bone']}: {chain}" for chain in _chains(cause)]
    return found


def _chains(cause: Facts) -> list[str]:
    below = [chain for why in cause["whys"] for chain in _chains(why)]
    return [f"{cause['text']} ← {chain}" for chain in below] or [cause["text"]]


def _round(opened: Facts, snapshot: Facts) -> Facts:
    """Its result; an order without scores that the table of problems shows already is not printed twice (`shown`)."""
    scored = opened["formula"] != "order"
    ranks = {p["id"]: p["rank"] for p in snapshot.get("problems", [])}
    n = len(opened["counted"])
    told = f"{n} penilai" if scored else "kesepakatan rapat, tanpa nilai"
    left = opened["unfinished"] if scored else []
    return {
        "title": f"{opened['title']} ({told})",
        "scored": scored,
        "shown": all(ranks.get(row["problem"]) == row["rank"] for row in opened["rows"]),
        "rows": [
            [
                ranked(row["rank"]),
                row["text"],
                figure(row["total"]),
                figure(row["mean"]),
                _between(figure(row["low"]), figure(row["high"])),
            ]
            for row in opened["rows"]
        ],
        "source": f"Cara: {opened['source']}, versi {opened['version']}."
        + (
            f" {spelling.sentence(f'Tidak selesai dan tidak dihitung: {spelling.listed(left)}')}"
            if left
            else ""
        ),
    }


def _between(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"


def _proposed(proposal: Facts) -> str:
    """Its words, the village that brought it, and how it stands unless it was agreed; earlier minutes do not say."""
    state = proposal.get("state", "proposed")
    told = [_from_village(proposal)]
    told += ["menunggu keputusan rapat"] * (state == "waiting")
    told += [f"ditolak: {proposal.get('reason', '')}"] * (state == "refused")
    said = "; ".join(x for x in told if x)
    return f"{proposal['text']} ({said})" if said else str(proposal["text"])


def _proposals(proposals: list[Facts]) -> Facts:
    agreed = [p for p in proposals if p.get("state", "proposed") == "proposed"]
    why = any(p["problem"] for p in proposals)
    costs = [p["amount_idr"] for p in agreed if p["amount_idr"] is not None]
    return {
        "problems": why,
        "rows": [
            [
                _proposed(p),
                *([p["problem"] or "–"] if why else []),
                p["region"] or "–",
                p["volume"] or "–",
                p["level"],
                "–" if p["amount_idr"] is None else grouped(p["amount_idr"]),
            ]
            for p in proposals
        ],
        "sum": "Jumlah" if len(agreed) == len(proposals) else "Jumlah yang disepakati",
        "total": grouped(sum(costs)) if costs else "–",
    }


def _sheet(sheet: Facts | None) -> Facts:
    if not sheet:
        return {"points": [], "signed": ""}
    signed = sheet["signatures"]
    on_paper = sum(s["on_paper"] for s in signed)
    told = f"Ditandatangani {len(signed)} peserta" if signed else "Belum ditandatangani"
    if on_paper:
        told += f", {on_paper} di antaranya di kertas"
    names = spelling.listed([s["name"] for s in signed])
    digest = f" Lembarnya tersendiri, SHA-256 {sheet['digest'][:16]}…" if sheet["digest"] else ""
    return {
        "points": sheet["points"],
        "signed": spelling.sentence(f"{told}: {names}" if names else told) + digest,
    }


def weight(promise: Facts) -> str:
    """Behind the words of a promise of high priority; minutes of earlier forms do not say."""
    return " (prioritas tinggi)" if promise.get("priority") == "high" else ""
