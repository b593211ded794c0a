"""For `mufakat verify`: accepted assessments that do not say what was accepted, each as a sentence."""

from collections.abc import Iterator

from mufakat.indicators.actions.accepting import digest_of_accepted
from mufakat.indicators.models import Assessment, State
from mufakat.journal.models import Event


def altered_assessments() -> Iterator[str]:
    """What counts must be what the journal was told when it was accepted: answers, bodies, version and score. Withdrawn
    ones count no more, but stay as they were."""
    told, withdrawn = dict(_accepted()), _withdrawn()
    missing = set(told)
    rows = Assessment.objects.filter(accepted_at__isnull=False).select_related("of_version")
    for row in rows.order_by("pk").iterator(chunk_size=200):
        key = str(row.pk)
        missing.discard(key)
        if key not in told:  # perhaps accepted while we walk
            told |= dict(_accepted(subject_id=key))
        if key not in told:
            yield f"assessment {key}: inserted, or the event of its acceptance was removed"
        elif told[key] and told[key] != digest_of_accepted(row):  # none: before they were kept
            yield f"assessment {key}: altered after it was accepted"
        elif (row.state == State.FINAL) is (key in withdrawn) and (
            row.state == State.FINAL or not _withdrawn(subject_id=key)  # perhaps just now
        ):
            yield f"assessment {key}: its state was altered"
    for key in sorted(missing):
        yield f"assessment {key}: removed, or no longer said to be accepted"


def _withdrawn(**which: str) -> set[str]:
    events = Event.objects.filter(verb="assessment.withdrawn", **which)
    return set(events.values_list("subject_id", flat=True))


def _accepted(**which: str) -> Iterator[tuple[str, str]]:
    events = Event.objects.filter(verb="assessment.accepted", **which)
    for key, data in events.values_list("subject_id", "data").iterator():
        yield key, data.get("digest", "")
