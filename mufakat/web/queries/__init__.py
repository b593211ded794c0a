"""What the pages that show several rooms ask."""

from .ageing import ageing_page
from .calendar import calendar_page
from .figures import Chosen, Scope, figures_page, where_figures_are
from .finding import not_standing, regions_meant
from .home import home_page
from .puskesmas import puskesmas_page
from .region import region_page
from .searching import result_groups, search

__all__ = [
    "Chosen",
    "Scope",
    "ageing_page",
    "calendar_page",
    "figures_page",
    "home_page",
    "not_standing",
    "puskesmas_page",
    "region_page",
    "regions_meant",
    "result_groups",
    "search",
    "where_figures_are",
]
