"""What is right about a session."""

from .minutes import (
    MOST_TOLD as MOST_TOLD,
    all_was_seen as all_was_seen,
    can_ratify as can_ratify,
    can_reopen as can_reopen,
    gaps_are_meant as gaps_are_meant,
    gaps_of as gaps_of,
    obstacles_to_ratify as obstacles_to_ratify,
)
from .people import (
    attendance_is_only_added as attendance_is_only_added,
    nobody_is_invited_late as nobody_is_invited_late,
    participant_is_named as participant_is_named,
    participant_is_new as participant_is_new,
    somebody_is_invited as somebody_is_invited,
)
from .plan import (
    YEAR_IS_MEANT as YEAR_IS_MEANT,
    can_cancel as can_cancel,
    can_end_forum as can_end_forum,
    cycle_has_room as cycle_has_room,
    keeps_its_day as keeps_its_day,
    meets_by_tribulan as meets_by_tribulan,
    schedule as schedule,
    year_is_near as year_is_near,
    year_is_plausible as year_is_plausible,
)
from .states import (
    can_change as can_change,
    can_invite as can_invite,
    can_open as can_open,
    can_write_minutes as can_write_minutes,
)
from .verdicts import (
    can_give_verdict as can_give_verdict,
    can_withdraw_promise as can_withdraw_promise,
    is_last_word as is_last_word,
    promise_is_of_session as promise_is_of_session,
    promise_is_on_table as promise_is_on_table,
    verdict_is_new as verdict_is_new,
)
