"""An act under way: what it notes, and how it changes what others may have changed."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from mufakat.core.ids import new_id
from mufakat.journal import rules
from mufakat.journal.models import Act, Event

from .values import Subject, Values, kind_of, plain

UNKNOWN = "\0"  # what an unsaid field held before: no field can hold this


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


class OpenAct:
    """An act under way, inside its transaction.

    `tapped_at` is when it was written on a device that kept it until now, by a clock that was put right at contact.
    `is_merged`: somebody else had moved other fields of the same thing meanwhile.
    """

    def __init__(self, row: Act, tapped_at: datetime | None = None) -> None:
        self.row = row
        self.events: list[Event] = []
        self.answer = ""
        self.written_by = ""
        self.is_merged = False
        self._tapped_at = tapped_at
        self._made = False

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

    def new_key(self) -> uuid.UUID:
        """The key of a new thing. The first that an act makes has the act's own id, so that a device without network
        can name what it has written down itself."""
        if self._made:
            return new_id()
        self._made = True
        return self.row.id

    @property
    def by_id(self) -> str:
        return self.row.by_id

    @property
    def by_name(self) -> str:
        """Whose words they are: of who writes, or of `written_by` where another one decides that they are recorded.
        The act and its events tell of the former."""
        return self.written_by or self.row.by_name

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
        _look_again(thing)
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

    def change_items(
        self,
        thing: Any,
        field: str,
        verb: str,
        *,
        base: int | None,
        items: Mapping[str, Any],
        settle: Callable[[Any, Any], Any],
        after: uuid.UUID | None = None,
        about: Sequence[Subject] = (),
        told: Values | None = None,
    ) -> bool:
        """Set entries of a field that holds mappings in a mapping, each by its path ("code:part"; nothing takes it
        out), merged one by one as `change` merges fields; True if anything moved. `settle(sent, shown)`: what is meant
        by what was sent, where the form had shown that.

        An entry that is as the form showed it, at version `base`, was not touched there and undoes nothing, whoever
        wrote it since: also the writer himself, in another tab. About his own earlier text he is not asked; what he
        sent from the same form counts as shown: by act `after`, or from a device, which sends two texts of one answer
        in their order. Raises `Conflict`, whose fields are paths.
        """
        _look_again(thing)
        kept: dict[str, dict[str, Any]] = {k: dict(v) for k, v in getattr(thing, field).items()}
        now = {path: plain(_item(kept, path)) for path in items}
        shown, before, last = now, now, None
        if base is not None and base < thing.version:
            shown, _last = self._seen(thing, base, now, known=self._sent_from_here(thing, after))
            before, last = self._seen(thing, base, now, known=self._own(thing))
        mine = {path: plain(settle(sent, shown[path])) for path, sent in items.items()}
        touched = {path: value for path, value in mine.items() if value != shown[path]}
        to_write, conflicts = rules.merge(before, now, touched)
        self.is_merged |= before != now
        if conflicts:
            theirs = [path for path in mine if path not in touched and shown[path] != now[path]]
            raise Conflict(thing, conflicts, last, theirs)
        if not to_write:
            return False
        for path, value in to_write.items():
            _set_item(kept, path, value)
        setattr(thing, field, {key: inner for key, inner in kept.items() if inner})
        thing.version += 1
        thing.save()
        words: Values = {**(told or {}), "version": thing.version}
        words["changes"] = {path: [now[path], value] for path, value in to_write.items()}
        self.note(verb, thing, about=about, **words)
        return True

    def _seen(
        self, thing: Any, base: int | None, now: Values, *, known: Collection[uuid.UUID] = ()
    ) -> tuple[Values, Event | None]:
        """The values as they stood at version `base`, rewound through the journal, and the last other change. What the
        acts `known` changed since then counts as seen."""
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
            if event.act_id in known:
                continue
            last = last or event
            for name, (old, _new) in event.data.get("changes", {}).items():
                if name in seen:
                    seen[name] = old
            seen |= {name: UNKNOWN for name in event.data.get("unsaid", []) if name in seen}
        return seen, last

    def _own(self, thing: Any, **which: Any) -> set[uuid.UUID]:
        """The acts by which this writer changed a thing."""
        told = Event.objects.filter(subject_kind=kind_of(thing), subject_id=str(thing.pk))
        acts = set(told.filter(by_id=self.by_id).values_list("act_id", flat=True))
        return set(Act.objects.filter(pk__in=acts, **which).values_list("pk", flat=True))

    def _sent_from_here(self, thing: Any, after: uuid.UUID | None) -> set[uuid.UUID]:
        """Of his own acts those that the same form had sent: by its word, or before it from a device."""
        if self._tapped_at is not None:
            return self._own(thing, via=self.row.via)
        return self._own(thing, pk=after) if after else set()


def _look_again(thing: Any) -> None:
    """The thing as it stands now, kept so until this act ends."""
    rows = ("self", *(link.name for link in type(thing)._meta.parents.values() if link))
    fresh = type(thing)._default_manager.select_for_update(of=rows).get(pk=thing.pk)
    thing.__dict__.update({k: v for k, v in fresh.__dict__.items() if k != "_state"})
    thing._state.fields_cache.clear()


def _item(kept: Mapping[str, Mapping[str, Any]], path: str) -> Any:
    outer, _colon, inner = path.partition(":")
    return kept.get(outer, {}).get(inner)


def _set_item(kept: dict[str, dict[str, Any]], path: str, value: Any) -> None:
    outer, _colon, inner = path.partition(":")
    if value is None:
        kept.get(outer, {}).pop(inner, None)
    else:
        kept.setdefault(outer, {})[inner] = value


def _members_of(thing: Any, name: str) -> list[str]:
    """The keys of the members of a many-to-many field, in order."""
    return sorted(str(pk) for pk in getattr(thing, name).order_by().values_list("pk", flat=True))
