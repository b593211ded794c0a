"""What the page of a forum and the page of a session show, gathered in few queries."""

from .after_next import verdict_told, wish_told, with_due
from .cancel import cancel_page
from .coming import code_of
from .days import days_in_words
from .desk import (
    answered_in_words,
    choices_of,
    chosen_entries,
    desk_page,
    entry_in_words,
    how_he_came,
    settle_page,
)
from .door import (
    begun_at_door,
    chosen_at_door,
    door_address,
    door_page,
    poster_page,
    receipt,
)
from .ending import ending_page
from .escalations import escalation_page, patience_hint, proposals_of
from .files import expense_begun, file_begun, file_page, file_told, here_of
from .forum import forum_page
from .frame import under
from .groups import group_by_link_page, group_page, groups_page, report_link_page
from .inputs import input_named, taken_page
from .invitation import answer_words, held_in_words, invitation_page
from .invited import answered, invited_page, letter_of, own_copy
from .invitee import invitee_page
from .leaving import leaving_hint, merging_words
from .letter import kept_at, letter_begun, letter_fields, offices_for, personal_copies
from .live import seen_of
from .mailing import letters_by_mail, mail_hint
from .order import order_hint, year_to_plan
from .problems import problem_page, problems_page
from .promise import promise_begun
from .proposals import proposal_begun, proposals_page
from .protocols import adapted, kind_page, kinds_page
from .ratify import ratify_page, reopen_page
from .regulars import year_page
from .rounds import closing_words, ratings_page, round_begun, round_page, scores_page
from .rows import by_sector
from .screen import screen_page
from .session import meeting_page
from .sheets import sheet_page
from .stopped import if_it_meets
from .timing import is_seen, marked, nothing_new, timing_page, unless_seen

__all__ = [
    "adapted",
    "answer_words",
    "answered",
    "answered_in_words",
    "begun_at_door",
    "by_sector",
    "cancel_page",
    "choices_of",
    "chosen_at_door",
    "chosen_entries",
    "closing_words",
    "code_of",
    "days_in_words",
    "desk_page",
    "door_address",
    "door_page",
    "ending_page",
    "entry_in_words",
    "escalation_page",
    "expense_begun",
    "file_begun",
    "file_page",
    "file_told",
    "forum_page",
    "group_by_link_page",
    "group_page",
    "groups_page",
    "held_in_words",
    "here_of",
    "how_he_came",
    "if_it_meets",
    "input_named",
    "invitation_page",
    "invited_page",
    "invitee_page",
    "is_seen",
    "kept_at",
    "kind_page",
    "kinds_page",
    "leaving_hint",
    "letter_begun",
    "letter_fields",
    "letter_of",
    "letters_by_mail",
    "mail_hint",
    "marked",
    "meeting_page",
    "merging_words",
    "nothing_new",
    "offices_for",
    "order_hint",
    "own_copy",
    "patience_hint",
    "personal_copies",
    "poster_page",
    "problem_page",
    "problems_page",
    "promise_begun",
    "proposal_begun",
    "proposals_of",
    "proposals_page",
    "ratify_page",
    "ratings_page",
    "receipt",
    "reopen_page",
    "report_link_page",
    "round_begun",
    "round_page",
    "scores_page",
    "screen_page",
    "seen_of",
    "settle_page",
    "sheet_page",
    "taken_page",
    "timing_page",
    "under",
    "unless_seen",
    "verdict_told",
    "wish_told",
    "with_due",
    "year_page",
    "year_to_plan",
]
