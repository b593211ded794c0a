"""What a device hears and sends: who is signed in, parcels of acts, pieces of files. In JSON, for our own script."""

import json
import zlib
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from mufakat.core import clock
from mufakat.core.dates import month_in_words
from mufakat.core.ids import parse_id
from mufakat.indicators.models import Assessment
from mufakat.meetings.models import Meeting
from mufakat.offline import actions, keeping, queries, receiving, rules, seals
from mufakat.offline.models import Device
from mufakat.offline.turnstile import TURNSTILE, Busy, come_again

LARGEST = 256 * 1024  # bytes of a parcel, unpacked


def answer(status: int = 200, **told: Any) -> JsonResponse:
    """`mufakat` tells our answers from those of a gate that stands before us."""
    reply = JsonResponse({"mufakat": 1, **told}, status=status)
    reply.headers["Cache-Control"] = "no-store"
    return reply


@login_not_required
@require_GET
def see_contact(request: HttpRequest) -> JsonResponse:
    """Who is signed in here, what time it is, which sessions are near, which assessments due."""
    user: Any = request.user
    if not user.is_authenticated:
        return answer(401, user=None)
    key = parse_id(request.GET.get("perangkat"))
    now = clock.now()
    near = [] if user.seen_as else queries.soon(user, now)
    due = [] if user.seen_as else queries.assessments_soon(user, clock.today())
    if key and not user.seen_as:
        actions.meet(user, key, now, session_key=request.session.session_key or "")
    return answer(
        user=str(user.pk),
        name=str(user),
        now=now.isoformat(),
        csrf=_token(request),
        key=seals.key_of(key, user.pk) if key else "",
        seen_as=bool(user.seen_as),
        tray=queries.waiting_entries(user).count(),
        lost=queries.is_lost(request.GET.get("ujung", "")),
        soon=[*(_near(meeting) for meeting in near), *(_due(each) for each in due)],
    )


def _near(meeting: Meeting) -> dict[str, str]:
    return {
        "id": str(meeting.pk),
        "title": meeting.title,
        "url": reverse("see_room", args=[meeting.pk]),
        "tag": str(meeting.last_event),  # type: ignore[attr-defined]
    }


def _due(assessment: Assessment) -> dict[str, str]:
    month = month_in_words(assessment.month)
    return {
        "id": str(assessment.pk),
        "title": f"{assessment.instrument}, {assessment.organisation}, {month}",
        "url": reverse("see_filling_room", args=[assessment.pk]),
        "tag": str(assessment.last_event),  # type: ignore[attr-defined]
    }


def _token(request: HttpRequest) -> str:
    from django.middleware.csrf import get_token

    return get_token(request)


@login_not_required
@require_POST
def send_parcel(request: HttpRequest) -> HttpResponse:
    """Acts in the order in which they were written; a receipt for each. Who finds another at it comes again later."""
    try:
        body = request.body  # whoever sends it drop by drop has no turn yet
        with TURNSTILE.passed():
            return _taken_in(request, body)
    except RequestDataTooBig:
        return answer(413, most=rules.MOST_ACTS)
    except UnreadablePostError:
        return answer(400, why="cut short")
    except Busy as busy:
        return come_again(busy)


def _taken_in(request: HttpRequest, body: bytes) -> JsonResponse:
    user: Any = request.user
    if not user.is_authenticated:
        return answer(401, user=None)
    told = _unpacked(body, request.headers.get("Content-Encoding", ""))
    if told is None:
        return answer(400, why="unreadable")
    acts = told.get("acts")
    if not isinstance(acts, list) or len(acts) > rules.MOST_ACTS:
        return answer(413, most=rules.MOST_ACTS)
    if told.get("user") != str(user.pk) or user.seen_as:
        return answer(409, user=str(user.pk))
    device = heard(request, told)
    skew = rules.skew_of(told.get("now"), clock.now())
    receipts = receiving.deliver_all(user, acts, device=device, skew=skew)
    told_of = [_spelt(each) for each in receipts if each]
    return answer(user=str(user.pk), receipts=told_of, end=queries.end_of_journal())


def _spelt(each: keeping.Receipt) -> dict[str, str]:
    return {"act": str(each.act), "outcome": each.outcome, "said": each.said, "url": each.url}


def heard(request: HttpRequest, told: dict[str, Any]) -> Device | None:
    """The device that sends, as it tells of itself."""
    key = parse_id(told.get("device"))
    if key is None:
        return None
    now, waiting, persistent = clock.now(), told.get("waiting"), told.get("persistent")
    return actions.hear_from(
        request.user,  # type: ignore[arg-type]
        key,
        now,
        skew=rules.skew_of(told.get("now"), now),
        waiting=waiting if isinstance(waiting, int) and 0 <= waiting < 1_000_000 else 0,
        is_persistent=persistent if isinstance(persistent, bool) else None,
        name=rules.without_nul(rules.whole(str(told.get("name") or ""))),
        session_key=request.session.session_key or "",
    )


def _unpacked(body: bytes, encoding: str) -> dict[str, Any] | None:
    """The parcel as it was packed; None for anything that is none, or that swells beyond the measure."""
    try:
        if encoding == "gzip":
            unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
            body = unpack.decompress(body, LARGEST)
            if unpack.unconsumed_tail or not unpack.eof:
                return None
        told = json.loads(body[: LARGEST + 1])
    except (ValueError, zlib.error, RecursionError):
        return None
    return told if isinstance(told, dict) else None
