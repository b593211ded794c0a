"""Keep what could not be written down by itself, until a person decides."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import ResolverMatch

from mufakat.core.typed import shown, told
from mufakat.directory.models import User
from mufakat.journal.actions import OpenAct
from mufakat.journal.models import Act
from mufakat.meetings.models import Meeting
from mufakat.offline import rules
from mufakat.offline.models import Device, Entry
from mufakat.offline.rules import Sent

SHORT = 120  # characters of what was typed, in the sentence of history


def keep_entry(
    act: OpenAct,
    sent: Sent,
    *,
    user: User,
    device: Device | None,
    meeting_id: UUID | None,
    match: ResolverMatch | None,
    outcome: str,
    said: str,
    both: Sequence[dict[str, Any]] = (),
    seen: int | None = None,
    skew: timedelta | None = None,
    brought_by: str = "",
) -> Entry:
    """Nothing of it is lost: address, fields and reason, as they came. `match`: the view that was asked, whose form
    tells what was typed."""
    said = rules.without_nul(said)  # a refusal may repeat what was typed
    meeting = Meeting.objects.filter(pk=meeting_id).first() if meeting_id else None
    fields = [[rules.without_nul(text) for text in pair] for pair in sent.fields]
    named: dict[str, list[str]] = {}
    for name, value in fields:
        named.setdefault(name, []).append(value)
    typed = told(user, match, named) if match else shown("", named)
    entry = Entry.objects.create(
        id=sent.doubted if brought_by else sent.key,
        act_id=sent.act,
        again_id=sent.act if brought_by else sent.again,
        brought_by=brought_by,
        user=user,
        device=device,
        meeting=meeting,
        path=sent.path,
        fields=fields,
        shown=typed,
        outcome=outcome,
        said=said,
        both=[{key: _kept(value) for key, value in each.items()} for each in both],
        seen=seen,
        made_at=act.row.made_at,
        received_at=act.at,
        skew=round(skew.total_seconds()) if skew else 0,
    )
    what = (" · ".join(value for _label, value in typed) or sent.path)[:SHORT]
    about = [meeting] if meeting else []
    form = "brought" if brought_by else ""
    act.note("entry.kept", entry, about=about, form=form, what=what, said=said, outcome=outcome)
    return entry


def _kept(value: Any) -> Any:
    return rules.without_nul(value) if isinstance(value, str) else value


def leave_entry(act: OpenAct, entry: Entry, *, reason: str) -> Entry:
    """It is not needed: it stays readable with the reason, and is asked about no more."""
    row = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    rules.can_leave(Act.objects.filter(pk=row.again_id).exists(), row.left_at is not None)
    rules.leaving_says_why(reason)
    row.left_at, row.left_by, row.left_why = act.at, act.by_name, reason
    row.save(update_fields=["left_at", "left_by", "left_why"])
    what = (" · ".join(value for _label, value in row.shown) or row.path)[:SHORT]
    about = [row.meeting] if row.meeting else []
    act.note("entry.left", row, about=about, what=what, reason=reason)
    return row
