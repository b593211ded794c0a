"""Who can supply a part of an accountability file that is missing, on which page, and what it lacks."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from mufakat.meetings.models import Meeting

SUPPLIERS: dict[str, Promise] = {
    "notulis": gettext_lazy("Note-taker"),
    "registrar": gettext_lazy("Registrar"),
    "chair": gettext_lazy("Chair"),
    "speaker": gettext_lazy("Who spoke"),
    "treasurer": gettext_lazy("Treasurer"),
}
NAMED = {"notulis": "notulis", "registrar": "notulis", "chair": "chair"}
# Where a paper of the house comes from, below the page of the session, and what the button says.
WHERE: dict[str, tuple[str, Promise]] = {
    "letter": ("undangan/", gettext_lazy("Write the letter")),
    "terms": ("berkas/kak/catat/", gettext_lazy("Write the terms of reference")),
    "agenda": ("ubah/", gettext_lazy("Set day and hours")),
    "minutes": ("", gettext_lazy("Go on with the session")),
    "promises": ("#komitmen", gettext_lazy("Write down promises")),
    "sheet": ("komitmen-bersama/", gettext_lazy("Go on with the joint commitment")),
    "proposals": ("usulan/", gettext_lazy("Write down proposals")),
    "costs": ("berkas/biaya/catat/", gettext_lazy("Write down costs")),
}
# Until when the house makes a paper; after that only a scan of it is put in.
MADE_UNTIL = {
    "letter": ("planned",),
    "sheet": ("planned", "open"),
    "proposals": ("planned", "open"),
}


def supplier_of(role: str, meeting: Meeting) -> str:
    """Role and, where it is known, name: "Notulis: Dewi Lestari"."""
    name = getattr(meeting, NAMED[role]) if role in NAMED else ""
    return f"{SUPPLIERS[role]}: {name}" if name else str(SUPPLIERS[role])


def where_supplied(part: str, made: str, meeting: Meeting) -> tuple[str, str]:
    """Address and label of the one button with which a part is supplied."""
    here = meeting.get_absolute_url()
    over = made in MADE_UNTIL and meeting.state not in MADE_UNTIL[made]
    if made in WHERE and not over:
        path, label = WHERE[made]
        return f"{here}{path}", str(label)
    return f"{here}berkas/catat/?bagian={part}", _("Put it in")


def lack_of(part: str, made: str, counts: Mapping[str, int]) -> str:
    """What is missing, in a few words; empty where the name of the part says it."""
    if n := counts.get(f"waiting:{part}", 0):
        return ngettext("%(n)d file has not arrived yet", "%(n)d files have not arrived yet", n) % {
            "n": n
        }
    if n := counts.get(f"unproven:{part}", 0):
        return ngettext("%(n)d line has no receipt", "%(n)d lines have no receipt", n) % {"n": n}
    if made == "attendance" and counts.get("present"):
        words = {"n": counts["present"] - counts.get("signed", 0)}
        return (
            ngettext(
                "%(n)d present has not signed: print the list, let it be signed, photograph it",
                "%(n)d present have not signed: print the list, let it be signed, photograph it",
                words["n"],
            )
            % words
        )
    if made == "minutes":
        return _("not ratified yet")
    return ""
