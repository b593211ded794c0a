"""The promise: one identity and one timeline, from the session that made it to the one that closed it."""

from .promise import (
    Answer as Answer,
    Commitment as Commitment,
    State as State,
    Update as Update,
    Verdict as Verdict,
)
from .tally import (
    Tally as Tally,
)
