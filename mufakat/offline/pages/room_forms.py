"""The forms of Mode Rapat: those of the house, each with ids of its own, for they stand on one page."""

from collections.abc import Sequence
from typing import Any

from mufakat.commitments.queries import Gate
from mufakat.commitments.rules import promise as promised
from mufakat.core import clock
from mufakat.core.errors import refusal
from mufakat.core.forms import ActForm
from mufakat.directory.models import Organisation
from mufakat.directory.queries import seated_in
from mufakat.meetings import queries
from mufakat.meetings.forms import (
    GroupForm,
    MadeForm,
    NoteForm,
    PersonForm,
    ProblemForm,
    RaterForm,
    ReportForm,
    RoundForm,
    TextForm,
    VerdictForm,
)
from mufakat.meetings.models import Meeting

EVERYTHING = Gate(proof_asked="…", evidence=False, needs_second=True, checked=False)


def room_forms(meeting: Meeting, *, offered: Sequence[Organisation]) -> dict[str, ActForm]:
    year = queries.budget_year(meeting)
    forms: dict[str, ActForm] = {
        "guest": PersonForm(auto_id="tamu_%s"),
        "note": _without(NoteForm(None, meeting=meeting, auto_id="catat_%s"), "group"),
        "text": TextForm(auto_id="ubah_%s"),
        "group": GroupForm(None, meeting=meeting, auto_id="kelompok_%s"),
        "group_note": _without(NoteForm(None, meeting=meeting, auto_id="kc_%s"), "group"),
        "report": ReportForm(auto_id="lapor_%s"),
        "problem": ProblemForm(None, meeting=meeting, auto_id="masalah_%s"),
        "round": RoundForm(None, meeting=meeting, auto_id="putaran_%s"),
        "rater": RaterForm(None, meeting=meeting, auto_id="penilai_%s"),
        "commitment": MadeForm(None, year=year, meeting=meeting, auto_id="janji_%s"),
        "verdict": VerdictForm(None, year=year, gate=EVERYTHING, auto_id="putusan_%s"),
    }
    forms["verdict"].fields["proof_seen"].help_text = ""  # each promise asks for its own
    _offer(forms["commitment"], meeting, offered)
    if group := forms["problem"].fields.get("group"):
        group.widget.attrs["data-offers"] = "group"
    return forms


def _without(form: ActForm, *names: str) -> ActForm:
    for name in names:
        del form.fields[name]
    return form


def _offer(form: Any, meeting: Meeting, offered: Sequence[Organisation]) -> None:
    """Who sits in the forum, and every body of the kecamatan. What the rules ask of every promise is asked on the
    device already."""
    lacks = refusal(lambda: promised.owner_is_named(None, None))
    form.fields["owner_organisation"].widget.attrs |= {
        "data-or": "owner_person",
        "data-lacks": lacks,
    }
    form.fields["due_on"].widget.attrs["min"] = form.made_on.isoformat()
    bodies, _people = seated_in(meeting.forum, meeting.starts_on or clock.today())
    known = {body.pk: body for body in (*bodies, *offered)}
    form.fields["owner_organisation"].suggest(known.values())
