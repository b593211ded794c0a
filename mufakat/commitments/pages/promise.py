"""A promise on its page: what it is called in words, its way through the sessions, and who is to move."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _, ngettext

from mufakat.commitments import queries
from mufakat.commitments.models import Commitment, DateRequest, Evidence, Verdict
from mufakat.core import dates
from mufakat.directory.queries import sector_title
from mufakat.journal.queries import history_of
from mufakat.journal.sentences import sentence


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
    shown: dict[Any, list[Evidence]] = defaultdict(list)
    for evidence in way.evidence:
        shown[evidence.update_id].append(evidence)
    waiting = next((asked for asked in way.requests if asked.state == "waiting"), None)
    last_check = way.checks[-1] if way.checks else None
    last = way.updates[-1] if way.updates else None
    unheard = last_check is not None and (last is None or last.at <= last_check.at)
    told = [
        _told(moment, commitment, linked=linked, way=way)
        | {"files": shown[moment.update.pk] if moment.update else []}
        for moment in way.moments
    ]
    return {
        "finding": finding if sessions else _("No session has judged this promise yet"),
        "timeline": sorted(
            [*told, *_from_above(commitment, linked=linked)], key=lambda line: line["on"]
        ),
        "files": files,
        "ball": queries.ball_of(
            commitment, on, last, way.checks, asked=waiting is not None, carried=sessions
        ),
        "asked": waiting,
        "missing": last_check if unheard and last_check and not last_check.adequate else None,
    }


def _from_above(commitment: Commitment, *, linked: bool) -> list[dict[str, Any]]:
    """What went to the forum above and what it answered, from the journal: the room of it lies above this one."""
    events = history_of(commitment, only=Q(verb__startswith="escalation."))
    zone, lines = commitment.region.timezone, []
    for event in reversed(events):
        line = {"on": dates.day_of(event.at, zone), "text": sentence(event), "files": []}
        file = {"url": f"/eskalasi/{event.subject_id}/", "link": _("The file")} if linked else {}
        lines.append(line | file)
    return lines


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
        by = check.session_label or check.by_name
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
