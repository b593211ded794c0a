"""What is right about a promise."""

from .promise import (
    MOST_RUPIAH as MOST_RUPIAH,
    can_withdraw as can_withdraw,
    due_date as due_date,
    money as money,
    not_judged_yet as not_judged_yet,
    owner_is_named as owner_is_named,
    person_stands_for as person_stands_for,
    still_written_down as still_written_down,
    within_year as within_year,
)
from .reports import (
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
