"""What a session of the lokmin is offered of what villages bring."""

from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from mufakat.core.numbers import percent, rupiah
from mufakat.directory.access import can
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting, Problem, Proposal


class InputRow(NamedTuple):
    """What may be taken up by one tap."""

    id: Any
    text: str
    where: str
    detail: str
    place: str
    is_proposal: bool


class Village(NamedTuple):
    """A village session whose input waits; its address where the reader may see it."""

    told: str
    url: str
    rows: list[InputRow]

    @property
    def keys(self) -> str:
        return " ".join(str(row.id) for row in self.rows)


def inputs_page(user: Any, meeting: Meeting) -> dict[str, Any]:
    """What waits for an answer of this session, by village session, and what it declined."""
    offered = queries.inputs_offered(meeting)
    shown = offered[: rules.MOST_SHOWN]
    places = queries.places_in_villages({o.source for o in shown})
    return {
        "villages": [
            _village(user, list(rows), places)
            for _source, rows in groupby(shown, key=attrgetter("source"))
        ],
        "inputs_waiting": len(offered),
        "inputs_more": len(offered) - len(shown),
        "declined": queries.declined_in(meeting),
    }


def taken_page(meeting: Meeting, keys: Collection[Any]) -> dict[str, Any]:
    """What a form of its own is about to take up: the words, with the session of the village that brought them. What is
    no longer offered is left out, and said."""
    offered = [o for o in queries.inputs_offered(meeting) if o.id in keys][: rules.MOST_SHOWN]
    if keys and not offered:
        said = _(
            "None of it is offered any more: it was answered, or the village reopened its minutes."
        )
    elif not keys:
        said = _("Nothing is chosen. Choose on the page of problems what is taken up.")
    else:
        said = _("It becomes a problem or a proposal of this session.")
    return {"hint": said, "named": [(o.text, o.told) for o in offered]}


def input_named(entry: Problem | Proposal) -> list[tuple[str, str]]:
    """The words of a village, and of which of its sessions."""
    session = entry.meeting
    day = (session.starts_at, session.timezone) if session.starts_at else None
    told = queries.told_of(session.kind, str(session.region), *day) if day else str(session)
    return [(entry.text, told)]


def _village(user: Any, rows: list[queries.Offered], places: dict[str, list[int]]) -> Village:
    seen = can(user, "meeting.see", rows[0].forum)
    url = f"/rapat/{rows[0].source}/" if seen else ""
    ordered = sorted(rows, key=lambda o: (o.kind, places.get(str(o.id), [10**6]), str(o.id)))
    return Village(rows[0].told, url, [_row(o, places.get(str(o.id))) for o in ordered])


def _row(offered: queries.Offered, rank: list[int] | None) -> InputRow:
    return InputRow(
        id=offered.id,
        text=offered.text,
        where=offered.where or "",
        detail=_measured(offered),
        place=queries.ranked(rank) if rank else "",
        is_proposal=offered.kind == "proposal",
    )


def _measured(offered: queries.Offered) -> str:
    if offered.kind == "proposal":
        cost = rupiah(offered.n) if offered.n else ""
        return " · ".join(x for x in (offered.measure, cost, offered.level) if x)
    if offered.of is None or offered.n is None:
        return offered.measure
    share = _("%(n)s of %(all)s") % {"n": offered.n, "all": offered.of}
    told = f"{share} ({percent(offered.n, offered.of)})"
    return f"{offered.measure}: {told}" if offered.measure else told
