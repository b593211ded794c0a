"""The only writes of promises."""

from .checks import (
    record_check as record_check,
)
from .handing import (
    end_links as end_links,
    hand_commitment as hand_commitment,
    take_over as take_over,
)
from .promise import (
    change_commitment as change_commitment,
    record_commitment as record_commitment,
    withdraw_commitment as withdraw_commitment,
)
from .reports import (
    record_update as record_update,
    request_date as request_date,
    withdraw_evidence as withdraw_evidence,
)
from .sharing import (
    record_commitment_link as record_commitment_link,
    record_promises_link as record_promises_link,
)
from .verdicts import (
    give_verdict as give_verdict,
    move_session as move_session,
    withdraw_verdict as withdraw_verdict,
)
