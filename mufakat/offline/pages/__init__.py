"""What the pages about work without network show."""

from .entry import of_entry as of_entry, rows_of as rows_of, told as told
from .room import room_page as room_page
