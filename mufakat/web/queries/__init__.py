"""What the pages that show several rooms ask."""

from .home import home_page
from .region import not_standing, region_page, regions_meant

__all__ = ["home_page", "not_standing", "region_page", "regions_meant"]
