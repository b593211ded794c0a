"""What is typed about sessions."""

from .arrivals import (
    AcceptForm,
    DayForm,
    HourForm,
    ListedCheckInForm,
    MergeForm,
    PersonForm,
    RepresentativeForm,
    SettleForm,
    TogetherForm,
    TypedCheckInForm,
)
from .escalations import HearingForm, PatienceForm, RaiseForm
from .fields import possible_hosts
from .files import BytesForm, ExpenseForm, FileForm, TermsForm
from .inputs import InputsForm, keys_in
from .invitations import ContactForm, InviteForm, ReplyForForm, ReplyForm
from .letters import LetterForm
from .made import MadeForm, NoteForm
from .meeting import MeetingForm
from .plan import AgendaForm, CycleForm, EndForumForm, PlanForm
from .promises import CommitmentForm, VerdictForm
from .protocols import ProtocolForm
from .room import AttendanceForm, EntryForm, GuestForm, RatifyForm, TextForm
from .rounds import CloseRoundForm, RaterForm, RoundForm, ScoresForm
from .sheets import SheetForm, SignForm
from .work import (
    CauseForm,
    GroupForm,
    OutcomeForm,
    ProblemForm,
    ProposalForm,
    ReportForm,
    SpreadForm,
)

__all__ = [
    "AcceptForm",
    "AgendaForm",
    "AttendanceForm",
    "BytesForm",
    "CauseForm",
    "CloseRoundForm",
    "CommitmentForm",
    "ContactForm",
    "CycleForm",
    "DayForm",
    "EndForumForm",
    "EntryForm",
    "ExpenseForm",
    "FileForm",
    "GroupForm",
    "GuestForm",
    "HearingForm",
    "HourForm",
    "InputsForm",
    "InviteForm",
    "LetterForm",
    "ListedCheckInForm",
    "MadeForm",
    "MeetingForm",
    "MergeForm",
    "NoteForm",
    "OutcomeForm",
    "PatienceForm",
    "PersonForm",
    "PlanForm",
    "ProblemForm",
    "ProposalForm",
    "ProtocolForm",
    "RaiseForm",
    "RaterForm",
    "RatifyForm",
    "ReplyForForm",
    "ReplyForm",
    "ReportForm",
    "RepresentativeForm",
    "RoundForm",
    "ScoresForm",
    "SettleForm",
    "SheetForm",
    "SignForm",
    "SpreadForm",
    "TermsForm",
    "TextForm",
    "TogetherForm",
    "TypedCheckInForm",
    "VerdictForm",
    "keys_in",
    "possible_hosts",
]
