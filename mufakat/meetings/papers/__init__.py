"""The minutes on paper: the frozen copy of a session in the form of an official notulen, as PDF.

What a notulen of an Indonesian office holds: kop, day and hours, place, chair, note-taker, attendance, running
order with what was said, decisions, follow-up plan, signatures (domain facts S13, S16). The paper is Indonesian,
whatever language its reader uses. `minutes.py` writes the words, `reference/notulen.typ` sets the page.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import override

from mufakat.core.typesetting import PAPERS as PAPERS

from .letters import Copy, letter_page
from .minutes import Facts, minutes_facts
from .typesetting import typeset


def minutes_pdf(snapshot: Facts, *, digest: str, addendum: list[Facts], paper: str = "a4") -> bytes:
    """The minutes as tagged PDF/A-2a and PDF/UA-1; the same input gives the same bytes.

    `addendum`: what came after this ratification, each {at, by, text, kind?} as in `snapshot["addenda"]`.
    Raises ValueError for a paper that is not in PAPERS.
    """
    if paper not in PAPERS:
        raise ValueError(f"paper is one of {', '.join(PAPERS)}, not {paper}")
    with override("id"):
        facts = minutes_facts(snapshot, digest=digest, addendum=addendum)
    width, height = PAPERS[paper]
    made_at = snapshot.get("ratified_at") or snapshot.get("starts_at")
    timestamp = int(datetime.fromisoformat(made_at).timestamp()) if made_at else 0
    return typeset("notulen.typ", facts | {"width": width, "height": height}, timestamp)


def letter_pdf(
    facts: Facts, *, digest: str = "", copies: Sequence[Copy] = (), paper: str = "a4"
) -> bytes:
    """A letter of invitation with its list, or one page for each of `copies`, as tagged PDF/A-2a and PDF/UA-1; the same
    input gives the same bytes. Raises ValueError for a paper that is not in PAPERS."""
    if paper not in PAPERS:
        raise ValueError(f"paper is one of {', '.join(PAPERS)}, not {paper}")
    width, height = PAPERS[paper]
    timestamp = int(datetime.fromisoformat(facts["issued_at"] or facts["written_on"]).timestamp())
    page = letter_page(facts, digest=digest, copies=copies)
    return typeset("undangan.typ", page | {"width": width, "height": height}, timestamp)
