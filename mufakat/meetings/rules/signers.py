"""Who signs a letter."""

from collections.abc import Sequence

from mufakat.core.errors import RuleBroken
from mufakat.core.rules import bare
from mufakat.directory.rules import nip

from .same_person import tidy_name


def nip_of_signer(text: str) -> str:
    """The rule of every NIP, at the field of the letter."""
    try:
        return nip(text)
    except RuleBroken as broken:
        raise RuleBroken(broken.code, broken.message, "signer_nip") from None


# Beginnings of the titles of those who lead an office, the surest first; and of those who lead only a part of one.
HEADS = ("camat", "lurah", "kepala", "direktur", "ketua", "sekretaris")
PARTS = (
    "kepala seksi",
    "kepala sub",
    "kepala bidang",
    "kepala bagian",
    "kepala urusan",
    "kepala tata usaha",
)


def heads_among(titles: Sequence[str]) -> list[int]:
    """Which of these titles leads the office: of the surest kind that there is. Two of one kind: it is not known."""
    said = [title.casefold() for title in titles]
    for head in HEADS:
        if found := [
            n for n, t in enumerate(said) if t.startswith(head) and not t.startswith(PARTS)
        ]:
            return found
    return []


def invites_himself(invited: str, signer: str) -> bool:
    """Who signs does not stand in the list of those whom the letter invites."""
    return bare(tidy_name(invited)) == bare(tidy_name(signer))
