"""What happens after an event: the single map verb → functions. News travels up only through here."""

from mufakat.commitments import jobs as commitments
from mufakat.journal.worker import Reactions

REACTIONS: Reactions = {
    "commitment.recorded": [commitments.retally],
    "commitment.changed": [commitments.retally],
    "commitment.withdrawn": [commitments.retally],
    "commitment.moved": [commitments.retally],
    "verdict.given": [commitments.retally],
    "verdict.withdrawn": [commitments.retally],
}
