"""An office's own copy of a kind of meeting: saved as the next version, or given up for the reference."""

from collections.abc import Mapping, Sequence
from typing import Any

from mufakat.directory.models import Organisation
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Protocol

from .lock import lock_organisation


def record_protocol(
    act: OpenAct,
    organisation: Organisation,
    *,
    kind: str,
    title: str,
    steps: Sequence[Mapping[str, Any]],
    papers: Sequence[str] = (),
    invitees: Sequence[Mapping[str, str]] = (),
    seen: int | None = None,
) -> Protocol:
    """Save the next version of the office's own run sheet. `seen` is the version that the writer had before him (0: the
    reference). Sessions that are planned already keep the steps that they were planned with."""
    rules.steps_are_whole(steps)
    lock_organisation(organisation)
    last = queries.last_copy(organisation, kind)
    number = last.number if last else 0
    rules.version_is_last(seen, number)
    own = _next_version(
        act,
        organisation,
        kind,
        number,
        title=title,
        steps=[dict(step) for step in steps],
        papers=list(papers),
        invitees=[dict(each) for each in invitees],
    )
    act.note(
        "protocol.recorded", own, about=[organisation], title=title, number=own.number, kind=kind
    )
    return own


def withdraw_protocol(act: OpenAct, organisation: Organisation, *, kind: str) -> Protocol:
    """From now on the office plans by the reference again, or by the copy of the office above it."""
    lock_organisation(organisation)
    last = queries.last_copy(organisation, kind)
    rules.has_own_copy(last.number if last else 0, bool(last and last.is_reference))
    title = last.title if last else ""
    number = last.number if last else 0
    own = _next_version(act, organisation, kind, number, title=title, is_reference=True)
    act.note("protocol.withdrawn", own, about=[organisation], title=title, kind=kind)
    return own


def _next_version(
    act: OpenAct, organisation: Organisation, kind: str, number: int, **fields: Any
) -> Protocol:
    return Protocol.objects.create(
        organisation=organisation,
        kind=kind,
        number=number + 1,
        based_on=queries.protocol(kind)["version"],
        at=act.at,
        by_name=act.by_name,
        **fields,
    )
