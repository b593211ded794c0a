"""The attendance list (daftar hadir) on paper: to be signed with a pen, or with the signatures given on a telephone.

The form that offices use: kop, what, when, where, then No, Nama, Jabatan/Instansi and Tanda tangan, the numbers of the
signatures in a zig-zag so that nobody writes over his neighbour; below it who answers for the list, with his NIP.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import override

from mufakat.core import clock, dates
from mufakat.directory.models import Organisation
from mufakat.directory.queries import letterhead_facts, letterhead_lines, regions_above
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

from . import PAPERS, spelling
from .days import day_cells
from .minutes import letterhead
from .typesetting import typeset

BLANK_ROWS = 10  # for those who come without being on the list
Facts = dict[str, Any]


def attendance_pdf(meeting: Meeting, *, empty: bool = False, paper: str = "a4") -> bytes:
    """The list as tagged PDF: `empty` to print before the session, else with who came, when, and the signatures."""
    if paper not in PAPERS:
        raise ValueError(f"paper is one of {', '.join(PAPERS)}, not {paper}")
    with override("id"):
        facts = attendance_facts(meeting, empty=empty)
    width, height = PAPERS[paper]
    timestamp = int(meeting.starts_at.timestamp()) if meeting.starts_at else 0
    return typeset("daftar-hadir.typ", facts | {"width": width, "height": height}, timestamp)


def attendance_facts(meeting: Meeting, *, empty: bool) -> Facts:
    people = queries.listed_in(meeting)
    signatures = {} if empty else queries.signatures_in(meeting)
    days = rules.several_days(meeting)
    written = [day for day, _n in rules.counted(people, days, meeting.timezone)]
    drawn = queries.signatures_by_day(meeting) if days and not empty else {}
    instead = queries.stood_in_for(people)
    shown = [p for p in people if p.invited] if empty else people
    order = sorted(shown, key=lambda p: (not p.invited, rules.sorting_name(p.name)))
    met = rules.turnout_of(rules.seats_of(people))
    return {
        "title": meeting.title,
        "kop": kop_of(meeting),
        "rows": head_of(meeting),
        "empty": empty,
        "days": [dates.day_of_month(day) for day in days],
        "people": [
            _person(p, signatures)
            | {"remark": "" if empty else _remark(p, meeting, instead)}
            | {"days": [] if empty else day_cells(p, meeting, drawn, written)}
            for p in order
        ],
        "blank": BLANK_ROWS if empty or not meeting.is_ratified else 0,
        "finding": "" if empty else spelling.turnout(met),
        "signed": responsible_for(meeting),
    }


def kop_of(meeting: Meeting) -> Facts:
    hosts: list[Organisation] = list(meeting.hosts.select_related("region", "parent")[:2])
    if len(hosts) == 1:
        head = letterhead_lines(letterhead_facts(hosts[0]))
        return {"lines": [*head["above"], head["name"]], "reach": ", ".join(head["below"])}
    region = meeting.forum.region
    regions = [{"kind": r.kind, "name": r.name} for r in (*regions_above(region), region)]
    names = {
        "forum_regions": regions,
        "hosts": [h.name for h in hosts],
        "forum": str(meeting.forum),
    }
    return {"lines": letterhead(names), "reach": ""}


def head_of(meeting: Meeting) -> list[list[str]]:
    begin, end, zone = meeting.starts_at, meeting.ends_at, meeting.timezone
    day = hours = ""
    if begin:
        first, last = dates.day_of(begin, zone), dates.day_of(end or begin, zone)
        day = dates.long_date(first) if first == last else dates.span_of(begin, end, zone)
        until = f"–{dates.clock(end, zone)}" if end and first == last else ""
        hours = f"{dates.clock(begin, zone)}{until} {dates.zone(zone)}"
        if end and first < last:
            hours = f"{dates.at(begin, zone)} sampai {dates.at(end, zone)}"
        hours += "" if until or first < last else " sampai selesai"
    rows = [
        ["Acara", meeting.title],
        ["Hari/tanggal", day],
        ["Waktu", hours],
        ["Tempat", meeting.place],
    ]
    return [[label, said or "…" * 20] for label, said in rows]


def _person(person: queries.Listed, signatures: Mapping[Any, Any]) -> Facts:
    strokes = signatures.get(person.id) if person.present else None
    return {
        "name": person.name,
        "title": person.title,
        "organisation": person.body_name or person.body_typed,
        "present": person.present,
        "signature": rules.path_of(strokes) if strokes else "",
    }


def _is_over(meeting: Meeting) -> bool:
    end = meeting.ends_at or meeting.starts_at
    return meeting.is_ratified or (
        meeting.state == "open" and end is not None and end <= clock.now()
    )


def _remark(person: queries.Listed, meeting: Meeting, instead: Mapping[Any, str]) -> str:
    """Under the name: in whose stead, since when, and until when if he left."""
    zone = meeting.timezone
    words = [f"mewakili {person.represents}"] * bool(person.represents)
    if not person.present:
        other = instead.get(person.id)
        absent = "tidak hadir" if _is_over(meeting) else ""  # until then he may come and sign
        return "; ".join(filter(None, [*words, f"diwakili {other}" if other else absent]))
    if rules.several_days(meeting):  # the hours stand in the column of each day
        return "; ".join([*words, *["adendum"] * bool(person.late_at)])
    if person.arrived_at:
        late = ", terlambat" if rules.is_late(person.arrived_at, meeting.starts_at, zone) else ""
        words.append(f"datang {dates.clock(person.arrived_at, zone)}{late}")
    if person.left_at:
        words.append(f"pulang {dates.clock(person.left_at, zone)}")
    if person.late_at:
        words.append("adendum")
    return "; ".join(words)


def responsible_for(meeting: Meeting) -> Facts:
    """Who answers for the list: the chair, with the office and NIP of one of that name on the list."""
    name, _, office = meeting.chair.partition(" (")
    found = meeting.participants.filter(name=name).values_list("title", "person__nip").first()
    title, nip = found or ("", "")
    last = max(rules.several_days(meeting), default=meeting.starts_on)
    day = dates.long_date(last).partition(", ")[2] if last else ""
    return {
        "place_and_day": ", ".join(part for part in (seat_of(meeting), day) if part),
        "role": "Pimpinan rapat",
        "title": title or office.removesuffix(")"),
        "name": name or "…" * 14,
        "nip": nip or "",
    }


def seat_of(meeting: Meeting) -> str:
    regions: Sequence[Any] = [*regions_above(meeting.region), meeting.region]
    seats = [r.name for r in regions if r.kind in ("kabupaten", "kota")]
    return str((seats or [meeting.region.name])[-1]).removeprefix("Administrasi ")
