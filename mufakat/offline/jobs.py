"""What is looked after without anybody asking for a page."""

from mufakat.journal.models import Event

from . import files, photos, queries, receiving
from .models import Entry


def take_up(event: Event) -> None:
    """A session is open. What one device sent before another one's opening had arrived is written down now: under the
    name of who wrote it, in its order. What still may not be stays where it is, for a person."""
    for entry in queries.kept_before_opening(event.subject_id):
        receiving.again(entry.user, entry, {})


def bring_bytes(event: Event) -> None:
    """A photo that had been kept for a decision is written down after all: its bytes may lie here since."""
    for entry in Entry.objects.filter(again_id=event.act_id).select_related("user__person"):
        for digest in (value for name, value in entry.fields if name == "sha256"):
            photos.bring_together(entry.user, digest)


def forget_old_files() -> None:
    """Bytes that arrived and that nobody asked for in a month."""
    files.forget_old(queries.awaited_files())
