"""What is there of each part of an accountability file: the papers that the house makes, and what was put in."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.core.dates import short_date
from mufakat.meetings.models import Meeting, SessionFile

from .minutes import minutes_of
from .sheets import sheet_of
from .spj_set import Held

Counts = Mapping[str, int]


def files_in(meeting: Meeting) -> dict[str, list[SessionFile]]:
    """What was put in and not taken back, by part, in the order of its day."""
    rows = meeting.files.filter(withdrawn_at=None).order_by("taken_on", "at", "id")
    found: dict[str, list[SessionFile]] = defaultdict(list)
    for row in rows:
        row.meeting = meeting
        found[row.part].append(row)
    return found


def held_file(row: SessionFile) -> Held:
    here = f"{row.meeting.get_absolute_url()}berkas/{row.pk}/"
    told = [row.place, short_date(row.taken_on) if row.taken_on else ""]
    return Held(
        label=str(row) or row.get_kind_display(),
        url="" if row.is_waiting else here,
        note=", ".join(part for part in told if part),
        pages=row.pages,
        sha256=row.kept_sha256,
        waiting=row.is_waiting,
        file=row,
    )


def house_paper(made: str, meeting: Meeting, counts: Counts, terms: Any) -> list[Held]:
    """The paper that the house makes of a session, once there is something in it."""
    make = _MAKE.get(made)
    return make(meeting, counts, terms) if make else []


def _letters(meeting: Meeting, counts: Counts, _terms: Any) -> list[Held]:
    if not counts.get("letter"):
        return []
    here = meeting.get_absolute_url()
    issued = meeting.letters.filter(issued_at__isnull=False).order_by("edition")
    return [
        Held(
            label=str(letter),
            url=f"{here}surat/{letter.pk}/surat.pdf",
            note=short_date(letter.written_on),
            paper="letter",
            thing=letter,
        )
        for letter in issued.select_related("organisation")
    ]


def _terms(meeting: Meeting, _counts: Counts, terms: Any) -> list[Held]:
    url = f"{meeting.get_absolute_url()}berkas/#kak"
    return [Held(label=str(terms), url=url, paper="terms", thing=terms)] if terms else []


def _agenda(meeting: Meeting, counts: Counts, _terms: Any) -> list[Held]:
    if not counts.get("agenda"):
        return []
    return [Held(label=_("Run sheet"), url=meeting.get_absolute_url(), paper="agenda")]


def _attendance(meeting: Meeting, counts: Counts, _terms: Any) -> list[Held]:
    if not counts.get("present"):
        return []
    words = {"signed": counts.get("signed", 0), "n": counts["present"]}
    note = ngettext(
        "%(signed)s of %(n)s present signed", "%(signed)s of %(n)s present signed", words["n"]
    )
    url = f"{meeting.get_absolute_url()}daftar-hadir.pdf"
    return [Held(label=_("Attendance list"), url=url, note=note % words, paper="attendance")]


def _minutes(meeting: Meeting, _counts: Counts, _terms: Any) -> list[Held]:
    minutes = minutes_of(meeting) if meeting.is_ratified else None
    if minutes is None:
        return []
    url = f"{meeting.get_absolute_url()}notulen.pdf"
    note = _("edition %(n)s") % {"n": meeting.edition}
    return [Held(label=_("Minutes (PDF)"), url=url, note=note, paper="minutes", thing=minutes)]


def _promises(meeting: Meeting, counts: Counts, _terms: Any) -> list[Held]:
    if not (n := counts.get("promises", 0)):
        return []
    url = f"{meeting.get_absolute_url()}#komitmen"
    note = ngettext("%(n)d promise", "%(n)d promises", n) % {"n": n}
    return [Held(label=_("Follow-up plan"), url=url, note=note, paper="promises")]


def _sheet(meeting: Meeting, counts: Counts, _terms: Any) -> list[Held]:
    sheet = sheet_of(meeting) if counts.get("sheet") else None
    if sheet is None:
        return []
    n = len((sheet.frozen or {}).get("signatures", ()))
    note = ngettext("%(n)d signature", "%(n)d signatures", n) % {"n": n}
    url = f"{meeting.get_absolute_url()}komitmen-bersama/lembar.pdf"
    return [Held(label=str(sheet), url=url, note=note, paper="sheet", thing=sheet)]


def _proposals(meeting: Meeting, counts: Counts, _terms: Any) -> list[Held]:
    if not (n := counts.get("proposals", 0)):
        return []
    url = f"{meeting.get_absolute_url()}usulan/daftar.pdf"
    note = ngettext("%(n)d proposal", "%(n)d proposals", n) % {"n": n}
    return [Held(label=_("Health proposals"), url=url, note=note, paper="proposals")]


def _costs(meeting: Meeting, counts: Counts, _terms: Any) -> list[Held]:
    if not (n := counts.get("costs", 0)):
        return []
    url = f"{meeting.get_absolute_url()}berkas/#biaya"
    note = ngettext("%(n)d line", "%(n)d lines", n) % {"n": n}
    return [Held(label=_("Recap of costs"), url=url, note=note, paper="costs")]


_MAKE = {
    "letter": _letters,
    "terms": _terms,
    "agenda": _agenda,
    "attendance": _attendance,
    "minutes": _minutes,
    "promises": _promises,
    "sheet": _sheet,
    "proposals": _proposals,
    "costs": _costs,
}
