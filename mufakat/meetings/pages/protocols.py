"""What the pages of the kinds of meeting show."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from mufakat.directory.access import can, organisations_where
from mufakat.directory.models import FacilityKind, Organisation
from mufakat.directory.queries import sector_title
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting, Protocol

ADAPT = "protocol.record"
OFFICES = (FacilityKind.PUSKESMAS, FacilityKind.DISTRICT_OFFICE, FacilityKind.PROVINCE_OFFICE)
MOST_OFFICES = 120


class Step(NamedTuple):
    phase: str
    title: str
    hint: str
    minutes: int | None
    carries: str  # what of every session it carries; empty for a plain step


def offices_of(user: Any) -> list[Organisation]:
    """The Puskesmas and health offices whose run sheets the user may adapt."""
    found = Organisation.objects.filter(organisations_where(user, ADAPT), valid_to=None)
    return list(found.filter(facility__kind__in=OFFICES).order_by("name")[:MOST_OFFICES])


def who_adapts() -> str:
    return _(
        "The head of a Puskesmas, a note-taker whose role was given at that Puskesmas, and the Dinas Kesehatan adapt "
        "the run sheets of their office. Ask them for what should be different."
    )


def kinds_page(user: Any) -> dict[str, Any]:
    sheets = [queries.protocol(kind) for kind, _title in queries.kinds()]
    return {
        "title": _("Kinds of meeting"),
        "who": who_adapts(),
        "rows": [
            {
                "kind": sheet["kind"],
                "title": queries.in_language(sheet, "title"),
                "steps": len(sheet["step"]),
                "minutes": sum(step.get("minutes") or 0 for step in sheet["step"]),
                "to_check": bool(sheet.get("note")),
            }
            for sheet in sheets
        ],
        "offices": offices_of(user) if can(user, ADAPT) else [],
    }


def kind_page(
    user: Any, kind: str, organisation: Organisation | None, number: int | None
) -> dict[str, Any]:
    """The run sheet of a kind: of the reference, or as an office has it (in its newest version, or this one)."""
    copies = queries.copies_of(organisation, kind) if organisation else []
    own = _shown(kind, organisation, copies, number)
    sheet = queries.run_sheet_of(own) if own else queries.protocol(kind)
    steps = steps_of(sheet)
    return {
        "title": queries.in_language(sheet, "title"),
        "kind": kind,
        "who": who_adapts(),
        "sheet": sheet,
        "organisation": organisation,
        "own": own,
        "copies": copies,
        "source": queries.protocol(kind)["source"],
        "to_check": not own and bool(sheet.get("note")),
        "steps": steps,
        "minutes": sum(step.minutes or 0 for step in steps),
        "papers": queries.papers_of(sheet),
        "invitees": [(sector_title(row["sector"]), row["office"]) for row in sheet["invitees"]],
        "offices": offices_of(user) if can(user, ADAPT) else [],
        "may_adapt": organisation is not None and can(user, ADAPT, organisation),
        "has_copy": bool(copies) and not copies[0].is_reference,
    }


def _shown(
    kind: str, organisation: Organisation | None, copies: list[Protocol], number: int | None
) -> Protocol | None:
    if organisation is None:
        return None
    if number is not None:
        asked = (own for own in copies if own.number == number and not own.is_reference)
        if found := next(asked, None):
            return found
    return queries.copy_in_use(kind, [organisation])


def planned_by(meeting: Meeting) -> str:
    """By which run sheet it was planned; that never changes."""
    own = meeting.protocol
    if own is None:
        return _("reference, version %(version)s") % {"version": meeting.protocol_version}
    words = {"office": own.organisation.name, "n": own.number}
    return _("copy of %(office)s, version %(n)d") % words


def steps_of(sheet: dict[str, Any]) -> list[Step]:
    return [
        Step(
            step["phase"],
            queries.in_language(step, "title"),
            queries.in_language(step, "hint"),
            step.get("minutes"),
            str(rules.KEPT.get(step["role"], "")),
        )
        for step in sheet["step"]
    ]


def adapted(organisation: Organisation, kind: str) -> dict[str, Any]:
    """With what the form of an office's own copy begins: what it has, else what applies to it; and the version seen."""
    last = queries.last_copy(organisation, kind)
    own = queries.copy_in_use(kind, [organisation])
    sheet = queries.run_sheet_of(own) if own else queries.protocol(kind)
    return {
        "base": last.number if last else 0,
        "steps": [
            {
                **{name: step[name] for name in ("key", "phase", "role")},
                "title": step["title_id"],
                "hint": step.get("hint_id", ""),
                "minutes": step.get("minutes"),
            }
            for step in sheet["step"]
        ],
        "initial": {
            "title": sheet["title_id"],
            "papers": "\n".join(queries.papers_of(sheet)),
            "invitees": "\n".join(f"{row['sector']}: {row['office']}" for row in sheet["invitees"]),
        },
    }
