"""Which personal links are open."""

from mufakat.core import clock
from mufakat.directory.models import Forum, Link, LinkKind


def linked_seats(forum: Forum) -> dict[str, Link]:
    """The links to what members promised in a forum, by the id of the seat."""
    found = Link.objects.filter(forum=forum, kind=LinkKind.PROMISES, ended_at=None)
    return {link.thing_id: link for link in found.filter(valid_until__gt=clock.now())}
