"""What screens, files and the API ask about sessions."""

from .arrivals import (
    Listed as Listed,
    announced as announced,
    count_waiting_checkins as count_waiting_checkins,
    door_of as door_of,
    found_among as found_among,
    has_entries as has_entries,
    is_filled as is_filled,
    known_of as known_of,
    listed_in as listed_in,
    signatures_by_day as signatures_by_day,
    signatures_in as signatures_in,
    stood_in_for as stood_in_for,
    waiting_checkins as waiting_checkins,
)
from .became import (
    Became as Became,
    Promise as Promise,
    became_of as became_of,
    heard_next as heard_next,
    promises_for_village as promises_for_village,
    told_above as told_above,
)
from .calendar import (
    budget_year as budget_year,
    calendar_of as calendar_of,
    earlier_unratified as earlier_unratified,
    figures_of as figures_of,
    gaps as gaps,
    is_last_ratified as is_last_ratified,
    last_day_of as last_day_of,
    last_held as last_held,
    next_dated as next_dated,
    next_meeting as next_meeting,
    obstacles as obstacles,
    planned_after as planned_after,
    unfinished_of as unfinished_of,
    unratified_of as unratified_of,
    unsettled_of as unsettled_of,
    years_of as years_of,
)
from .contacts import (
    Contacts as Contacts,
)
from .escalation_file import (
    escalation_file as escalation_file,
)
from .escalation_lists import (
    Below as Below,
    Waiting as Waiting,
    concerning as concerning,
    lies_before as lies_before,
)
from .escalation_words import (
    frozen_forums as frozen_forums,
    stands_above as stands_above,
)
from .escalations import (
    UNSOLVED as UNSOLVED,
    Above as Above,
    FromBelow as FromBelow,
    above_of as above_of,
    chain_of as chain_of,
    forums_above as forums_above,
    forums_below as forums_below,
    forums_further as forums_further,
    from_below as from_below,
    further_of as further_of,
    hearings_of as hearings_of,
    own_patience as own_patience,
    patience_of as patience_of,
    proposed_in as proposed_in,
    raised_in as raised_in,
    table_of as table_of,
    times_unsolved as times_unsolved,
    unheard as unheard,
    waits_at as waits_at,
    was_raised as was_raised,
)
from .holders import (
    Outside as Outside,
    holders_gone as holders_gone,
    holders_outside as holders_outside,
    seats_outside as seats_outside,
)
from .input_answers import (
    declined_in as declined_in,
    inputs_taken_in as inputs_taken_in,
    taken_from as taken_from,
)
from .inputs import (
    Offered as Offered,
    inputs_offered as inputs_offered,
    places_in_villages as places_in_villages,
    told_of as told_of,
)
from .invitations import (
    Edition as Edition,
    Moved as Moved,
    PersonalLink as PersonalLink,
    Reached as Reached,
    bodies_of as bodies_of,
    contacts_seen as contacts_seen,
    invited_to as invited_to,
    invited_without_link as invited_without_link,
    last_letters as last_letters,
    letters_of as letters_of,
    links_of as links_of,
    listed_of as listed_of,
    moved_since as moved_since,
    offices_of_person as offices_of_person,
    open_links_of as open_links_of,
    participant_keys as participant_keys,
    reached_by as reached_by,
    replies_in as replies_in,
    sectors_lacking as sectors_lacking,
    with_email as with_email,
)
from .kinds import (
    in_language as in_language,
    kind_title as kind_title,
    kinds as kinds,
    paper_titles as paper_titles,
    papers_of as papers_of,
    protocol as protocol,
    read_kinds as read_kinds,
)
from .letters import (
    district_of as district_of,
    invitee_facts as invitee_facts,
    letter_facts as letter_facts,
)
from .methods import (
    bones as bones,
    indicator_title as indicator_title,
    indicators as indicators,
    indicators_version as indicators_version,
    method as method,
    method_words as method_words,
    methods as methods,
)
from .minutes import (
    added_since as added_since,
    addendum_of as addendum_of,
    last_minutes as last_minutes,
    last_reopening as last_reopening,
    late_entries as late_entries,
    minutes_of as minutes_of,
    stands_in_minutes as stands_in_minutes,
)
from .officers import (
    known_officers as known_officers,
    officers_of as officers_of,
)
from .planners import planners_of as planners_of
from .problems import (
    Named as Named,
    built_on as built_on,
    causes_in as causes_in,
    causes_of as causes_of,
    places_of as places_of,
    problems_of as problems_of,
    promised_for as promised_for,
    share_of as share_of,
)
from .protocols import (
    REFERENCE_ITSELF as REFERENCE_ITSELF,
    copies_near as copies_near,
    copies_of as copies_of,
    copy_in_use as copy_in_use,
    last_copy as last_copy,
    protocol_for as protocol_for,
    protocol_of as protocol_of,
    run_sheet_of as run_sheet_of,
)
from .regulars import (
    Figure as Figure,
    attendance_of_sectors as attendance_of_sectors,
    regular_bodies as regular_bodies,
    regular_people as regular_people,
    visits_of as visits_of,
)
from .rounds import (
    Rating as Rating,
    absent_in as absent_in,
    figure as figure,
    given_in as given_in,
    named_with_seats as named_with_seats,
    ranked as ranked,
    rated_in as rated_in,
    raters_of as raters_of,
    rating_in as rating_in,
    result_of as result_of,
    rounds_of as rounds_of,
    scores_of as scores_of,
    seat_of as seat_of,
)
from .session import (
    Entry as Entry,
    Made as Made,
    agenda_of as agenda_of,
    attendance_by_sector as attendance_by_sector,
    attendance_figures as attendance_figures,
    entries_of as entries_of,
    made_in as made_in,
)
from .sheets import (
    sheet_facts as sheet_facts,
    sheet_of as sheet_of,
    sheet_to_begin_with as sheet_to_begin_with,
)
from .spj import (
    file_of as file_of,
    outline as outline,
)
from .spj_costs import (
    costs_of as costs_of,
    rate_choices as rate_choices,
    rate_in_words as rate_in_words,
    rate_item as rate_item,
    rates_of as rates_of,
    unproven_in as unproven_in,
)
from .spj_counts import (
    spj_counts as spj_counts,
)
from .spj_reference import (
    part_label as part_label,
    read_spj as read_spj,
    spj_parts as spj_parts,
    spj_reference as spj_reference,
)
from .spj_set import (
    CostLine as CostLine,
    Held as Held,
    Part as Part,
    SessionFileSet as SessionFileSet,
)
from .table import (
    Given as Given,
    Line as Line,
    ReportCard as ReportCard,
    Reported as Reported,
    carried_into as carried_into,
    checked_by as checked_by,
    judged_later as judged_later,
    lookers_among as lookers_among,
    promises_touched_by as promises_touched_by,
    proofs_gone as proofs_gone,
    report_card as report_card,
    waiting_for_verdict as waiting_for_verdict,
    waiting_here_alone as waiting_here_alone,
)
from .terms import terms_to_begin_with as terms_to_begin_with
from .timing import (
    sessions_of_today as sessions_of_today,
    slots as slots,
    slots_of as slots_of,
    timing_of as timing_of,
)
from .usual import (
    fitting_kinds as fitting_kinds,
    is_urban as is_urban,
    meets_by_tribulan as meets_by_tribulan,
    next_kind as next_kind,
    title_proposed as title_proposed,
)
from .work import (
    Work as Work,
    work_of as work_of,
)
