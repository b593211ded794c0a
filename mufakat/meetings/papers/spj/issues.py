"""What a file says of itself once it is issued."""

from datetime import datetime
from typing import NamedTuple


class Issue(NamedTuple):
    """Its number, its key, and the address of the page where anybody may check it."""

    edition: int
    key: str
    address: str
    made_at: datetime
    by_name: str
