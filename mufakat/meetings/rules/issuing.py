"""When the accountability file of a session may be issued, and how its key is written."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

# Without the signs that are taken for one another: 0 O, 1 I L.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
KEY_LENGTH = 12  # of 31 signs: 59 bits, which nobody guesses


def can_issue_file(state: str, missing: Sequence[str], waiting: int) -> None:
    """Only what is complete leaves the house under a key: what is not is a draft."""
    if state == "cancelled":
        raise RuleBroken("meeting.cancelled", _("This session was cancelled."))
    if missing:
        raise RuleBroken(
            "spj.incomplete",
            _("These parts are still missing: %(parts)s.") % {"parts": ", ".join(missing)},
        )
    if waiting:
        raise RuleBroken(
            "spj.waiting",
            _("Files that were announced have not arrived yet: %(n)d.") % {"n": waiting},
        )


def file_has_changed(content: str, paper: str, last: tuple[str, str] | None) -> None:
    """A further edition says something else, or is on other paper. `last`: content and paper of the last edition."""
    if last == (content, paper):
        raise RuleBroken("spj.same", _("Nothing has changed since the last edition."))


def nothing_came_between(seen: int, last: int) -> None:
    """The file was made of what had been written down to the event `seen`."""
    if last != seen:
        raise RuleBroken(
            "spj.changed_meanwhile",
            _("Somebody wrote something down meanwhile. Look at the file, then issue it again."),
        )


def spelt_key(drawn: str) -> str:
    """Twelve signs as they are read aloud: K7QF-9M2X-4TRD."""
    return "-".join(re.findall("....", drawn))


def key_in(typed: str) -> str:
    """The key that somebody typed or scanned, as it is kept; empty if it can be none."""
    plain = re.sub(r"[\s\-–.]+", "", typed[:60]).upper()
    return spelt_key(plain) if re.fullmatch(f"[{SIGNS}]{{{KEY_LENGTH}}}", plain) else ""
