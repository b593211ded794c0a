"""The entries of search, kept by reactions: made again from the rows of what changed, never patched; and the news of
the day, to which several rooms have something to say."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Q

from mufakat.directory.models import Forum, Organisation
from mufakat.indicators.jobs import reminders
from mufakat.journal.models import Event
from mufakat.meetings import jobs as meetings

from .access import IN_SESSION
from .models import Kind, SearchEntry, SearchWord
from .queries import entries
from .rules import plain_words

BATCH = 500
COMPARED = (
    *("id", "kind", "thing_id", "url", "title", "context", "on", "ends_on", "state"),
    *("forum_id", "organisation_id", "person_id", "words"),
)


def tell_news() -> None:
    """Promises and assessments, one message for each person and day."""
    meetings.tell_news(reminders.news_of_zone)


def index(event: Event) -> None:
    """Something that can be found was recorded, changed, ended or withdrawn. Repeatable."""
    refresh(Kind(event.subject_kind), [event.subject_id])
    moved = set(event.data.get("changes", ()))
    for kind, where in _told_there(event, moved):
        refresh_where(kind, where)


def index_person(event: Event) -> None:
    """Somebody got or left an office, which stands under his name."""
    refresh(Kind.PERSON, [key for kind, key in event.about if kind == "person"])


def index_cycle(event: Event) -> None:
    """A year was planned: its sessions are there, though none of them has an event of its own yet."""
    refresh(Kind.MEETING, entries.keys_of(Kind.MEETING, Q(cycle=event.subject_id)))


def _told_there(event: Event, moved: set[str]) -> Iterator[tuple[Kind, Q]]:
    """What else carries the words, or lies in the place, of what changed."""
    key = event.subject_id
    if event.verb == "meeting.changed" and "title" in moved:
        for kind in IN_SESSION:  # they carry its title
            yield kind, Q(meeting=key)
    if event.verb == "person.changed":
        yield Kind.COMMITMENT, Q(owner_person=key)
    if event.verb == "organisation.changed":
        path = Organisation.objects.values_list("path", flat=True).get(pk=key)
        yield Kind.COMMITMENT, Q(owner_organisation__path__under=path)
        yield Kind.PERSON, Q(offices__organisation=key)
        yield Kind.PROGRAMME, Q(lead=key)
        yield Kind.REVIEW, Q(organisation=key)
    if event.verb == "programme.changed":  # waves and its parts carry its title
        yield Kind.COHORT, Q(programme=key)
        yield Kind.PROGRAMME, Q(parent=key)
        yield Kind.REVIEW, Q(programme=key)
    if event.verb == "forum.changed" and moved & {"region", "parent"}:
        path = Forum.objects.values_list("path", flat=True).get(pk=key)
        yield Kind.FORUM, Q(path__under=path)
        yield Kind.MEETING, Q(forum__path__under=path)
        yield Kind.COMMITMENT, Q(forum__path__under=path)
        for kind in IN_SESSION:
            yield kind, Q(meeting__forum__path__under=path)


def refresh(kind: Kind, keys: Iterable[Any]) -> int:
    """Make the entries of these things as they should be; return how many were not."""
    listed = [str(key) for key in keys]
    wanted = {e.thing_id: e for e in entries.entries_by_key(kind, listed)}
    kept = {e.thing_id: e for e in SearchEntry.objects.filter(kind=kind, thing_id__in=listed)}
    return _write(wanted, kept)


def refresh_where(kind: Kind, where: Q) -> None:
    for keys in batched(entries.keys_of(kind, where), BATCH):
        refresh(kind, keys)


def _write(wanted: dict[str, SearchEntry], kept: dict[str, SearchEntry]) -> int:
    fresh = [e for key, e in wanted.items() if key not in kept or not _equal(e, kept[key])]
    stale = [e.id for key, e in kept.items() if key not in wanted or not _equal(e, wanted[key])]
    with transaction.atomic():
        SearchEntry.objects.filter(pk__in=stale).delete()
        SearchEntry.objects.bulk_create(fresh, batch_size=BATCH)
        _count(fresh, [e for e in kept.values() if e.id in set(stale)])
    return len({e.thing_id for e in fresh} | {k for k, e in kept.items() if e.id in stale})


def _count(fresh: Iterable[SearchEntry], stale: Iterable[SearchEntry]) -> None:
    """Keep in how many entries each word stands."""
    more = Counter(word for entry in fresh for word in plain_words(entry.words))
    more.subtract(Counter(word for entry in stale for word in plain_words(entry.words)))
    moved = {word: n for word, n in more.items() if n}
    for words in batched(sorted(moved), BATCH):
        there = dict(SearchWord.objects.filter(pk__in=words).values_list("word", "entries"))
        rows = [SearchWord(word=word, entries=there.get(word, 0) + moved[word]) for word in words]
        SearchWord.objects.filter(pk__in=words).delete()
        SearchWord.objects.bulk_create([row for row in rows if row.entries > 0])


def _equal(one: SearchEntry, other: SearchEntry) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in COMPARED)


def _compared() -> Iterator[tuple[dict[str, SearchEntry], dict[str, SearchEntry]]]:
    """The entries as they should be and as they are, a few hundred things at a time; at last those of things that are
    no more."""
    for kind in Kind:
        there: set[str] = set()
        for made in batched(entries.entries_of(kind), BATCH):
            wanted = {e.thing_id: e for e in made}
            there |= wanted.keys()
            kept = SearchEntry.objects.filter(kind=kind, thing_id__in=list(wanted))
            yield wanted, {e.thing_id: e for e in kept}
        every = SearchEntry.objects.filter(kind=kind).values_list("thing_id", flat=True)
        for gone in batched([key for key in every if key not in there], BATCH):
            kept = SearchEntry.objects.filter(kind=kind, thing_id__in=gone)
            yield {}, {e.thing_id: e for e in kept}


def rebuild() -> int:
    """Make every entry as it should be, a few hundred in each transaction; return how many were not."""
    return sum(_write(wanted, kept) for wanted, kept in _compared())


LOADED = (Kind.PROGRAMME, Kind.COHORT, Kind.INSTRUMENT)


def index_loaded() -> None:
    """What is loaded from files has no event: make the entries of all that there are, few as they are; and those of the
    library, where an update brought search to it."""
    new = [] if SearchEntry.objects.filter(kind=Kind.REVIEW).exists() else [Kind.REVIEW]
    for kind in (*LOADED, *new):
        refresh_where(kind, Q())


def is_unfilled() -> bool:
    """There are rows to find and no entry of any: rows that were loaded, or an update that brought search."""
    return Organisation.objects.exists() and not SearchEntry.objects.exists()


def differences() -> list[tuple[str, str]]:
    """Kind and key of the entries that are not as they should be: none, or the reactions are wrong or behind."""
    found: list[tuple[str, str]] = []
    for wanted, kept in _compared():
        both = wanted.keys() & kept.keys()
        wrong = {key for key in both if not _equal(wanted[key], kept[key])}
        wrong |= wanted.keys() ^ kept.keys()
        found += [((wanted | kept)[key].kind, key) for key in sorted(wrong)]
    return found
