"""What lies in the accountability file of a session of the demonstration: terms, costs, photos, receipts."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from mufakat.journal.actions import OpenAct
from mufakat.meetings import actions
from mufakat.meetings.models import Meeting

from .pictures import drawn
from .stage import Row, Step

if TYPE_CHECKING:
    from .sessions import Session


def steps(session: "Session") -> Iterator[Step]:
    """In the order of their hours, which the data gives."""
    if row := session.data.get("terms"):
        yield session.step(session.local(row["made_at"]), "terms", partial(_terms, row))
    for number, row in enumerate(session.data.get("expense", [])):
        at = session.local(row["made_at"])
        yield session.step(at, f"expense/{number}", partial(_expense, row))
    for number, row in enumerate(session.data.get("file", [])):
        at = session.local(row["made_at"])
        yield session.step(at, f"file/{number}", partial(_file, row))


def _terms(row: Row, act: OpenAct, meeting: Meeting) -> None:
    names = ("background", "aims", "target", "costs", "total_idr")
    actions.record_terms(act, meeting, **{name: row[name] for name in names})


def _expense(row: Row, act: OpenAct, meeting: Meeting) -> None:
    names = ("item", "people", "quantity", "rate_idr", "recipient")
    actions.record_expense(act, meeting, **{name: row[name] for name in names})


def _file(row: Row, act: OpenAct, meeting: Meeting) -> None:
    proves = meeting.expenses.filter(item__in=row.get("proves", ()))
    actions.record_file(
        act,
        meeting,
        part=row["part"],
        caption=row["caption"],
        document=drawn(row["picture"], row["caption"], meeting.zone),
        taken_on=date.fromisoformat(row["taken_on"]) if "taken_on" in row else None,
        place=row.get("place", ""),
        expenses=list(proves),
    )
