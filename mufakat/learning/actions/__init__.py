"""The only writes of this room."""

from .looks import read_review, record_look
from .priorities import bind_priority, record_priority, withdraw_priority
from .reviews import (
    change_review,
    close_review,
    record_factor,
    record_learner,
    record_review,
    withdraw_factor,
    withdraw_learner,
)
from .roles import promise_districtrole, record_districtrole, withdraw_districtrole
from .studies import estimate_study, record_study

__all__ = [
    "bind_priority",
    "change_review",
    "close_review",
    "estimate_study",
    "promise_districtrole",
    "read_review",
    "record_districtrole",
    "record_factor",
    "record_learner",
    "record_look",
    "record_priority",
    "record_review",
    "record_study",
    "withdraw_districtrole",
    "withdraw_factor",
    "withdraw_learner",
    "withdraw_priority",
]
