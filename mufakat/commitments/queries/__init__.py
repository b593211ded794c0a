"""What screens, files and the API ask about promises."""

from .ages import (
    MOST_CARRIED as MOST_CARRIED,
    aged as aged,
    ages_by_forum as ages_by_forum,
    ages_by_sector as ages_by_sector,
    carried as carried,
    sessions_carried as sessions_carried,
)
from .funding import (
    REFERENCE as REFERENCE,
    funding_sources as funding_sources,
    funding_title as funding_title,
)
from .lists import (
    PROMISED as PROMISED,
    Promised as Promised,
    chosen_commitments as chosen_commitments,
    chosen_verdicts as chosen_verdicts,
    open_of as open_of,
    overdue as overdue,
    promised as promised,
    reported_done as reported_done,
    running_and_closed as running_and_closed,
    verdict_rows as verdict_rows,
    with_carried as with_carried,
    with_names as with_names,
)
from .looked import (
    concerned as concerned,
    person_of as person_of,
)
from .rates import (
    Rate as Rate,
    Share as Share,
    rate_by_sector as rate_by_sector,
    rate_by_year as rate_by_year,
    rate_of as rate_of,
    rates_below as rates_below,
    rates_by as rates_by,
    rates_of_forums as rates_of_forums,
    rates_of_owner as rates_of_owner,
    rates_of_year as rates_of_year,
    rates_one_below as rates_one_below,
    total as total,
)
from .seen import (
    content_now as content_now,
)
from .shares import (
    MOST_OWNERS as MOST_OWNERS,
    rate_by_owner as rate_by_owner,
    rates_by_forum as rates_by_forum,
    rates_in_district as rates_in_district,
    rates_of_owners as rates_of_owners,
)
from .standing import (
    Ball as Ball,
    Gate as Gate,
    ball_of as ball_of,
    date_asked_for as date_asked_for,
    gate_of as gate_of,
    left_office as left_office,
    open_link as open_link,
    successors_of as successors_of,
)
from .timeline import (
    Moment as Moment,
    Way as Way,
    timeline_of as timeline_of,
)
from .to_check import (
    to_check as to_check,
)
