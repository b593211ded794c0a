"""What the pages that show several rooms ask."""

from .ageing import ageing_page
from .calendar import calendar_page, sessions_page, titles_of
from .figures import (
    Chosen,
    Scope,
    figures_page,
    own_place,
    own_region,
    owner_in,
    where_figures_are,
)
from .files import files_page
from .finding import not_standing, regions_meant
from .home import home_page
from .hosts import hosts_of
from .puskesmas import puskesmas_page
from .region import region_page
from .searching import result_groups, search

__all__ = [
    "Chosen",
    "Scope",
    "ageing_page",
    "calendar_page",
    "figures_page",
    "files_page",
    "home_page",
    "hosts_of",
    "not_standing",
    "own_place",
    "own_region",
    "owner_in",
    "puskesmas_page",
    "region_page",
    "regions_meant",
    "result_groups",
    "search",
    "sessions_page",
    "titles_of",
    "where_figures_are",
]
