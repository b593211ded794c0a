"""Why nothing is written here any more: told before anything is typed."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from mufakat.core.errors import refusal
from mufakat.directory.models import Forum
from mufakat.meetings import rules
from mufakat.meetings.models import Meeting


def stopped_words(meeting: Meeting) -> str:
    """What each page of a cancelled session tells, in the place of its form."""
    return _("This session was cancelled.") if meeting.state == "cancelled" else ""


def stopped_by(rule: Callable[[], object]) -> dict[str, str]:
    """Told in the place of a form that this rule would refuse."""
    told = refusal(rule)
    return {"stopped": told} if told else {}


def if_it_meets(thing: Meeting | Forum) -> dict[str, str]:
    """Told in the place of a form that begins something new, once the forum has ended."""
    forum = thing.forum if isinstance(thing, Meeting) else thing
    return stopped_by(lambda: rules.forum_meets(forum.valid_to))
