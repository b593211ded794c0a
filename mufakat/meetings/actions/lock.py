"""One writer of a session at a time."""

from mufakat.meetings.models import (
    Meeting,
)


def lock(meeting: Meeting) -> None:
    """Look again at how the session stands and keep it so until this act ends.

    The page may have read it before somebody ratified, reopened, moved or cancelled it: an entry that arrives
    after the ratification must know that it is late.
    """
    rows = Meeting.objects.select_for_update(no_key=True).values_list(
        "state", "edition", "starts_at"
    )
    meeting.state, meeting.edition, meeting.starts_at = rows.get(pk=meeting.pk)
