"""The cover of the file: what it is of, which parts it holds on which pages, and how anybody may check it."""

import re
from typing import Any

from mufakat.commitments.queries import funding_title
from mufakat.core import dates
from mufakat.core.numbers import rupiah
from mufakat.meetings.models import Meeting
from mufakat.meetings.papers import spelling
from mufakat.meetings.papers.door import pieces
from mufakat.meetings.papers.letters import qr_runs
from mufakat.meetings.queries.spj_set import SessionFileSet

from .frame import frame_facts, signed_facts
from .issues import Issue

Facts = dict[str, Any]


def cover_facts(found: SessionFileSet, content: str, issue: Issue | None) -> Facts:
    meeting = found.meeting
    finding = f"{found.have} dari {found.needed} bagian yang diminta ada"
    made_on = dates.day_of(issue.made_at, meeting.timezone) if issue else None
    return {
        **frame_facts(meeting, "Berkas SPJ"),
        "rows": _rows(found),
        "finding": finding,
        "draft": issue is None,
        **_issued(meeting, content, issue),
        **signed_facts(meeting, "spj", made_on),
    }


def _rows(found: SessionFileSet) -> list[list[str]]:
    meeting = found.meeting
    hosts = [host.name for host in meeting.hosts.order_by("name")]
    rows = [row for row in frame_facts(meeting, "")["rows"] if row[0] != "Acara"]
    rows.insert(0, ["Forum", str(meeting.forum)])
    rows += [
        ["Tuan rumah", spelling.listed(hosts)],
        ["Tahun anggaran", str(found.year)],
        ["Sumber dana", funding_title(meeting.funding_source) if meeting.funding_source else ""],
        ["Jumlah biaya", rupiah(found.total_idr) if found.costs else ""],
    ]
    return [[label, said] for label, said in rows if said]


def _issued(meeting: Meeting, content: str, issue: Issue | None) -> Facts:
    """The key, the code, and the digest of what the file says; nothing of a draft."""
    if issue is None:
        return {
            "key": "",
            "address": [],
            "qr": [],
            "edition": 0,
            "made": "",
            "by": "",
            "content": [],
        }
    return {
        "key": issue.key,
        "address": pieces(issue.address),
        "qr": qr_runs(issue.address),
        "edition": issue.edition,
        "made": spelling.moment(issue.made_at.isoformat(), meeting.timezone),
        "by": issue.by_name,
        "content": re.findall(".{1,16}", content),
    }
