"""Give a message to the post, say that it was passed on by hand, and want no news any more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mufakat.core.ids import new_id
from mufakat.directory.models import Forum, Organisation, Person
from mufakat.journal.actions import OpenAct

from . import queries, rules
from .models import Channel, Kind, Message, Part, Silence


def queue_message(
    act: OpenAct,
    *,
    key: str,
    forum: Forum,
    subject: str,
    text: str,
    person: Person | None = None,
    organisation: Organisation | None = None,
    name: str = "",
    phone: str = "",
    email: str = "",
    not_before: datetime | None = None,
    until: datetime | None = None,
) -> Message:
    """A letter that somebody sends on purpose (an invitation). The same `key` a second time sends nothing: what stands
    is returned. It goes out within the hours at which messages may reach people, by the first way there is: the
    gateway if there is a telephone, else e-mail, else by hand on the page "Kabar hari ini" until `until`.

    No event of its own: the act that asks for it tells why.
    """
    zone = forum.region.timezone
    message, made = Message.objects.get_or_create(
        key=key[:120],
        defaults={
            "id": new_id(),
            "kind": Kind.LETTER,
            "person": person,
            "organisation": organisation,
            "name": (name or str(person or organisation or ""))[:160],
            "phone": phone[:30],
            "email": email,
            "subject": subject[:200],
            "timezone": zone,
            "made_at": act.at,
            "due_at": queries.hours().next_open(not_before or act.at, zone),
            "until": until,
        },
    )
    if made:
        Part.objects.create(message=message, forum=forum, text=text[:6000])
    return message


def deliver_message(act: OpenAct, message: Message, *, parts: Sequence[Part]) -> Message:
    """Somebody passed these parts on by hand: nobody sends them again. The row is locked first, so that the worker
    does not send it in the same moment."""
    fresh = Message.objects.select_for_update().get(pk=message.pk)
    rules.not_delivered_yet(queries.how_sent(fresh))
    open_parts = fresh.parts.filter(pk__in=[part.pk for part in parts], told_at=None)
    rules.something_is_left([part.text for part in open_parts])
    open_parts = open_parts.exclude(text="")
    told = list(open_parts.select_related("forum", "organisation"))
    gone = next((part for part in parts if part not in told), None)
    if not told and gone is not None:
        stands = Part.objects.get(pk=gone.pk)
        rules.not_delivered_yet(stands.told_by)
    open_parts.update(told_at=act.at, told_by=act.by_name)
    if not fresh.parts.filter(told_at=None).exclude(text="").exists():
        fresh.sent_at, fresh.channel, fresh.due_at = act.at, Channel.PASTE, None
        fresh.save()
    about = [fresh.person] if fresh.person else []
    act.note("message.delivered", fresh, about=[*about, *(p.about for p in told)], name=fresh.name)
    return fresh


def stop_messages(act: OpenAct, **whose: Any) -> Silence:
    """Somebody (`person` or `organisation`) wants no news of the day any more."""
    return _silence(act, "message.stopped", kept=True, **whose)


def start_messages(act: OpenAct, **whose: Any) -> Silence:
    return _silence(act, "message.started", kept=False, **whose)


def _silence(
    act: OpenAct,
    verb: str,
    *,
    kept: bool,
    person: Person | None = None,
    organisation: Organisation | None = None,
) -> Silence:
    whose: Any = {"person": person} if person else {"organisation": organisation}
    about = [person or organisation]
    rules.silence_changes(queries.is_silent(person, organisation), kept)
    silence, _made = Silence.objects.get_or_create(defaults={"is_kept": not kept}, **whose)
    act.change(silence, verb, base=None, about=about, is_kept=kept)  # type: ignore[arg-type]
    return silence
