"""The only writes of sessions."""

from .attendance import (
    fill_attendance,
    invite_holders,
    record_attendance,
    record_participant,
    record_participants,
)
from .checkins import (
    accept_checkin,
    record_checkin,
    record_representative,
    refuse_checkin,
    settle_checkins,
)
from .desk import (
    record_arrival,
    record_departure,
    withdraw_arrival,
    withdraw_departure,
)
from .door import record_door
from .escalations import (
    answer_escalation,
    change_patience,
    raise_escalation,
    return_escalations,
    withdraw_hearing,
)
from .expenses import change_terms, record_expense, record_terms, withdraw_expense
from .files import complete_file, record_file, record_files, withdraw_file
from .forums import end_forum
from .group_links import record_report_link
from .groups import (
    change_group,
    record_group,
    report_group,
    spread_groups,
    withdraw_group,
)
from .inputs import decline_input, restore_input, take_input
from .invite import (
    invite_participant,
    record_answer,
    record_contact,
    record_links,
    renew_link,
    send_invitations,
    withdraw_participant,
)
from .issuing import issue_file
from .letters import change_letter, issue_letter, record_letter
from .merging import merge_participant
from .minutes import ratify_meeting, reopen_meeting
from .plan import (
    cancel_meeting,
    change_meeting,
    open_meeting,
    record_agenda,
    record_cycle,
    record_meeting,
)
from .problems import (
    change_problem,
    record_cause,
    record_problem,
    withdraw_cause,
    withdraw_problem,
)
from .proposals import (
    change_proposal,
    judge_proposal,
    record_proposal,
    withdraw_proposal,
)
from .protocols import record_protocol, withdraw_protocol
from .room import (
    change_commitment,
    change_decision,
    change_note,
    give_verdict,
    record_commitment,
    record_decision,
    record_note,
    withdraw_commitment,
    withdraw_verdict,
)
from .rounds import (
    cancel_round,
    close_round,
    record_rater,
    record_rating_links,
    record_round,
    record_scores,
    withdraw_rater,
)
from .sheets import (
    change_sheet,
    close_sheet,
    record_sheet,
    sign_sheet,
    withdraw_signature,
)
from .timing import (
    begin_agenda,
    end_agenda,
)

__all__ = [
    "accept_checkin",
    "answer_escalation",
    "begin_agenda",
    "cancel_meeting",
    "cancel_round",
    "change_commitment",
    "change_decision",
    "change_group",
    "change_letter",
    "change_meeting",
    "change_note",
    "change_patience",
    "change_problem",
    "change_proposal",
    "change_sheet",
    "change_terms",
    "close_round",
    "close_sheet",
    "complete_file",
    "decline_input",
    "end_agenda",
    "end_forum",
    "fill_attendance",
    "give_verdict",
    "invite_holders",
    "invite_participant",
    "issue_file",
    "issue_letter",
    "judge_proposal",
    "merge_participant",
    "open_meeting",
    "raise_escalation",
    "ratify_meeting",
    "record_agenda",
    "record_answer",
    "record_arrival",
    "record_attendance",
    "record_cause",
    "record_checkin",
    "record_commitment",
    "record_contact",
    "record_cycle",
    "record_decision",
    "record_departure",
    "record_door",
    "record_expense",
    "record_file",
    "record_files",
    "record_group",
    "record_letter",
    "record_links",
    "record_meeting",
    "record_note",
    "record_participant",
    "record_participants",
    "record_problem",
    "record_proposal",
    "record_protocol",
    "record_rater",
    "record_rating_links",
    "record_report_link",
    "record_representative",
    "record_round",
    "record_scores",
    "record_sheet",
    "record_terms",
    "refuse_checkin",
    "renew_link",
    "reopen_meeting",
    "report_group",
    "restore_input",
    "return_escalations",
    "send_invitations",
    "settle_checkins",
    "sign_sheet",
    "spread_groups",
    "take_input",
    "withdraw_arrival",
    "withdraw_cause",
    "withdraw_commitment",
    "withdraw_departure",
    "withdraw_expense",
    "withdraw_file",
    "withdraw_group",
    "withdraw_hearing",
    "withdraw_participant",
    "withdraw_problem",
    "withdraw_proposal",
    "withdraw_protocol",
    "withdraw_rater",
    "withdraw_signature",
    "withdraw_verdict",
]
