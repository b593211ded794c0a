"""What the page of a forum and the page of a session show, gathered in few queries."""

from .forum import forum_page
from .session import meeting_page

__all__ = ["forum_page", "meeting_page"]
