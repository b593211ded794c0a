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
        Snapshot.objects.select_related("region", "instrument", "of_version")
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


def _taken(**which: str) -> Iterator[tuple[str, Event]]:
    for event in Event.objects.filter(verb="snapshot.taken", **which).iterator():
        yield event.subject_id, event


def _altered(snapshot: Snapshot, taken: Event) -> str:
    if digest_of(snapshot.body) != snapshot.digest:
        return "altered"
    if snapshot.digest != taken.data.get("digest"):
        return "altered together with its digest"
    body = snapshot.body
    columns = [snapshot.met, snapshot.of], snapshot.as_of.isoformat(), snapshot.code
    if columns != (body["whole"], body["as_of"], body["instrument"]["code"]):
        return "its figures or its day were altered beside the copy"
    region, version = snapshot.region, snapshot.of_version
    where = region.code, snapshot.region_path, version.digest, snapshot.instrument.code
    code = body["region"]["code"]
    path = "" if code == "ID" else f"{code}."
    if where != (code, path, body["version_digest"], body["instrument"]["code"]):
        return "its region, its instrument or its version was altered beside the copy"
    return _told_otherwise(snapshot, taken)


def _told_otherwise(snapshot: Snapshot, taken: Event) -> str:
    """What stands beside the copy and not in it: the journal was told it. Older events do not name the programme."""
    said = snapshot.title, snapshot.taken_by, snapshot.taken_at
    if said != (taken.data.get("title"), taken.by_name, taken.at):
        return "its title, or who took it and when, is not what the journal was told"
    programme = str(snapshot.programme_id or "")
    if programme != taken.data.get("programme", programme):
        return "its programme is not what the journal was told"
    return ""
