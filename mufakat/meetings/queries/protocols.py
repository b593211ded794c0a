"""The own copies of run sheets that offices adapted, and which of them a session begins with."""

from collections.abc import Iterable
from typing import Any

from mufakat.core.fields import ancestors
from mufakat.directory.models import Forum, Organisation
from mufakat.directory.models.forums import MemberRole
from mufakat.meetings import rules
from mufakat.meetings.models import Protocol

from .kinds import protocol

REFERENCE_ITSELF = "acuan"  # chosen in place of an office's own copy


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


def copies_in_use(kind: str, hosts: Iterable[Organisation]) -> list[Protocol | None]:
    """For each host its newest own copy; where it has none, of the office above it (its Dinkes), and so on up; None:
    the reference. Each only once."""
    paths = [ancestors(host.path)[1:] for host in hosts]
    every = {path for each in paths for path in each}
    last: dict[str, Protocol] = {}
    rows = Protocol.objects.filter(kind=kind, organisation__path__in=every)
    for own in rows.select_related("organisation").order_by("number") if every else ():
        last[own.organisation.path] = own
    near = [
        next((last[p] for p in reversed(each) if p in last and not last[p].is_reference), None)
        for each in paths
    ]
    return list({own.pk if own else None: own for own in near}.values())


def copy_in_use(kind: str, hosts: Iterable[Organisation]) -> Protocol | None:
    """The nearest of the copies of the hosts."""
    found = [own for own in copies_in_use(kind, hosts) if own is not None]
    return max(found, key=lambda own: (own.organisation.path.count("."), own.at), default=None)


def copies_near(hosts: Iterable[Organisation]) -> list[Protocol]:
    """The newest own copies of every kind that these hosts and the offices above them have."""
    every = {path for host in hosts for path in ancestors(host.path)[1:]}
    if not every:
        return []
    rows = Protocol.objects.filter(organisation__path__in=every).select_related("organisation")
    last = {(own.organisation_id, own.kind): own for own in rows.order_by("number")}
    found = [own for own in last.values() if not own.is_reference]
    return sorted(found, key=lambda own: (own.organisation.name, own.kind))


def hosts_in(forum: Forum) -> list[Organisation]:
    """Who runs a forum, for a session that names no host."""
    runs = (MemberRole.HOST, MemberRole.SECRETARY)
    seats = forum.memberships.filter(role__in=runs, valid_to=None)
    return list(Organisation.objects.filter(pk__in=seats.values("organisation")))


def protocol_for(
    forum: Forum, kind: str, hosts: Iterable[Organisation] = (), sheet_of: str = ""
) -> tuple[dict[str, Any], Protocol | None]:
    """The run sheet with which a session of this kind begins, and the own copy that it comes from, if any.

    `sheet_of` says whose: REFERENCE, the key of an office, or empty: the hosts', which then must be one and the same.
    """
    own = None
    hosts = list(hosts) or hosts_in(forum)
    if sheet_of and sheet_of != REFERENCE_ITSELF:
        asked = (o for o in copies_near(hosts) if str(o.organisation_id) == sheet_of)
        own = next((o for o in asked if o.kind == kind), None)
    elif not sheet_of:
        found = copies_in_use(kind, hosts)
        rules.one_run_sheet([o.organisation.name if o else "" for o in found])
        own = next(iter(found), None)
    return (run_sheet_of(own) if own else protocol(kind)), own


def protocol_of(kind: str, version: str, own: Protocol | None) -> dict[str, Any]:
    """The run sheet from which a session was planned, whatever came after."""
    return run_sheet_of(own) if own else protocol(kind, version)
