"""What the page of a forum and the page of a session show, gathered in few queries."""

from .forum import forum_page
from .frame import under
from .ratify import ratify_page
from .rows import by_sector
from .session import meeting_page

__all__ = ["by_sector", "forum_page", "meeting_page", "ratify_page", "under"]
