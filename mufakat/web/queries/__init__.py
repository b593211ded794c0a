"""What the pages that show several rooms ask."""

from .finding import not_standing, regions_meant
from .home import home_page
from .region import region_page
from .searching import result_groups, search

__all__ = ["home_page", "not_standing", "region_page", "regions_meant", "result_groups", "search"]
