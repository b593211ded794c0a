"""The only writes of promises."""

from .promise import (
    change_commitment as change_commitment,
    record_commitment as record_commitment,
    withdraw_commitment as withdraw_commitment,
)
from .reports import (
    record_update as record_update,
)
from .verdicts import (
    give_verdict as give_verdict,
    move_session as move_session,
    withdraw_verdict as withdraw_verdict,
)
