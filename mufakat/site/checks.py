"""What `mufakat verify` also proves: each room above the journal knows what it wrote once and for all."""

from mufakat.commitments import jobs as commitments
from mufakat.indicators.jobs import accepted, frozen as indicators, photos, snapshots
from mufakat.journal.seals import Check
from mufakat.meetings import jobs as meetings

CHECKS: tuple[Check, ...] = (
    meetings.altered_minutes,
    meetings.altered_reopenings,
    meetings.altered_letters,
    meetings.altered_files,
    commitments.altered_evidence,
    photos.altered_photos,
    snapshots.altered_snapshots,
    indicators.altered_versions,
    accepted.altered_assessments,
)
