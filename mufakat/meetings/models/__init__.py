"""Cycles of a year and their sessions, from the plan to the ratified minutes."""

from .late import (
    Late as Late,
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
from .room import (
    Decision as Decision,
    Note as Note,
    Resolution as Resolution,
)
