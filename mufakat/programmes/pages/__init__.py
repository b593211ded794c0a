"""What pages of programmes gather out of several questions."""

from .graph import (
    Graph as Graph,
    drawn as drawn,
)
from .joining import (
    joining_page as joining_page,
    told_of as told_of,
)
from .programme import (
    cohort_page as cohort_page,
    district_page as district_page,
    districts_page as districts_page,
    facility_page as facility_page,
    listed as listed,
    programme_page as programme_page,
)
