"""A promise on its page: what it is called in words, its way through the sessions, and who is to move."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.commitments import queries
from mufakat.commitments.models import Commitment, DateRequest, Evidence, Verdict
from mufakat.core import dates
from mufakat.directory.queries import sector_title

from .above import events_above, lines_of, waits_above
from .again import again_because

LAST = 6  # reports and checks that a second person reads above the form


def facts_of(commitment: Commitment) -> dict[str, Any]:
    """What the promise is called in words."""
    return {
        "commitment": commitment,
        "sector": sector_title(commitment.sector),
        "funding": queries.funding_title(commitment.funding_source),
    }


def story_of(commitment: Commitment, on: date, *, files: str, linked: bool) -> dict[str, Any]:
    """The way of the promise through its sessions. `files`: the address under which its proofs open; `linked`: the
    reader may follow links to the sessions."""
    way = queries.timeline_of(commitment)
    sessions = sum(moment.verdict is not None for moment in way.moments)
    finding = ngettext(
        "%(n)d session has judged this promise", "%(n)d sessions have judged this promise", sessions
    ) % {"n": sessions}
    waiting = next((asked for asked in way.requests if asked.state == "waiting"), None)
    last_check = way.checks[-1] if way.checks else None
    last = way.updates[-1] if way.updates else None
    unheard = last_check is not None and (last is None or last.at <= last_check.at)
    above, zone = events_above(commitment), commitment.region.timezone
    told = _lines(way.moments, commitment, way, linked=linked)
    ball = queries.ball_of(commitment, on, way, asked=waiting is not None, carried=sessions)
    return {
        "finding": finding if sessions else _("No session has judged this promise yet"),
        "timeline": sorted(
            [*told, *lines_of(above, zone, linked=linked)], key=lambda line: line["on"]
        ),
        "above": waits_above(above, zone),
        "files": files,
        "reported": bool(way.updates),
        "ball": ball,
        "again": again_because(commitment, way) if ball.holder == "checker" else "",
        "asked": waiting,
        "missing": last_check if unheard and last_check and not last_check.adequate else None,
    }


def judged_by_second(commitment: Commitment) -> dict[str, Any]:
    """What a second person looks at: the last reports with their proof, and what was found of earlier ones."""
    way = queries.timeline_of(commitment)
    reports = [moment for moment in way.moments if moment.update or moment.check]
    return {
        "reported": bool(way.updates),
        "again": "" if queries.content_now(commitment) else again_because(commitment, way),
        "timeline": _lines(reports[-LAST:], commitment, way, linked=False),
        "more": len(way.moments) > len(reports[-LAST:]),
        "files": "/bukti/",
        "may_withdraw": False,
        "by_id": "",
    }


def _lines(
    moments: list[queries.Moment], commitment: Commitment, way: queries.Way, *, linked: bool
) -> list[dict[str, Any]]:
    """Each moment as a line, with the files of its report."""
    shown: dict[Any, list[Evidence]] = defaultdict(list)
    for evidence in way.evidence:
        shown[evidence.update_id].append(evidence)
    return [
        _told(moment, commitment, linked=linked, way=way)
        | {"files": shown[moment.update.pk] if moment.update else []}
        for moment in moments
    ]


def _told(
    moment: queries.Moment, commitment: Commitment, *, linked: bool, way: queries.Way
) -> dict[str, Any]:
    """One line of the way."""
    line: dict[str, Any] = {"on": moment.on}
    if update := moment.update:
        progress = "" if update.progress is None else f" ({update.progress} %)"
        done = update.says_done or update.pk in way.taken_back
        text = _("Reported as done: %s") if done else _("Reported: %s")
        return line | {"text": text % update.text + progress, "by": update.by_name}
    if verdict := moment.verdict:
        line |= {"state": verdict.verdict, "text": _decided(verdict)}
        if linked:
            return line | {"url": f"/rapat/{verdict.session_id}/", "link": verdict.session_label}
        return line | {"by": verdict.session_label}
    if check := moment.check:
        told = (
            _("Looked at by %s: adequate") if check.adequate else _("Looked at by %s: not adequate")
        )
        by = check.session_label or (check.by_name if check.person_id else "")  # else told already
        return line | {
            "text": ": ".join(x for x in (told % check.who, check.reason) if x),
            "by": by,
        }
    if moment.asked:
        return line | _asked(moment.asked)
    due = dates.short_date(moment.due_on) if moment.due_on else ""
    text = _("Promised: “%(what)s”, due %(due)s") % {"what": moment.what, "due": due}
    return line | {"text": text, "by": commitment.source_label}


def _asked(asked: DateRequest) -> dict[str, Any]:
    text = _("Asked for a new date, %(day)s: %(reason)s") % {
        "day": dates.short_date(asked.wanted_on),
        "reason": asked.reason,
    }
    return {"text": f"{text} ({asked.get_state_display()})", "by": asked.by_name}


def _decided(verdict: Verdict) -> str:
    """What a session decided, beside the word of its verdict: new wording, new date, reason, proof."""
    parts = []
    if verdict.what_after != verdict.what_before:
        parts.append(_("New wording: “%s”") % verdict.what_after)
    if verdict.due_after != verdict.due_before:
        parts.append(_("New date: %s") % dates.short_date(verdict.due_after))
    if verdict.reason:
        parts.append(_("Reason: %s") % verdict.reason)
    if verdict.proof_seen:
        parts.append(_("The proof was shown in the session"))
    return ". ".join(parts)
