"""The promise: one identity and one timeline, from the session that made it to the one that closed it."""

from .checks import (
    Check as Check,
)
from .dates import (
    Asked as Asked,
    DateRequest as DateRequest,
)
from .promise import (
    Answer as Answer,
    Commitment as Commitment,
    Priority as Priority,
    State as State,
    Update as Update,
    Verdict as Verdict,
)
from .proofs import (
    Evidence as Evidence,
    ProofKind as ProofKind,
)
from .tally import (
    Tally as Tally,
)
