"""What is right about a session."""

from .answers import (
    LINK_LIVES_ON as LINK_LIVES_ON,
    answer_is_whole as answer_is_whole,
    answers_for_invited as answers_for_invited,
    can_answer as can_answer,
    link_has_day as link_has_day,
    somebody_has_email as somebody_has_email,
    somebody_needs_link as somebody_needs_link,
)
from .arrivals import (
    Seat as Seat,
    Turnout as Turnout,
    arrival_can_be_withdrawn as arrival_can_be_withdrawn,
    can_merge as can_merge,
    can_register as can_register,
    hour_meant as hour_meant,
    is_late as is_late,
    leaves_after_arrival as leaves_after_arrival,
    may_be_represented as may_be_represented,
    nobody_signed_in_for as nobody_signed_in_for,
    seats_of as seats_of,
    signed_as_nobody_else as signed_as_nobody_else,
    turnout_of as turnout_of,
)
from .days import (
    Days as Days,
    Span as Span,
    counted as counted,
    day_meant as day_meant,
    days_kept as days_kept,
    days_of as days_of,
    days_of_both as days_of_both,
    days_there as days_there,
    hour_of_leaving as hour_of_leaving,
    hour_on as hour_on,
    is_ticked as is_ticked,
    several_days as several_days,
    was_there_that_day as was_there_that_day,
)
from .door import (
    MARKS as MARKS,
    MOST_TYPED as MOST_TYPED,
    OPEN_AFTER as OPEN_AFTER,
    STEP as STEP,
    code_mark as code_mark,
    door_can_be_made as door_can_be_made,
    door_closes_at as door_closes_at,
    door_takes_entries as door_takes_entries,
    entries_have_room as entries_have_room,
    in_words as in_words,
    is_in_hours as is_in_hours,
    is_its_day as is_its_day,
    nobody_is_in_doubt as nobody_is_in_doubt,
    place_code as place_code,
    refusal_says_why as refusal_says_why,
    spoken_code as spoken_code,
)
from .endings import (
    can_end_forum as can_end_forum,
    forum_meets as forum_meets,
    not_ahead as not_ahead,
    not_before_it_met as not_before_it_met,
    not_taken_before_its_end as not_taken_before_its_end,
    nothing_unsettled as nothing_unsettled,
    unsettled_in_words as unsettled_in_words,
)
from .escalations import (
    can_answer_below as can_answer_below,
    can_raise as can_raise,
    can_take_back as can_take_back,
    comes_not_back as comes_not_back,
    further_is_named as further_is_named,
    goes_on as goes_on,
    is_not_raised as is_not_raised,
    kinds_above as kinds_above,
    kinds_in_region as kinds_in_region,
    patience_is_sane as patience_is_sane,
    state_after_hearing as state_after_hearing,
)
from .files import (
    MOST_PEOPLE as MOST_PEOPLE,
    MOST_RATE as MOST_RATE,
    MOST_TIMES as MOST_TIMES,
    can_file as can_file,
    digest_is_whole as digest_is_whole,
    expense_counts as expense_counts,
    expense_is_named as expense_is_named,
    expense_stands as expense_stands,
    few_at_once as few_at_once,
    file_is_new as file_is_new,
    file_stands as file_stands,
    file_waits as file_waits,
    files_have_room as files_have_room,
    is_photo_where_asked as is_photo_where_asked,
    is_the_file_promised as is_the_file_promised,
    lines_have_room as lines_have_room,
    part_is_known as part_is_known,
    photo_says_where as photo_says_where,
    receipt_fits as receipt_fits,
    size_is_kept as size_is_kept,
    something_is_sent as something_is_sent,
    terms_are_new as terms_are_new,
)
from .held import (
    HELD as HELD,
    was_held as was_held,
)
from .inputs import (
    HEARING_KINDS as HEARING_KINDS,
    MOST_SHOWN as MOST_SHOWN,
    OFFERED_FOR as OFFERED_FOR,
    VILLAGE_KINDS as VILLAGE_KINDS,
    VILLAGE_LEVEL as VILLAGE_LEVEL,
    can_answer_inputs as can_answer_inputs,
    hears_villages as hears_villages,
    input_is_unanswered as input_is_unanswered,
    inputs_are_named as inputs_are_named,
    inputs_wait as inputs_wait,
    speaks_for_village as speaks_for_village,
    village_reads as village_reads,
    village_speaks_at_home as village_speaks_at_home,
    why_not_is_told as why_not_is_told,
)
from .kinds import (
    faults_in as faults_in,
    said_in_town as said_in_town,
)
from .leaving import (
    is_one_person as is_one_person,
    looked_at_nothing as looked_at_nothing,
    rates_once as rates_once,
    row_is_there as row_is_there,
    scored_nothing_open as scored_nothing_open,
    signed_nothing_closed as signed_nothing_closed,
    sits_in_one_group as sits_in_one_group,
)
from .letters import (
    can_issue as can_issue,
    can_write_letter as can_write_letter,
    edition_has_reason as edition_has_reason,
    is_draft as is_draft,
    one_draft as one_draft,
)
from .minutes import (
    MOST_TOLD as MOST_TOLD,
    all_was_seen as all_was_seen,
    can_ratify as can_ratify,
    can_reopen as can_reopen,
    gaps_are_meant as gaps_are_meant,
    gaps_of as gaps_of,
    obstacles_to_ratify as obstacles_to_ratify,
    proofs_are_meant as proofs_are_meant,
)
from .people import (
    attendance_is_only_added as attendance_is_only_added,
    nobody_is_invited_late as nobody_is_invited_late,
    participant_is_named as participant_is_named,
    participant_is_new as participant_is_new,
    somebody_holds as somebody_holds,
    somebody_is_invited as somebody_is_invited,
)
from .plan import (
    YEAR_IS_MEANT as YEAR_IS_MEANT,
    can_cancel as can_cancel,
    cycle_has_room as cycle_has_room,
    keeps_its_day as keeps_its_day,
    lies_after_next as lies_after_next,
    meets_by_tribulan as meets_by_tribulan,
    next_like as next_like,
    schedule as schedule,
    suggested_hours as suggested_hours,
    year_is_near as year_is_near,
    year_is_plausible as year_is_plausible,
)
from .priorities import (
    combined as combined,
    magnitudes as magnitudes,
    ranks as ranks,
    shared_places as shared_places,
    standing as standing,
    sturges as sturges,
    tally as tally,
)
from .protocols import (
    KEPT as KEPT,
    LONGEST_STEP as LONGEST_STEP,
    MOST_STEPS as MOST_STEPS,
    has_own_copy as has_own_copy,
    invitees_of as invitees_of,
    one_run_sheet as one_run_sheet,
    order_of as order_of,
    papers_of as papers_of,
    steps_are_whole as steps_are_whole,
    version_is_last as version_is_last,
)
from .regulars import (
    Regular as Regular,
    in_order as in_order,
)
from .rounds import (
    can_close as can_close,
    rater_can_leave as rater_can_leave,
    rater_is_new as rater_is_new,
    rater_is_told_apart as rater_is_told_apart,
    raters_have_room as raters_have_room,
    round_has_problems as round_has_problems,
    round_is_open as round_is_open,
    scores_fit as scores_fit,
)
from .same_person import (
    Known as Known,
    alike as alike,
    grouped as grouped,
    is_same_name as is_same_name,
    sorting_name as sorting_name,
    tidy_name as tidy_name,
)
from .sheets import (
    is_signed as is_signed,
    sheet_has_points as sheet_has_points,
    sheet_is_new as sheet_is_new,
    sheet_is_open as sheet_is_open,
    signer_is_present as signer_is_present,
    signers_are_present as signers_are_present,
    signs_once as signs_once,
    somebody_signed as somebody_signed,
    text_is_unsigned as text_is_unsigned,
)
from .signatures import (
    LONGEST_SIGNATURE as LONGEST_SIGNATURE,
    path_of as path_of,
    strokes_of as strokes_of,
)
from .signers import (
    heads_among as heads_among,
    invites_himself as invites_himself,
    nip_of_signer as nip_of_signer,
)
from .spj import (
    SOON as SOON,
    deadline as deadline,
    district_in as district_in,
    holds_for as holds_for,
    is_due_soon as is_due_soon,
    is_there as is_there,
    parts_needed as parts_needed,
)
from .spj_reference import (
    faults_in_spj as faults_in_spj,
)
from .states import (
    can_change as can_change,
    can_invite as can_invite,
    can_open as can_open,
    can_write_minutes as can_write_minutes,
)
from .timing import (
    Slot as Slot,
    Timing as Timing,
    after as after,
    can_begin as can_begin,
    can_end as can_end,
    keeps_time as keeps_time,
    minutes_between as minutes_between,
    running as running,
    timing as timing,
)
from .verdicts import (
    can_give_verdict as can_give_verdict,
    can_withdraw_promise as can_withdraw_promise,
    is_last_word as is_last_word,
    promise_is_of_session as promise_is_of_session,
    promise_is_on_table as promise_is_on_table,
    second_was_there as second_was_there,
    verdict_is_new as verdict_is_new,
)
from .words import without_stop as without_stop
from .work import (
    MOST_GROUPS as MOST_GROUPS,
    bone_is_known as bone_is_known,
    can_group as can_group,
    can_propose as can_propose,
    can_spread as can_spread,
    can_withdraw_problem as can_withdraw_problem,
    can_work as can_work,
    cause_explains_nothing as cause_explains_nothing,
    decision_is_in_session as decision_is_in_session,
    due_by_next_tribulan as due_by_next_tribulan,
    group_is_empty as group_is_empty,
    group_is_new as group_is_new,
    groups_have_room as groups_have_room,
    outcome_is_news as outcome_is_news,
    outcome_is_told as outcome_is_told,
    problems_have_room as problems_have_room,
    rapporteur_is_member as rapporteur_is_member,
    rapporteur_stayed as rapporteur_stayed,
    reaches_musrenbang as reaches_musrenbang,
    report_closes_at as report_closes_at,
    report_is_written as report_is_written,
    session_decides as session_decides,
    share_is_whole as share_is_whole,
    spread as spread,
    why_has_room as why_has_room,
)
