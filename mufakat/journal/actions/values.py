"""How the journal spells what it keeps, and what of it is hashed."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise

from mufakat.journal.models import Act, Event

Subject = models.Model
Values = dict[str, Any]


def kind_of(thing: Subject) -> str:
    """The word for a kind of thing in addresses and in the journal: a facility is told as an organisation."""
    return getattr(thing, "journal_kind", None) or thing._meta.model_name or ""


def plain(value: Any) -> Any:
    """A value as the journal spells it: text, whole numbers, dates; a related thing by its id.

    The spelling must come back from every database as it went in: instants in UTC, keys as text, no floats
    (PostgreSQL gives 1e20 back as a whole number).
    """
    if isinstance(value, models.Model):
        return plain(value.pk)
    if isinstance(value, float):
        raise TypeError("the journal keeps whole numbers and text")
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = value.astimezone(UTC)
    if isinstance(value, (uuid.UUID, datetime, date)):
        return DjangoJSONEncoder().default(value)
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return [plain(v) for v in value]
    return value


def act_values(act: Act) -> Values:
    """What of an act is hashed: all of it, beside the digests of its events.

    What later versions added is hashed where it is said: acts from before stay as they were.
    """
    values: Values = {
        "id": str(act.id),
        "number": act.number,
        "by": [act.by_id, act.by_name],
        "via": act.via,
        "made_at": act.made_at.timestamp(),
        "received_at": act.received_at.timestamp(),
        "answer": act.answer,
    }
    if act.asked:
        values["asked"] = act.asked
    if act.event_digests is not None:
        values["events"] = len(act.event_digests)
    return values


def event_values(event: Event) -> Values:
    """What of an event is hashed: all of it; `about` where there is one, as for acts."""
    values: Values = {
        "seq": event.seq,
        "act": str(event.act_id),
        "at": event.at.timestamp(),
        "by": [event.by_id, event.by_name],
        "verb": event.verb,
        "subject": [event.subject_kind, event.subject_id],
        "data": event.data,
    }
    return values | ({"about": event.about} if event.about else {})
