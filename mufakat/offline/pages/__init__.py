"""What the pages about work without network show."""

from .entry import of_entry as of_entry, told as told
