"""Begin an act, note what it did, and close it: the only way to write into the journal."""

from .opening import LOOKING, NotTogether, act, once, together
from .under_way import AlreadyDone, Conflict, NotYours, OpenAct, OtherText
from .values import Subject, Values, act_values, event_values, kind_of, plain

__all__ = [
    "LOOKING",
    "AlreadyDone",
    "Conflict",
    "NotTogether",
    "NotYours",
    "OpenAct",
    "OtherText",
    "Subject",
    "Values",
    "act",
    "act_values",
    "event_values",
    "kind_of",
    "once",
    "plain",
    "together",
]
