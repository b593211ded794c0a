"""The address of one's own calendar feed: made, and revoked."""

from datetime import timedelta

from mufakat.directory.actions import end_link, record_link
from mufakat.directory.models import Forum, Link, LinkKind, User
from mufakat.journal.actions import OpenAct

from . import rules
from .links import own_feeds

LIVES = timedelta(days=730)  # then a new address is made


def record_feed(act: OpenAct, user: User, *, forum: Forum | None) -> Link:
    """A new address for one's own sessions; the one before is revoked: there is never more than one. `forum` is one
    that the user sees: whoever keeps its links can revoke this one too."""
    forum = rules.sees_forum(forum)
    for link in own_feeds(user, act.at):
        end_link(act, link)
    return record_link(
        act,
        kind=LinkKind.CALENDAR,
        thing=user,
        forum=forum,
        name=str(user),
        person=user.person,
        valid_until=act.at + LIVES,
    )


def end_feed(act: OpenAct, user: User) -> None:
    found = own_feeds(user, act.at)
    rules.has_feed(len(found))
    for link in found:
        end_link(act, link)
