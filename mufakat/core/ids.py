"""Keys that sort by the time they were made."""

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A UUIDv7: made anywhere, on a phone without network too, and still in order of time."""
    return uuid7()


def parse_id(text: object) -> uuid.UUID | None:
    """The id that a form carried, or None where it carried none or something else."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
