"""What screens ask the directory."""

from .leads import (
    leads_of as leads_of,
)
from .letterheads import (
    letterhead_facts as letterhead_facts,
    letterhead_lines as letterhead_lines,
    letterhead_of as letterhead_of,
)
from .links import (
    carried_until as carried_until,
    closes_after as closes_after,
    day_at as day_at,
    linked_seats as linked_seats,
)
from .logins import (
    Held as Held,
    assignments_of as assignments_of,
    assignments_on as assignments_on,
    ended_regions as ended_regions,
    ends_with as ends_with,
    held_after as held_after,
    keys_of as keys_of,
    login_of as login_of,
    role_at as role_at,
    roles_in_words as roles_in_words,
    roles_of as roles_of,
    signs_in_twice as signs_in_twice,
)
from .things import (
    breadcrumbs as breadcrumbs,
    by_time as by_time,
    counts_by_level as counts_by_level,
    history_seen as history_seen,
    is_of_region as is_of_region,
    members_of as members_of,
    network_tree as network_tree,
    offices_of as offices_of,
    offices_on as offices_on,
    organisation_named as organisation_named,
    organisations_found as organisations_found,
    people_found as people_found,
    places_named as places_named,
    region_by_code as region_by_code,
    regions_above as regions_above,
    regions_instead as regions_instead,
    regions_named as regions_named,
    seated_in as seated_in,
    seats_of as seats_of,
    sector_of_person as sector_of_person,
    sector_title as sector_title,
    sectors as sectors,
    stands_for as stands_for,
)
