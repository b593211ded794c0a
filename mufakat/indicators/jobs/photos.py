"""What `mufakat verify` proves of the photos of assessments."""

from collections.abc import Iterator
from hashlib import file_digest

from mufakat.indicators.models import AssessmentPhoto
from mufakat.journal.models import Event


def altered_photos() -> Iterator[str]:
    """Photos that are not there, or are not those that the journal was told of: with their sending, or when the device
    had brought the bytes."""
    told = Event.objects.filter(verb__in=("photo.recorded", "photo.completed")).order_by("seq")
    wrote = {key: data.get("sha256") for key, data in told.values_list("subject_id", "data")}
    gone = set(Event.objects.filter(verb="photo.withdrawn").values_list("subject_id", flat=True))
    missing = set(wrote)
    for photo in AssessmentPhoto.objects.order_by("pk").iterator(chunk_size=500):
        key = str(photo.pk)
        missing.discard(key)
        if key not in wrote:
            yield f"photo {key}: inserted, or the event of its sending was removed"
        elif photo.sha256 != wrote[key] or (photo.withdrawn_at is None) == (key in gone):
            yield f"photo {key}: altered"
        elif photo.file and (wrong := _wrong_with(photo)):
            yield f"photo {key}: {wrong}"
    for key in sorted(missing):
        yield f"photo {key}: removed"


def _wrong_with(photo: AssessmentPhoto) -> str:
    """What is wrong with its file; empty if it is as it was kept. One that a device still has to send has none."""
    try:
        with photo.file.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as why:
        return f"its file cannot be read ({type(why).__name__})"
    return "" if digest == photo.sha256 else "its file was altered"
