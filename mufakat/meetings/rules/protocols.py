"""What is right about an office's own run sheet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

PHASES = ("input", "process", "output")
# A session cannot do without them: who is there, what became of the promises, new ones, who answers for the minutes.
KEPT = {
    "attendance": _("attendance"),
    "report_card": _("report card of the promises"),
    "commitments": _("new promises"),
    "ratification": _("ratification"),
}
MOST_STEPS = 40
MOST_LINES = 40
LONGEST_STEP = 600  # minutes


def steps_are_whole(steps: Sequence[Mapping[str, Any]]) -> None:
    """Each of the four steps that carry a session stands there once; the phases follow each other."""
    roles = Counter(step["role"] for step in steps)
    for role, title in KEPT.items():
        if roles[role] != 1:
            raise RuleBroken(
                "protocol.step_lost",
                _("The step “%(step)s” belongs to every session: it stands there exactly once.")
                % {"step": title},
            )
    if len(steps) > MOST_STEPS:
        raise RuleBroken(
            "protocol.too_many_steps",
            _("A run sheet has at most %(n)d steps.") % {"n": MOST_STEPS},
        )
    for before, step in pairwise(steps):
        if PHASES.index(step["phase"]) < PHASES.index(before["phase"]):
            raise RuleBroken(
                "protocol.phases_mixed",
                _(
                    "“%(step)s” cannot stand after “%(before)s”: input comes before process, and process before "
                    "output. Correct its part or its number."
                )
                % {"step": step.get("title", ""), "before": before.get("title", "")},
            )


def order_of(steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The steps by the number that was typed, then as they stood. One that names no part belongs to that of the step
    before it; at the very beginning, to that of the step after it."""
    found = [dict(step) for step in sorted(steps, key=lambda step: step["order"])]
    named = (step["phase"] for step in found if step["phase"])
    phase = next(named, PHASES[0])
    for step in found:
        phase = step["phase"] = step["phase"] or phase
    return found


def one_run_sheet(offices: Sequence[str]) -> None:
    """The run sheets that the hosts of a session follow are one and the same; else somebody chooses. An empty name is
    the reference."""
    if len(offices) > 1:
        names = [name or str(_("the reference of Mufakat")) for name in offices]
        raise RuleBroken(
            "protocol.several",
            _("The hosts follow different run sheets: %(names)s. Choose which one holds.")
            % {"names": "; ".join(names)},
            "sheet_of",
        )


def version_is_last(seen: int | None, last: int) -> None:
    """Nobody saves over a version that he has not read."""
    if seen is not None and seen != last:
        raise RuleBroken(
            "protocol.newer_version",
            _("Meanwhile version %(n)d was saved. Open it and put your changes there.")
            % {"n": last},
        )


def has_own_copy(number: int, is_reference: bool) -> None:
    if not number or is_reference:
        raise RuleBroken("protocol.no_copy", _("This office follows the reference already."))


def invitees_of(text: str, sectors: Mapping[str, Any]) -> list[dict[str, str]]:
    """ "pertanian: Koordinator penyuluh", one a line; the sector by its code or its title."""
    found: list[dict[str, str]] = []
    codes = {str(title).casefold(): code for code, title in sectors.items()}
    for line in _lines(text):
        named, sign, office = (part.strip() for part in line.partition(":"))
        code = named if named in sectors else codes.get(named.casefold(), "")
        if not (sign and code and 0 < len(office) <= 120):
            raise RuleBroken(
                "protocol.invitee_unreadable",
                _("“%(line)s” is no invitee. Write the sector, a colon, and the office.")
                % {"line": line[:80]},
                "invitees",
            )
        found.append({"sector": code, "office": office})
    return found


def papers_of(text: str) -> list[str]:
    """One paper a line."""
    return [line[:160] for line in _lines(text)]


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise RuleBroken(
            "protocol.too_many_lines", _("At most %(n)d lines.") % {"n": MOST_LINES}, "papers"
        )
    return lines
