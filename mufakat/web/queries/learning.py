"""What waits in the room of learning: sessions to learn from, and sessions to be looked at again."""

from typing import Any

from django.utils.translation import gettext as _

from mufakat.learning.queries.tasks import waiting_for


def from_learning(user: Any) -> list[dict[str, Any]]:
    """Tasks of home."""
    words = {
        "read": (_("Your organisation should learn from it"), _("Read it")),
        "look": (_("Was it done, did it work? The later look is due"), _("Look again")),
    }
    return [
        {
            "title": each.title,
            "text": words[each.kind][0],
            "forum": each.where,
            "url": each.url,
            "action": words[each.kind][1],
            "due": each.due,
        }
        for each in waiting_for(user)
    ]
