"""What search finds: first in the index (`rules/asking.py`), then only what the searcher may see of it."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import BigIntegerField, CharField, Q

from mufakat.core.asked import Asked, AskedThings
from mufakat.web import rules
from mufakat.web.access import entries_where
from mufakat.web.models import Kind, SearchEntry, SearchWord

REFERENCE = Path(__file__).parents[1] / "reference" / "abbreviations.toml"
FEW, MANY = 5, 50  # of each kind side by side, and of one kind alone
COMPLETIONS = 12  # of an unfinished word
ARM = {
    "sqlite": "SELECT {n}, rowid FROM (SELECT rowid FROM web_searchindex WHERE web_searchindex MATCH %s"
    " ORDER BY rowid DESC LIMIT %s)",
    "postgresql": "SELECT {n}, id FROM (SELECT id FROM web_searchentry WHERE words @@ %s::tsquery"
    " ORDER BY id DESC LIMIT %s) AS a{n}",
}


@cache
def abbreviations() -> rules.Abbreviations:
    """Each term with those that mean the same."""
    lines = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))["same"]
    meant: dict[rules.Phrase, frozenset[rules.Phrase]] = {}
    for line in lines:
        phrases = frozenset(rules.phrase_of(term) for term in line)
        for phrase in phrases:
            meant[phrase] = meant.get(phrase, frozenset()) | phrases
    return meant


_COMPLETIONS = Asked(
    lambda beginning: (
        SearchWord.objects.filter(word__under=beginning)
        .order_by("-entries", "word")
        .values_list("word")[:COMPLETIONS]
    ),
    beginning=CharField(),
)


def completions(beginning: str) -> list[str]:
    """The words that begin so, those in most entries first."""
    return [word for (word,) in _COMPLETIONS(beginning=beginning)]


@dataclass(frozen=True)
class Results:
    """What was found of each kind, and of which kinds there is more."""

    asked: rules.Asked
    groups: dict[Kind, list[SearchEntry]]
    more: frozenset[Kind]


def search(user: Any, text: str, kind: Kind | None = None) -> Results:
    """The newest of each kind, or of one; before them those whose title has all the words."""
    asked = rules.understood(text, abbreviations(), completions)
    if not asked.units:
        return Results(asked, {}, frozenset())
    where = entries_where(user)
    kinds = [kind] if kind else list(Kind)
    most = MANY if kind else FEW
    wanted = {each: rules.all_of([f"k{each.value}", scope_of(where, each)]) for each in kinds}
    found = _find({k: rules.all_of([s, asked.within("t")]) for k, s in wanted.items()}, most + 1)
    lacking = {k: s for k, s in wanted.items() if len(found.get(k, ())) <= most}
    more = _find({k: rules.all_of([s, asked.within("w")]) for k, s in lacking.items()}, most + 1)
    ids = {k: list(dict.fromkeys([*found.get(k, ()), *more.get(k, ())])) for k in kinds}
    seen = {e.id: e for e in _SEEN(ids=[pk for each in ids.values() for pk in each], where=where)}
    groups = {k: [seen[pk] for pk in keys if pk in seen] for k, keys in ids.items()}
    return Results(
        asked,
        {k: entries[:most] for k, entries in groups.items() if entries},
        frozenset(k for k, entries in groups.items() if len(entries) > most),
    )


_SEEN = AskedThings(
    SearchEntry,
    lambda ids, where: SearchEntry.objects.filter(where, pk__in=ids),
    "forum",
    ids=[BigIntegerField()],
    where=Q,
)


def shown(entry: SearchEntry, asked: rules.Asked, today: date) -> dict[str, Any]:
    """A result as its page prints it. What has ended, and what was called off, says so."""
    asked = rules.seen_in(f"{entry.title} {entry.context}", asked)
    title, context = rules.marked(entry.title, asked), rules.marked(entry.context, asked)
    ended = entry.ends_on if entry.ends_on and entry.ends_on < today else None
    of_forum = entry.kind == Kind.MEETING.value and entry.forum
    return {
        "url": entry.url,
        "title": title,
        "context": context,
        "elsewhere": not any(hit for _text, hit in (*title, *context)),
        "forum": str(of_forum or ""),
        "on": entry.on,
        "state": entry.state,
        "ended": ended,
    }


def result_groups(found: Results, today: date) -> list[dict[str, Any]]:
    """The kinds of which something was found, with their results: first those of which one is called as was asked,
    the nearest name first; and so within such a kind."""
    groups: list[dict[str, Any]] = [
        {
            "kind": kind.value,
            "title": kind.label,
            "rows": [shown(entry, found.asked, today) for entry in entries],
            "more": kind in found.more,
        }
        for kind, entries in found.groups.items()
    ]
    for group in groups:
        if group["kind"] in NAMED:
            group["rows"].sort(key=_nearness, reverse=True)
    return sorted(
        groups,
        key=lambda g: _nearness(g["rows"][0]) if g["kind"] in NAMED else 0,
        reverse=True,
    )


NAMED = (Kind.FORUM.value, Kind.ORGANISATION.value, Kind.PERSON.value)


def _nearness(row: dict[str, Any]) -> int:
    """How much of a name is what was asked for, in hundredths."""
    letters = sum(len(text) for text, _hit in row["title"])
    return 100 * sum(len(text) for text, hit in row["title"] if hit) // max(letters, 1)


def _find(arms: dict[Kind, rules.Expression], most: int) -> dict[Kind, list[int]]:
    """The keys that each of these expressions finds, the newest `most` of each, in one query."""
    kinds = [kind for kind, arm in arms.items() if not isinstance(arm, bool)]
    if not kinds:
        return {}
    vendor = connection.vendor
    spell = rules.for_sqlite if vendor == "sqlite" else rules.for_postgresql
    params = [value for kind in kinds for value in (spell(arms[kind]), most)]
    found: dict[Kind, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(ARM[vendor].format(n=n) for n in range(len(kinds))), params
        )
        for n, pk in cursor.fetchall():
            found.setdefault(kinds[n], []).append(pk)
    return {kind: sorted(keys, reverse=True) for kind, keys in found.items()}


def scope_of(where: Q, kind: Kind) -> rules.Expression:
    """A condition on entries of this kind, as far as the words of the index know it: quick, and never narrower than the
    condition."""
    if where.negated:
        return True
    join = rules.any_of if where.connector == Q.OR else rules.all_of
    return join(
        scope_of(child, kind) if isinstance(child, Q) else _scope(kind, *cast("Any", child))
        for child in where.children
    )


UNDER = {
    "forum__region_path__under": ("r", False),
    "forum__path__under": ("f", True),
    "organisation__region_path__under": ("q", False),
    "organisation__path__under": ("o", True),
}


def _scope(kind: Kind, name: str, value: Any) -> rules.Expression:
    if name in ("kind", "kind__in"):
        return kind.value == value if name == "kind" else kind.value in value
    if name in UNDER:
        letter, is_last = UNDER[name]
        parts = value.split(".")[:-1]
        word = parts[-1].replace("-", "") if is_last and parts else "".join(parts)
        return f"{letter}{word}" if word else True
    if name == "forum__id__in":
        return rules.any_of(f"f{_hex(each)}" for each in value)
    if name == "person_id":
        return f"p{_hex(value)}"
    return not (name == "pk__in" and not value)


def _hex(key: Any) -> str:
    return UUID(str(key)).hex
