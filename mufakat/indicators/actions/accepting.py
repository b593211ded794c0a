"""Verify, accept, send back: by another person than who filled it in."""

from collections.abc import Mapping
from typing import Any

from mufakat.indicators.models import Assessment, State
from mufakat.indicators.queries.assessments import fillers_of, scored_of, sheet_of
from mufakat.indicators.rules import Scored, workflow
from mufakat.journal.actions import OpenAct
from mufakat.journal.rules import digest_of

from .assessments import locked, words_of
from .booking import book

FOUND = ("accepted_by", "result", "met", "applicable", "passed", "grade")


def verify_assessment(act: OpenAct, assessment: Assessment, *, note: str = "") -> Assessment:
    """A second person has looked at the answers and what shows them."""
    stands = locked(assessment)
    workflow.can_verify(stands.state)
    workflow.second_person(act.by_id, fillers_of(assessment))
    act.change(
        assessment,
        "assessment.verified",
        base=None,
        about=[assessment.organisation],
        told={
            **words_of(assessment),
            "note": note.strip(),
            "form": "noted" if note.strip() else "",
        },
        state=State.VERIFIED,
        verified_at=act.at,
        verified_by=act.by_name,
    )
    return assessment


def return_assessment(act: OpenAct, assessment: Assessment, *, reason: str) -> Assessment:
    """Back to who filled it in, with what is to be mended."""
    stands = locked(assessment)
    workflow.can_return(stands.state)
    workflow.second_person(act.by_id, fillers_of(assessment))
    workflow.says_why(reason)
    act.change(
        assessment,
        "assessment.returned",
        base=None,
        about=[assessment.organisation],
        told={**words_of(assessment), "reason": reason.strip()},
        state=State.RETURNED,
        returned_reason=reason.strip(),
        verified_at=None,
        verified_by="",
    )
    return assessment


def accept_assessment(act: OpenAct, assessment: Assessment) -> Assessment:
    """It counts from now on: its score is kept with its version, for ever, and the figures follow."""
    stands = locked(assessment)
    workflow.can_accept(stands.state)
    workflow.second_person(act.by_id, fillers_of(assessment))
    scored = scored_of(sheet_of(stands))
    found: dict[str, Any] = {
        "accepted_by": act.by_name,
        "result": result_of(scored),
        "met": scored.whole.met,
        "applicable": scored.whole.applicable,
        "passed": scored.passed,
        "grade": scored.grade,
    }
    told = {"met": scored.whole.met, "of": scored.whole.applicable}
    act.change(
        assessment,
        "assessment.accepted",
        base=None,
        about=[assessment.organisation],
        told={**words_of(assessment), **told, "digest": _digest(stands, found)},
        unsaid=("result",),
        state=State.FINAL,
        accepted_at=act.at,
        **found,
    )
    book(assessment.instrument, assessment.organisation)
    return assessment


def digest_of_accepted(assessment: Assessment) -> str:
    """What an accepted assessment says, as it is kept."""
    return _digest(assessment, {name: getattr(assessment, name) for name in FOUND})


def _digest(assessment: Assessment, found: Mapping[str, Any]) -> str:
    """Of what was asked of whom, what was answered, and what that came to."""
    asked = {
        "version": assessment.of_version.digest,
        "organisation": str(assessment.organisation_id),
        "unit": str(assessment.unit_id or ""),
        "on": assessment.on.isoformat(),
        "month": assessment.month,
        "parts": assessment.parts,
        "answers": assessment.answers,
    }
    return digest_of(asked, dict(found))


def result_of(scored: Scored) -> Mapping[str, Any]:
    """The score as it is kept: whole numbers and text."""
    return {
        "measures": {key: list(pair) for key, pair in scored.measures.items()},
        "domains": {
            code: {
                "met": tally.met,
                "applicable": tally.applicable,
                "missing": tally.missing,
                "index": None
                if tally.index is None
                else [tally.index.numerator, tally.index.denominator],
            }
            for code, tally in scored.domains.items()
        },
        "indicators": {
            code: {"met": one.met, "pair": list(one.pair) if one.pair else None}
            for code, one in scored.indicators.items()
        },
        "grade": scored.grade,
    }
