"""Cycles of a year and their sessions, from the plan to the ratified minutes."""

from .answers import (
    Answered as Answered,
    Reply as Reply,
)
from .arrivals import (
    CheckIn as CheckIn,
    CheckInSource as CheckInSource,
    CheckInState as CheckInState,
)
from .escalations import (
    Escalation as Escalation,
    EscalationHearing as EscalationHearing,
    EscalationState as EscalationState,
    Hearing as Hearing,
    Patience as Patience,
)
from .expenses import (
    Expense as Expense,
)
from .files import (
    SessionFile as SessionFile,
    Terms as Terms,
)
from .groups import (
    Group as Group,
)
from .inputs import (
    InputAnswer as InputAnswer,
    InputDecision as InputDecision,
)
from .issued import (
    IssuedFile as IssuedFile,
)
from .late import (
    Late as Late,
)
from .letters import (
    Letter as Letter,
)
from .minutes import (
    Minutes as Minutes,
    Reopening as Reopening,
)
from .people import (
    Participant as Participant,
)
from .plan import (
    AgendaItem as AgendaItem,
    Cycle as Cycle,
    Meeting as Meeting,
    MeetingState as MeetingState,
)
from .priorities import (
    PriorityRound as PriorityRound,
    Rater as Rater,
    RoundState as RoundState,
    Score as Score,
)
from .problems import (
    Cause as Cause,
    Problem as Problem,
)
from .proposals import (
    Level as Level,
    Proposal as Proposal,
    ProposalState as ProposalState,
)
from .protocols import (
    Protocol as Protocol,
)
from .room import (
    Decision as Decision,
    Note as Note,
    Resolution as Resolution,
)
from .sheets import (
    CommitmentSignature as CommitmentSignature,
    JointCommitment as JointCommitment,
)
