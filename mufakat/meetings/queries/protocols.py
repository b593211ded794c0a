"""The run sheets of each kind of meeting: reference data, and the copies that offices adapted."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from mufakat.core.fields import ancestors
from mufakat.directory.models import Forum, Organisation
from mufakat.directory.models.forums import MemberRole
from mufakat.meetings.models import Protocol

REFERENCE = Path(__file__).parents[1] / "reference"


@cache
def _protocols() -> list[dict[str, Any]]:
    """Every version of every kind, in the order of the files."""
    files = sorted((REFERENCE / "protocols").glob("*.toml"))
    read = (tomllib.loads(file.read_text(encoding="utf-8")) for file in files)
    return [protocol for each in read for protocol in each["protocol"]]


@cache
def _papers() -> dict[str, dict[str, str]]:
    text = (REFERENCE / "papers.toml").read_text(encoding="utf-8")
    return {row["code"]: row for row in tomllib.loads(text)["paper"]}


def in_language(row: dict[str, Any], name: str) -> str:
    """A text of reference data in the reader's language."""
    return str(row.get(f"{name}_{'en' if get_language() == 'en' else 'id'}", ""))


def protocol(kind: str, version: str | None = None) -> dict[str, Any]:
    """The run sheet of a kind of meeting in the reference: this version, or the newest."""
    found = [p for p in _protocols() if p["kind"] == kind and version in (None, p["version"])]
    return max(found, key=lambda p: str(p["version"]))


def meets_by_tribulan(forum_kind: str) -> bool:
    """Do forums of this kind hold the four sessions of a year (LM-T1 and LM-TR)?"""
    return all(forum_kind in protocol(kind)["forum_kinds"] for kind in ("LM-T1", "LM-TR"))


def kinds() -> list[tuple[str, str]]:
    """Code and title of every kind of meeting."""
    newest = {p["kind"]: p for p in sorted(_protocols(), key=lambda p: str(p["version"]))}
    ordered = {p["kind"]: newest[p["kind"]] for p in _protocols()}
    return [(kind, in_language(p, "title")) for kind, p in ordered.items()]


def kind_title(kind: str) -> str:
    return dict(kinds()).get(kind, kind)


def papers_of(run_sheet: dict[str, Any]) -> list[str]:
    """The papers of a run sheet: those of the reference by their title, an office's own as it wrote them."""
    papers = _papers()
    return [in_language(papers[p], "title") if p in papers else p for p in run_sheet["papers"]]


def run_sheet_of(own: Protocol) -> dict[str, Any]:
    """An office's own copy in the shape of the reference."""
    return {
        "kind": own.kind,
        "version": f"{own.based_on}+{own.number}",
        **_said("title", own.title),
        "papers": own.papers,
        "invitees": own.invitees,
        "step": [
            {**step, **_said("title", step["title"]), **_said("hint", step["hint"])}
            for step in own.steps
        ],
    }


def _said(name: str, text: str) -> dict[str, str]:
    """An office writes in one language."""
    return {f"{name}_id": text, f"{name}_en": text}


def last_copy(organisation: Organisation, kind: str) -> Protocol | None:
    """The newest version of an office's own copy, also one with which it went back to the reference."""
    found = Protocol.objects.filter(organisation=organisation, kind=kind)
    return found.order_by("-number").first()


def copies_of(organisation: Organisation, kind: str) -> list[Protocol]:
    found = Protocol.objects.filter(organisation=organisation, kind=kind)
    return list(found.order_by("-number"))


def copy_in_use(kind: str, hosts: Iterable[Organisation]) -> Protocol | None:
    """The newest own copy of the hosts; where they have none, of the office above them (their Dinkes), and so on up."""
    paths = [ancestors(host.path)[1:] for host in hosts]
    every = {path for each in paths for path in each}
    if not every:
        return None
    last: dict[str, Protocol] = {}
    rows = Protocol.objects.filter(kind=kind, organisation__path__in=every)
    for own in rows.select_related("organisation").order_by("number"):
        last[own.organisation.path] = own
    near = [
        next((last[p] for p in reversed(each) if p in last and not last[p].is_reference), None)
        for each in paths
    ]
    found = [own for own in near if own is not None]
    return max(found, key=lambda own: (own.organisation.path.count("."), own.at), default=None)


def hosts_in(forum: Forum) -> list[Organisation]:
    """Who runs a forum, for a session that names no host."""
    runs = (MemberRole.HOST, MemberRole.SECRETARY)
    seats = forum.memberships.filter(role__in=runs, valid_to=None)
    return list(Organisation.objects.filter(pk__in=seats.values("organisation")))


def protocol_for(
    forum: Forum, kind: str, hosts: Iterable[Organisation] = ()
) -> tuple[dict[str, Any], Protocol | None]:
    """The run sheet with which a session of this kind begins, and the own copy that it comes from, if any."""
    own = copy_in_use(kind, list(hosts) or hosts_in(forum))
    return (run_sheet_of(own) if own else protocol(kind)), own


def protocol_of(kind: str, version: str, own: Protocol | None) -> dict[str, Any]:
    """The run sheet from which a session was planned, whatever came after."""
    return run_sheet_of(own) if own else protocol(kind, version)
