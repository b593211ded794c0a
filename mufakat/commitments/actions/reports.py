"""What the owner reports."""

from mufakat.commitments import rules
from mufakat.commitments.models import Commitment, Update
from mufakat.journal.actions import OpenAct

from .rows import about_of, locked


def record_update(
    act: OpenAct,
    *,
    commitment: Commitment,
    text: str,
    progress: int | None = None,
    says_done: bool = False,
) -> Update:
    """The owner (or the notulis for the owner) reports. Only a session can close the promise."""
    rules.still_open(locked(commitment).state)
    rules.progress(progress)
    update = Update.objects.create(
        commitment=commitment,
        text=text,
        progress=100 if says_done else progress,
        says_done=says_done,
        at=act.at,
        by_id=act.by_id,
        by_name=act.by_name,
    )
    act.note(
        "update.recorded",
        commitment,
        about=about_of(commitment),
        form="done" if says_done else "",
        what=commitment.what,
        text=text,
        progress=update.progress,
        update=str(update.pk),
    )
    return update
