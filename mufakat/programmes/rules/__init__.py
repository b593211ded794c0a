"""What is right about programmes: pure, by subject."""

from .bodies import (
    can_learn as can_learn,
    is_facility as is_facility,
    learns_once as learns_once,
    makes_a_unit as makes_a_unit,
    may_follow as may_follow,
    no_circle as no_circle,
    not_twice as not_twice,
    reached_says_when as reached_says_when,
    stood_then as stood_then,
    unit_not_twice as unit_not_twice,
    while_a_centre as while_a_centre,
)
from .catalogue import (
    code_of as code_of,
    is_open as is_open,
    not_reference as not_reference,
    something_ticked as something_ticked,
    within_reach as within_reach,
)
from .contests import (
    Criterion as Criterion,
    criteria_of as criteria_of,
    criteria_text as criteria_text,
    nobody_was_quicker as nobody_was_quicker,
    not_judged_yet as not_judged_yet,
    places as places,
    points_fit as points_fit,
    row_is_whole as row_is_whole,
    something_filled as something_filled,
    total_of as total_of,
    year_fits_day as year_fits_day,
)
from .passing import (
    doubt_of as doubt_of,
    passed_says_why as passed_says_why,
    verdict_of as verdict_of,
)
from .visits import (
    LONG as LONG,
    is_long as is_long,
    next_lies_ahead as next_lies_ahead,
    not_in_the_future as not_in_the_future,
    not_told_twice as not_told_twice,
    same_mentor as same_mentor,
    worked_with as worked_with,
)
from .waves import (
    DISTRICTS as DISTRICTS,
    LOOKED_AT as LOOKED_AT,
    STEPS as STEPS,
    Cumulated as Cumulated,
    Wave as Wave,
    all_may_join as all_may_join,
    cumulated as cumulated,
    district_once as district_once,
    instrument_is_known as instrument_is_known,
    is_district as is_district,
    is_last as is_last,
    joins_in_its_time as joins_in_its_time,
    looked_in_time as looked_in_time,
    may_be_looked_at as may_be_looked_at,
    missing_of as missing_of,
    no_predecessor_in as no_predecessor_in,
    no_successor_in as no_successor_in,
    quota_holds as quota_holds,
    ready_says_why as ready_says_why,
    room_left as room_left,
    step_in_order as step_in_order,
    step_says_why as step_says_why,
    title_is_free as title_is_free,
)
