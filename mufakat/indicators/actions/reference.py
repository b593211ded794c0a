"""The starter instruments of the repository, loaded without an act: they are reference data, not of a person."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.indicators import rules
from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.indicators.rules import versions as judged
from mufakat.journal.actions import plain

REFERENCE = Path(__file__).resolve().parent.parent / "reference" / "instruments"
HEAD = ("code", "number", "valid_from", "source")


class Starter(NamedTuple):
    """A version as its file says it. `mapping` says of each question of the version before what continues it."""

    code: str
    number: int
    valid_from: str
    source: str
    body: dict[str, Any]
    mapping: dict[str, str]


def read_starters(folder: Path = REFERENCE) -> list[Starter]:
    """Every version of every starter, in their order. A fault stops the start (ValueError)."""
    found, wrong = [], []
    for file in sorted(folder.glob("*.toml")):
        body = tomllib.loads(file.read_text(encoding="utf-8"))
        head = {name: plain(body.pop(name, "")) for name in HEAD}
        starter = Starter(**head, body={}, mapping=body.pop("mapping", {}))
        body = plain(body)
        wrong += [f"{file.name}: {fault}" for fault in _faults(starter, body)]
        found.append(starter._replace(body=body))
    if wrong:
        raise ValueError("; ".join(wrong))
    return sorted(found, key=lambda each: (each.code, each.number))


def _faults(starter: Starter, body: dict[str, Any]) -> Iterator[str]:
    if not starter.code or not starter.valid_from or not str(starter.number).isdecimal():
        yield "code, number or valid_from is missing"
    if not starter.source or len(starter.source) > 500:
        yield "the source is missing, or longer than 500 characters"
    yield from rules.faults_in(body)


def load_instruments(folder: Path = REFERENCE) -> dict[str, int]:
    """Brings the starters to the state of the files; a second run changes nothing. Answers how many versions were
    "added" and how many stood "before".

    RuleBroken for a file that says something else than the version that was published from it: scores stand on that
    one. A change is a new file with the next number and its map.
    """
    done = {"added": 0, "before": 0}
    with transaction.atomic():
        for starter in read_starters(folder):
            done["added" if _load(starter) else "before"] += 1
    return done


def _load(starter: Starter) -> bool:
    instrument = Instrument.objects.filter(code=starter.code).first()
    if instrument is None:
        instrument = Instrument.objects.create(
            code=starter.code,
            title=starter.body["title"],
            level=starter.body["level"],
            source=starter.source,
            is_starter=True,
        )
    if not instrument.is_starter:
        raise _refused(starter, _("an office has an instrument of this code"))
    there = instrument.versions.filter(number=starter.number).first()
    if there is None:
        _publish(instrument, starter)
        return True
    before = instrument.versions.filter(number__lt=starter.number).order_by("-number").first()
    made = _as_published(instrument, starter, before)
    if there.digest != made["digest"]:
        raise _refused(
            starter,
            _("it was changed after it was published. Give what is new the next number and a map"),
        )
    return False


def _publish(instrument: Instrument, starter: Starter) -> None:
    before = instrument.versions.order_by("-number").first()
    if starter.number != (before.number if before else 0) + 1:
        raise _refused(starter, _("the version before it is missing"))
    made = _as_published(instrument, starter, before)
    judged.begins_later(made["valid_from"], before.valid_from if before else None)
    InstrumentVersion.objects.create(
        instrument=instrument,
        number=starter.number,
        published_at=clock.now(),
        published_by="Mufakat",
        **made,
    )
    if before is not None:
        instrument.title, instrument.source = starter.body["title"], starter.source
        instrument.version += 1
        instrument.save()


def _as_published(
    instrument: Instrument, starter: Starter, before: InstrumentVersion | None
) -> dict[str, Any]:
    """The columns of the version that this file makes."""
    old, new = (rules.read(before.body) if before else None), rules.read(starter.body)
    mapping = judged.map_of(old, new, starter.mapping) if old else {}
    earlier = instrument.versions.filter(number__lt=starter.number)
    used = {each.key for one in earlier for each in rules.read(one.body).indicators}
    body = judged.with_keys(starter.body, old, mapping, used, starter.number)
    day = judged.day_of(starter.valid_from)
    digest = judged.digest_of_version(starter.code, starter.number, day, body, mapping)
    return {"body": body, "mapping": mapping, "valid_from": day, "digest": digest}


def _refused(starter: Starter, why: str) -> RuleBroken:
    words = {"code": starter.code, "n": starter.number, "why": why}
    return RuleBroken(
        "instrument.starter_refused",
        _("Starter instrument %(code)s, version %(n)s: %(why)s.") % words,
    )
