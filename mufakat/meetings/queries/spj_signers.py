"""Who signs a paper of the accountability file, as the reference data of the district and year say."""

from functools import cache
from typing import Any, NamedTuple

from mufakat.core import clock
from mufakat.directory.queries import offices_on
from mufakat.meetings.models import Meeting
from mufakat.meetings.rules.spj import district_in, holds_for
from mufakat.meetings.rules.spj_signers import Holder, faults_in_signatures, holders_of

from .calendar import budget_year
from .spj_reference import spj_parts, spj_reference


class Signer(NamedTuple):
    """A place to sign: what stands above, the office, the name, the NIP; empty where it is not known."""

    above: str
    title: str
    name: str
    nip: str


def signers_of(meeting: Meeting, paper: str) -> list[Signer]:
    table = holds_for(
        signature_tables(), district_in(meeting.forum.region_path), budget_year(meeting)
    )
    rows = [row for row in table["person"] if row["paper"] == paper] if table else []
    holders = _holders(meeting) if any("offices" in row for row in rows) else []
    return [signer for row in rows for signer in _signers(row, meeting, holders)]


@cache
def signature_tables() -> list[dict[str, Any]]:
    """Faults stop the start: a paper that nobody signs would be sent back."""
    found = spj_reference()
    if faults := faults_in_signatures(found, spj_parts()):
        raise ValueError("; ".join(faults))
    return list(found["signatures"])


def _holders(meeting: Meeting) -> list[Holder]:
    """Who held which office in a host on the day of the session."""
    on = meeting.starts_on or clock.today(meeting.zone)
    hosts = meeting.hosts.values_list("pk", flat=True)
    found = offices_on(on, list(hosts))
    found.sort(key=lambda each: (each.organisation.name, each.title))
    return [
        Holder(each.organisation.name, each.title, str(each.person), each.person.nip)
        for each in found
    ]


def _signers(row: dict[str, Any], meeting: Meeting, holders: list[Holder]) -> list[Signer]:
    above, title = row.get("above", ""), row["title"]
    if who := row.get("who"):
        return [_of_session(meeting, title, getattr(meeting, who))]
    held = holders_of(row["offices"], holders)
    signers = [Signer(above, _office(each, len(held)), each.name, each.nip) for each in held]
    return signers or [Signer(above, title, "", "")]


def _office(held: Holder, among: int) -> str:
    """Of several hosts each head says whose head he is."""
    named = among == 1 or held.body.split()[-1] in held.office
    return held.office if named else f"{held.office} {held.body}"


def _of_session(meeting: Meeting, title: str, written: str) -> Signer:
    """Chair or note-taker, with the NIP of one of that name on the list; an office may stand behind the name."""
    name = written.partition(" (")[0]
    listed = meeting.participants.filter(name__in=(written, name))
    nip = listed.values_list("person__nip", flat=True).first()
    return Signer("", title, name, nip or "")
