"""Mode Rapat: everything with which a session is written down, on one page that a device can take along."""

from typing import Any

from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.dates import clock as hour_of
from mufakat.directory.models import Organisation
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting
from mufakat.meetings.pages import rows
from mufakat.meetings.pages.days import hours_of_today
from mufakat.meetings.pages.desk import told_of
from mufakat.meetings.pages.frame import rights, under

from .room_forms import room_forms

NEAR = "../"  # from Mode Rapat to the session: in every row, and taken along, so the shorter one
MOST_OFFERED = 150  # organisations of the kecamatan


def room_page(user: Any, meeting: Meeting) -> dict[str, Any]:
    may = rights(user, meeting.forum)
    today = clock.today(meeting.zone)
    here = meeting.get_absolute_url()
    agenda = queries.agenda_of(meeting)
    card = queries.report_card(meeting, today)
    made = queries.made_in(meeting)
    groups, rounds = list(meeting.groups.all()), _rounds(meeting)
    problems = queries.problems_of(meeting)
    people = _people(meeting)
    return {
        **under(meeting, _("Session mode")),
        "crumbs": [],  # its head leads back, and on a telephone every line counts
        "meeting": meeting,
        "here": here,
        "may": may,
        "steps": [dict(zip(STEP, row, strict=True)) for row in agenda],
        "people": people,
        "came": sum(person["state"] != "away" for person in people),
        "entries": _entries(meeting),
        "groups": groups,
        "problems": problems,
        "rounds": rounds,
        "card": [
            (line.commitment.id, rows.card_row(line, meeting.timezone, NEAR)) for line in card.lines
        ],
        "made": [(row.commitment.id, rows.made_row(row, NEAR)) for row in made],
        "form_of": room_forms(meeting, offered=_offered(meeting)),
        "data": _data(meeting, agenda, rounds),
    }


STEP = ("id", "position", "phase", "role", "title", "hint", "minutes", "begun_at", "ended_at")


def _people(meeting: Meeting) -> list[dict[str, Any]]:
    """Who is on the list, by name, with what is known of his coming."""
    listed, now = queries.listed_in(meeting), clock.now()
    instead = queries.stood_in_for(listed)
    found = []
    for person in sorted(listed, key=lambda p: rules.sorting_name(p.name)):
        span = hours_of_today(person, meeting, now)
        state = "away" if span is None else "left" if span.left else "here"
        told = told_of(person, meeting, instead)
        found.append({"person": person, "state": state, "told": told})
    return found


def _entries(meeting: Meeting) -> list[dict[str, Any]]:
    """Notes and decisions in their order, with the version that a change is based on."""
    columns = ("id", "text", "at", "by_name", "version", "agenda_item_id")
    notes = meeting.notes.values(*columns, "group_id")
    told = [dict(row, kind="note", path="catatan") for row in notes]
    told += [
        dict(row, kind="decision", path="keputusan", group_id=None)
        for row in meeting.decisions.values(*columns)
    ]
    for row in told:
        row["hour"] = hour_of(row["at"], meeting.timezone)
    return sorted(told, key=lambda row: (row["at"], str(row["id"])))


def _rounds(meeting: Meeting) -> list[Any]:
    return list(meeting.rounds.prefetch_related("problems", "raters"))


def _offered(meeting: Meeting) -> list[Organisation]:
    """The organisations of the kecamatan, offered while one types."""
    near = Organisation.objects.filter(
        region__path__under=meeting.forum.region_path, valid_to__isnull=True
    )
    return list(near.select_related("region").order_by("name", "id")[:MOST_OFFERED])


def _data(meeting: Meeting, agenda: Any, rounds: list[Any]) -> dict[str, Any]:
    """What the script needs besides the page itself: the plan of the time, and what rounds ask."""
    return {
        "steps": [
            {
                "id": str(row[0]),
                "title": row[4],
                "minutes": row[6],
                "begun": row[7].isoformat() if row[7] else "",
                "ended": row[8].isoformat() if row[8] else "",
            }
            for row in agenda
        ],
        "methods": {code: _asked(queries.method(code)) for code, _title in queries.methods()},
        "rounds": [
            {
                "id": str(each.pk),
                **_asked(each.rule),
                "problems": [(str(p.pk), p.text) for p in each.problems.all()],
                "raters": [(str(r.pk), str(r)) for r in each.raters.all()],
            }
            for each in rounds
            if each.state == "open"
        ],
    }


def _asked(rule: Any) -> dict[str, Any]:
    """Title of a method and what raters give by it: key, title, lowest, highest (0: as many as there are problems)."""
    order = rule["formula"] == "order"
    return {
        "title": rule["title"],
        "criteria": [
            (c["key"], c["title"], c["low"], 0 if order else c["high"])
            for c in rule["criteria"]
            if not c["measured"]
        ],
    }
