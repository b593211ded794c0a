"""What screens ask about programmes, by subject."""

from .catalogue import (
    catalogue as catalogue,
    programmes_of as programmes_of,
    works_in as works_in,
)
from .contests import (
    Ranked as Ranked,
    next_to_judge as next_to_judge,
    ranking as ranking,
)
from .lokus import (
    counted_by_district as counted_by_district,
    facilities as facilities,
    lokus_of as lokus_of,
    not_mentored as not_mentored,
    overlapping as overlapping,
)
from .places import (
    Places as Places,
    free_in as free_in,
    places_of as places_of,
    refused as refused,
)
from .readiness import (
    readiness_items as readiness_items,
    readiness_title as readiness_title,
)
from .units import (
    edges_of as edges_of,
    network_on as network_on,
    parts_of as parts_of,
    replications_in as replications_in,
    units_of as units_of,
)
from .visits import (
    mentored as mentored,
    mentored_bodies as mentored_bodies,
    not_visited as not_visited,
    only_office as only_office,
    told_already as told_already,
    visits_of as visits_of,
    waiting_for_visits as waiting_for_visits,
    works_with as works_with,
)
from .waves import (
    COUNTED as COUNTED,
    DistrictRow as DistrictRow,
    counting as counting,
    districts_on as districts_on,
    districts_through as districts_through,
    last_standing as last_standing,
    looked_at as looked_at,
    since_when as since_when,
    told_of_successions as told_of_successions,
    waves_of as waves_of,
)
