"""Begin an act, note what it did, and close it: the only way to write into the journal."""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id

from . import rules
from .models import Act, Event, EventAbout, Head
from .turns import turn

Subject = models.Model
Values = dict[str, Any]
LOOKING = _(
    "You are viewing as another role, so nothing is saved. Stop viewing first (top of the page)."
)
UNKNOWN = "\0"  # what an unsaid field held before: no field can hold this
LOCK = 0x6D75_6661  # "mufa": orders the ends of acts on PostgreSQL; SQLite has one writer anyway


class AlreadyDone(Exception):
    """This act arrived before: show how things stand."""

    def __init__(self, act: Act) -> None:
        super().__init__(str(act.id))
        self.act = act


class OtherText(Exception):
    """The id of this act was used before, by the same writer, for another text. Nothing was written."""

    def __init__(self, act: Act) -> None:
        super().__init__(str(act.id))
        self.act = act


class NotYours(Exception):
    """The id of this act belongs to another writer."""


class Conflict(Exception):
    """Somebody changed the same fields since the writer looked. Nothing was written.

    Nobody is asked about the rest, but who decides must not undo it: `theirs` are the fields that only others
    moved, `sets` the fields of many members with what both did.
    """

    def __init__(
        self,
        thing: Any,
        fields: Sequence[rules.FieldConflict],
        last: Event | None,
        theirs: Collection[str] = (),
        sets: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        super().__init__(", ".join(f.field for f in fields))
        self.thing = thing
        self.fields = fields
        self.last = last
        self.theirs = theirs
        self.sets = sets or {}


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


class OpenAct:
    """An act under way, inside its transaction.

    `tapped_at` is when it was written on a device that kept it until now, by a clock that was put right at contact.
    `is_merged`: somebody else had moved other fields of the same thing meanwhile.
    """

    def __init__(self, row: Act, tapped_at: datetime | None = None) -> None:
        self.row = row
        self.events: list[Event] = []
        self.answer = ""
        self.is_merged = False
        self._tapped_at = tapped_at
        self._made: set[type[models.Model]] = set()

    @property
    def at(self) -> datetime:
        return self.row.received_at

    @property
    def tapped_at(self) -> datetime:
        """When it happened: now, or for what was kept on a device when it was written there; never later than now."""
        return min(self._tapped_at or self.at, self.at)

    @property
    def said_at(self) -> datetime:
        """What a note tells as its hour: the writer's claim, put right where that is possible."""
        return self.tapped_at if self._tapped_at else self.row.made_at

    def key_of(self, kind: type[models.Model]) -> uuid.UUID:
        """The key of a new thing. The first of its kind that an act makes has the act's own id, so that a device
        without network can name what it has written down itself."""
        if kind in self._made:
            return new_id()
        self._made.add(kind)
        return self.row.id

    @property
    def by_id(self) -> str:
        return self.row.by_id

    @property
    def by_name(self) -> str:
        return self.row.by_name

    def note(
        self, verb: str, thing: Subject, *, about: Sequence[Subject] = (), **data: Any
    ) -> None:
        """Remember that this act did `verb` to `thing`; it is also told on the pages of `about`."""
        event = Event(
            act_id=self.row.id,
            at=self.row.received_at,
            by_id=self.row.by_id,
            by_name=self.row.by_name,
            verb=verb,
            subject_kind=kind_of(thing),
            subject_id=str(thing.pk),
            data={key: plain(value) for key, value in data.items()},
        )
        told = {(kind_of(other), str(other.pk)): None for other in (thing, *about)}
        event.about = [list(key) for key in told]  # each page once, in order
        self.events.append(event)

    def add(self, **data: Any) -> None:
        """More words for the event noted last: what is known only after it."""
        self.events[-1].data |= {key: plain(value) for key, value in data.items()}

    def change(
        self,
        thing: Any,
        verb: str,
        *,
        base: int | None,
        about: Sequence[Subject] = (),
        told: Values | None = None,
        unsaid: Collection[str] = (),
        sets: Mapping[str, Collection[Subject]] | None = None,
        **wanted: Any,
    ) -> bool:
        """Set fields of a thing, merging with what others did since version `base`; True if anything moved.

        `base` None means that the writer decides on what stands now (a state, not a text). `told` are more
        words for the sentence of history. Of `unsaid` fields the journal keeps that they changed, never their
        values; a late writer is always asked about them. `sets` are fields of many members, merged member by
        member. Raises `Conflict`.
        """
        rows = ("self", *(link.name for link in type(thing)._meta.parents.values() if link))
        fresh = type(thing)._default_manager.select_for_update(of=rows).get(pk=thing.pk)
        thing.__dict__.update({k: v for k, v in fresh.__dict__.items() if k != "_state"})
        thing._state.fields_cache.clear()
        names = {name: getattr(thing._meta.get_field(name), "attname", name) for name in wanted}
        now = {name: plain(getattr(thing, names[name])) for name in wanted}
        asked = {name: plain(value) for name, value in wanted.items()}
        members = {name: _members_of(thing, name) for name in sets or {}}
        before, last = self._seen(thing, base, now | members)
        to_write, conflicts = rules.merge(before, now, asked)
        self.is_merged |= before != now | members
        joined = {
            name: rules.merge_members(before[name], members[name], [str(m.pk) for m in chosen])
            for name, chosen in (sets or {}).items()
        }
        if conflicts:
            theirs = [n for n, value in asked.items() if value == before[n] != now[n]]
            raise Conflict(thing, conflicts, last, theirs, joined)
        joined = {name: keys for name, keys in joined.items() if keys != members[name]}
        if not to_write and not joined:
            return False
        for name in to_write:
            setattr(thing, name, wanted[name])
        thing.version += 1
        thing.save()
        for name, keys in joined.items():
            getattr(thing, name).set(keys)
        now, to_write = now | members, to_write | joined
        words: Values = {**(told or {}), "version": thing.version}
        words["changes"] = {n: [now[n], v] for n, v in to_write.items() if n not in unsaid}
        if kept_back := [name for name in to_write if name in unsaid]:
            words["unsaid"] = kept_back
        self.note(verb, thing, about=about, **words)
        return True

    def _seen(self, thing: Any, base: int | None, now: Values) -> tuple[Values, Event | None]:
        """The values as they stood at version `base`, rewound through the journal, and the last other change."""
        if base is None or base >= thing.version:
            return now, None
        later = Event.objects.filter(subject_kind=kind_of(thing), subject_id=str(thing.pk))
        seen, last = dict(now), None
        for event in later.order_by("-seq"):
            version = event.data.get("version")
            if (
                version is None
            ):  # it told something else of the thing, such as a report on a promise
                continue
            if version <= base:
                break
            last = last or event
            for name, (old, _new) in event.data.get("changes", {}).items():
                if name in seen:
                    seen[name] = old
            seen |= {name: UNKNOWN for name in event.data.get("unsaid", []) if name in seen}
        return seen, last

    def finish(self) -> None:
        """Number the act and its events in the order of commits, and chain them."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        head = Head.objects.first() or _head_of_rows()
        for event in self.events:
            head.seq += 1
            event.seq = head.seq
            event.digest = rules.digest_of(event_values(event))
        Event.objects.bulk_create(self.events)
        EventAbout.objects.bulk_create(
            EventAbout(event=event, kind=kind, thing_id=thing_id)
            for event in self.events
            for kind, thing_id in event.about
        )
        head.number += 1
        self.row.answer = self.answer[:300]
        self.row.number = head.number
        self.row.event_digests = [event.digest for event in self.events]
        head.digest = self.row.digest = rules.act_digest(
            head.digest, act_values(self.row), self.row.event_digests
        )
        self.row.save()
        # Not the mark of the last seal: the worker may be moving it meanwhile.
        head.save(update_fields=("number", "seq", "digest") if head.pk else None)


def _members_of(thing: Any, name: str) -> list[str]:
    """The keys of the members of a many-to-many field, in order."""
    return sorted(str(pk) for pk in getattr(thing, name).order_by().values_list("pk", flat=True))


def _head_of_rows() -> Head:
    """Where a journal stands that has no head yet: at its beginning, or at the end of rows put in otherwise."""
    last = Act.objects.filter(number__isnull=False).order_by("-number").first()
    seq = Event.objects.aggregate(last=models.Max("seq"))["last"] or 0
    if last is None:
        return Head(seq=seq, digest=rules.FIRST)
    return Head(number=last.number or 0, seq=seq, digest=last.digest)


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


@contextmanager
def act(
    act_id: uuid.UUID,
    *,
    by: Any,
    made_at: datetime | None = None,
    via: str = "web",
    at: datetime | None = None,
    asked: Sequence[str] = (),
    tapped_at: datetime | None = None,
) -> Iterator[OpenAct]:
    """One transaction that does one act once.

    `by` is the user (or None for the house itself); `at` overrides the server's clock and is for replaying
    a history that is older than this server. `asked` are the digests of what is asked (`intents.digests`): a
    second arrival that asks the same is `AlreadyDone`, one that asks something else is `OtherText`. `tapped_at`:
    see `OpenAct`.
    Who looks with another role's eyes (`seen_as`) writes nothing.
    Raises `AlreadyDone`, `OtherText`, `NotYours`, `RuleBroken`.
    """
    if getattr(by, "seen_as", None) is not None:
        raise RuleBroken("viewing.no_writes", LOOKING)
    now = at or clock.now()
    writer = str(by.pk) if by is not None else ""
    with turn(), transaction.atomic():
        row = Act(
            id=act_id,
            by_id=writer,
            by_name=str(by) if by is not None else "Mufakat",
            via=via,
            made_at=made_at or now,
            received_at=now,
            asked=asked[0] if asked else "",
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            earlier = Act.objects.get(pk=act_id)
            if earlier.by_id != writer:
                raise NotYours(str(act_id)) from None
            if asked and earlier.asked and earlier.asked not in asked:
                raise OtherText(earlier) from None
            raise AlreadyDone(earlier) from None
        open_act = OpenAct(row, tapped_at)
        yield open_act
        open_act.finish()


def once(act_id: uuid.UUID, do: Callable[[OpenAct], str], **who: Any) -> tuple[str, str]:
    """Do an act; return (outcome, answer) with outcome `done` or `already`. For callers without a form."""
    try:
        with act(act_id, **who) as open_act:
            open_act.answer = do(open_act)
            return "done", open_act.answer
    except AlreadyDone as already:
        return "already", already.act.answer
