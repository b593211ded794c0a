"""What is right about an office's own run sheet."""

from collections import Counter
from collections.abc import Mapping, Sequence
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
    phases = [PHASES.index(step["phase"]) for step in steps]
    if phases != sorted(phases):
        raise RuleBroken(
            "protocol.phases_mixed",
            _("Input comes before process, and process before output: check part and order."),
        )


def order_of(steps: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The steps by part, then by the number that was typed, then as they stood."""
    return sorted(steps, key=lambda step: (PHASES.index(step["phase"]), step["order"]))


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
