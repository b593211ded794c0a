"""Pages that show several rooms."""

from .pages import (
    home as home,
    list_regions as list_regions,
    resume as resume,
    see_region as see_region,
)
from .searching import (
    search as search,
)
