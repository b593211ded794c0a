"""What `mufakat verify` proves of frozen figures."""

from collections.abc import Iterator

from mufakat.indicators.models import Snapshot
from mufakat.journal.models import Event
from mufakat.journal.rules import digest_of


def altered_snapshots() -> Iterator[str]:
    """Snapshots that are not what was taken: the copy must have its digest, the digest must be the one that the taking
    told the journal, and what is shown beside the copy must be what the copy says."""
    taken = dict(_taken())
    missing = set(taken)
    for snapshot in (
        Snapshot.objects.select_related("region", "of_version")
        .order_by("id")
        .iterator(chunk_size=20)
    ):
        key = str(snapshot.pk)
        missing.discard(key)
        if key not in taken:  # perhaps taken while we walk
            taken |= dict(_taken(subject_id=key))
        if key not in taken:
            yield f"snapshot {key}: inserted, or the event of its taking was removed"
        elif said := _altered(snapshot, taken[key]):
            yield f"snapshot {key}: {said}"
    for key in sorted(missing):
        yield f"snapshot {key}: removed"


def _taken(**which: str) -> Iterator[tuple[str, str]]:
    events = Event.objects.filter(verb="snapshot.taken", **which)
    for key, data in events.values_list("subject_id", "data").iterator():
        yield key, data.get("digest", "")


def _altered(snapshot: Snapshot, told: str) -> str:
    if digest_of(snapshot.body) != snapshot.digest:
        return "altered"
    if snapshot.digest != told:
        return "altered together with its digest"
    body = snapshot.body
    columns = [snapshot.met, snapshot.of], snapshot.as_of.isoformat(), snapshot.code
    if columns != (body["whole"], body["as_of"], body["instrument"]["code"]):
        return "its figures or its day were altered beside the copy"
    region, version = snapshot.region, snapshot.of_version
    where = region.code, region.path, version.digest
    if where != (body["region"]["code"], snapshot.region_path, body["version_digest"]):
        return "its region or its version was altered beside the copy"
    return ""
