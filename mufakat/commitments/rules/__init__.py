"""What is right about a promise."""

from .ages import (
    AGES as AGES,
    due_between as due_between,
)
from .promise import (
    can_withdraw as can_withdraw,
    due_date as due_date,
    money as money,
    not_judged_yet as not_judged_yet,
    owner_is_named as owner_is_named,
    person_is_here as person_is_here,
    person_stands_for as person_stands_for,
    still_written_down as still_written_down,
    takes_personal as takes_personal,
)
from .proofs import (
    FARTHEST as FARTHEST,
    MOST_A_DAY as MOST_A_DAY,
    MOST_FILES as MOST_FILES,
    MOST_KEPT as MOST_KEPT,
    answer_to as answer_to,
    can_hand as can_hand,
    check_says_why as check_says_why,
    evidence_stands as evidence_stands,
    few_files as few_files,
    holder as holder,
    kept_is_shown as kept_is_shown,
    link_for_promise as link_for_promise,
    link_for_year as link_for_year,
    needs_second as needs_second,
    new_date as new_date,
    room_for_more as room_for_more,
    second_has_looked as second_has_looked,
    second_is_another as second_is_another,
    somebody_answers as somebody_answers,
    successor_meets as successor_meets,
    there_is_something_to_see as there_is_something_to_see,
)
from .reports import (
    done_is_whole as done_is_whole,
    progress as progress,
    still_open as still_open,
)
from .verdicts import (
    CLOSING as CLOSING,
    FIGURES as FIGURES,
    VERDICTS as VERDICTS,
    judged_after_made as judged_after_made,
    state_after as state_after,
    verdict as verdict,
)
