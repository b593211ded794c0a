"""One writer of a session at a time."""

from mufakat.core.batch import once_in_batch
from mufakat.directory.models import Forum, Organisation
from mufakat.meetings.models import Meeting


def lock(meeting: Meeting) -> None:
    """Look again at how the session stands and keep it so until this act ends.

    The page may have read it before somebody ratified, reopened, moved or cancelled it: an entry that arrives
    after the ratification must know that it is late. Facts that end together keep it so until their common end.
    """
    rows = Meeting.objects.select_for_update(no_key=True).values_list(
        "state", "edition", "starts_at"
    )
    meeting.state, meeting.edition, meeting.starts_at = once_in_batch(
        ("lock", meeting.pk), lambda: rows.get(pk=meeting.pk)
    )


def lock_forum(forum: Forum) -> None:
    """One writer at a time of what the sessions of a forum decide together: which is the last ratified, which
    are of a year. Taken before the lock of a session, never after it: so nobody waits in a circle."""
    Forum.objects.select_for_update(no_key=True).values_list("pk").get(pk=forum.pk)


def lock_sessions(forum: Forum) -> None:
    """None of the sessions of a forum is opened, reopened or ratified until this act ends. After `lock_forum`."""
    rows = Meeting.objects.select_for_update(no_key=True).filter(forum=forum)
    list(rows.order_by("pk").values_list("pk"))


def lock_organisation(organisation: Organisation) -> None:
    """One writer at a time of what an office keeps in versions."""
    Organisation.objects.select_for_update(no_key=True).values_list("pk").get(pk=organisation.pk)
