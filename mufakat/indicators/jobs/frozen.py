"""For `mufakat verify`: published versions that are not what was published, each as a sentence."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from mufakat.indicators.actions.reference import read_starters
from mufakat.indicators.models import InstrumentVersion
from mufakat.indicators.rules.versions import digest_of_version
from mufakat.journal.models import Event

Key = tuple[str, int]  # id of the instrument, number of the version


def altered_versions() -> Iterator[str]:
    """A version must have its digest, and this must be the one that the journal was told. A starter was published by
    its file: it must say what the file says."""
    told, files = _published(), _files()
    missing = set(told)
    rows = InstrumentVersion.objects.filter(published_at__isnull=False)
    for row in rows.select_related("instrument").order_by("pk").iterator(chunk_size=100):
        key = (str(row.instrument_id), row.number)
        missing.discard(key)
        if key not in told and not row.instrument.is_starter:
            told |= _published(subject_id=key[0])  # perhaps published while we walk
        said = _altered(row, told.get(key), row.instrument.is_starter)
        if row.instrument.is_starter and not said:
            said = _unlike(row, files)
        if said:
            yield f"version {row.number} of instrument {row.instrument.code}: {said}"
    for instrument, number in sorted(missing):
        yield f"version {number} of instrument {instrument}: removed"


def _altered(row: InstrumentVersion, told: tuple[str, date] | None, is_starter: bool) -> str:
    if told is None and not is_starter:
        return "inserted, or the event of its publication was removed"
    if row.valid_from is None or row.digest != digest_of_version(
        row.instrument.code, row.number, row.valid_from, row.body, row.mapping
    ):
        return "altered"
    if told is not None and told != (row.digest, row.valid_from):
        return "altered together with its digest"
    return ""


def _unlike(row: InstrumentVersion, files: dict[Key, Any]) -> str:
    key = (row.instrument.code, row.number)
    if key not in files:
        return "called a starter, but there is no such file"
    return "" if files[key] == _asked(row.body) else "altered together with its digest"


def _files() -> dict[Key, Any]:
    return {(each.code, each.number): _asked(each.body) for each in read_starters()}


def _asked(body: dict[str, Any]) -> dict[str, Any]:
    """A body without the lasting names, which follow from the versions before."""
    domains = [
        {
            **domain,
            "indicator": [
                {name: value for name, value in row.items() if name != "key"}
                for row in domain["indicator"]
            ],
        }
        for domain in body["domain"]
    ]
    return {**body, "domain": domains}


def _published(**which: Any) -> dict[Key, tuple[str, date]]:
    """What the journal was told of each publication."""
    events = Event.objects.filter(verb="version.published", **which)
    return {
        (subject, data["number"]): (data["digest"], date.fromisoformat(data["valid_from"]))
        for subject, data in events.values_list("subject_id", "data")
    }
