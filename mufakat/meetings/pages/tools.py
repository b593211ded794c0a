"""The pages on which things are worked out in a session, under the steps of its run sheet."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _, ngettext

from mufakat.meetings import rules
from mufakat.meetings.models import Meeting


class Tool(NamedTuple):
    """A page on which something is worked out, and how much stands there. `right`: only for who has it."""

    url: str
    label: str
    right: str = ""


def with_tools(meeting: Meeting, steps: Sequence[Any], counts: dict[str, int]) -> list[Any]:
    """The pages on which groups, problems and proposals are worked out, under the step where that is done: the first
    plain one of the process (else the first plain one), and the one of the promises."""
    plain = [s for s in steps if s.role == "plain"]
    work = next((s for s in plain if s.phase == "process"), plain[0] if plain else None)
    at = {work.position: _working(meeting, counts)} if work else {}
    agreed = next((s for s in steps if s.role == "commitments"), None)
    if agreed:
        at[agreed.position] = [*at.get(agreed.position, ()), *_agreeing(meeting, counts)]
    return [step._replace(tools=at.get(step.position, ())) for step in steps]


def _working(meeting: Meeting, counts: dict[str, int]) -> list[Tool]:
    here, n = meeting.get_absolute_url(), counts
    rounds = [
        _("ratings under way") if n["round_open"] else "",
        _("priorities set") if n["round_closed"] else "",
    ]
    problems = ngettext("%(n)d problem", "%(n)d problems", n["problem"]) % {"n": n["problem"]}
    told = ", ".join(x for x in (problems, *rounds) if x) if n["problem"] else _("Problems")
    groups = ngettext("%(n)d group", "%(n)d groups", n["group"]) % {"n": n["group"]}
    waiting, is_open = n["input"], meeting.state == "open"
    inputs = ngettext("%(n)d community input waits", "%(n)d community inputs wait", waiting)
    return [
        *[Tool(f"{here}masalah/#masukan", inputs % {"n": waiting})] * bool(waiting),
        Tool(f"{here}masalah/", told),
        *[Tool(f"{here}masalah/catat/", _("Name a problem"), "note_record")] * is_open,
        Tool(f"{here}kelompok/", groups if n["group"] else _("Groups")),
    ]


def _agreeing(meeting: Meeting, counts: dict[str, int]) -> list[Tool]:
    here, n = meeting.get_absolute_url(), counts["proposal"]
    proposals = ngettext(
        "%(n)d proposal for the Musrenbang", "%(n)d proposals for the Musrenbang", n
    )
    signed = ngettext(
        "joint commitment: %(n)d signature",
        "joint commitment: %(n)d signatures",
        counts["signature"],
    )
    told = proposals % {"n": n} if n else _("Proposals for the Musrenbang")
    reaches = rules.reaches_musrenbang(meeting.forum.region.level)
    return [
        *[Tool(f"{here}usulan/", told)] * bool(n or reaches),
        Tool(
            f"{here}komitmen-bersama/",
            signed % {"n": counts["signature"]} if counts["sheet"] else _("Joint commitment"),
        ),
    ]
