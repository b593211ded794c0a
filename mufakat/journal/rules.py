"""What the journal holds to be right: pure functions over plain values."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

FIRST = "0" * 64
MAX_ATTEMPTS = 6


def canonical(value: object) -> str:
    """One spelling of a value, whatever database it came back from."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder
    )


def digest_of(*parts: object) -> str:
    """SHA-256 in hex over the canonical spelling of the parts."""
    return hashlib.sha256(canonical(parts).encode()).hexdigest()


@dataclass(frozen=True)
class FieldConflict:
    """Two people changed the same field since `base`: what stands now, and what the late writer wanted."""

    field: str
    theirs: Any
    yours: Any


def merge(
    before: Mapping[str, Any], now: Mapping[str, Any], wanted: Mapping[str, Any]
) -> tuple[dict[str, Any], list[FieldConflict]]:
    """Three-way per field: what to write, and what two people want differently.

    `before` is what the writer saw, `now` what stands, `wanted` what the writer sends. Equal → nothing;
    one side moved → take it; both moved → a conflict. Keys of `wanted` decide.
    """
    to_write: dict[str, Any] = {}
    conflicts: list[FieldConflict] = []
    for field, value in wanted.items():
        if value in (now[field], before[field]):
            continue
        if now[field] == before[field]:
            to_write[field] = value
        else:
            conflicts.append(FieldConflict(field, now[field], value))
    return to_write, conflicts


def merge_members(
    before: Collection[str], now: Collection[str], wanted: Collection[str]
) -> list[str]:
    """Three-way for the members of a set: what the writer added and took out, done to what stands now.

    Two people who add different members both get theirs; a member that only one of them moved is as he wants it.
    """
    return sorted((set(now) | (set(wanted) - set(before))) - (set(before) - set(wanted)))


def pause(attempts: int) -> int | None:
    """Seconds until a failed reaction is tried again; None when a person must look."""
    return None if attempts >= MAX_ATTEMPTS else int(10 * 4 ** (attempts - 1))


def act_digest(previous: str, act: Mapping[str, Any], events: Iterable[str]) -> str:
    """The chain: an act's own values and the digests of its events, hashed onto the act before."""
    return digest_of(previous, act, list(events))
