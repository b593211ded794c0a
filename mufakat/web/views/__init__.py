"""Pages that show several rooms."""

from .figures import (
    list_figures as list_figures,
    list_puskesmas as list_puskesmas,
    list_sessions as list_sessions,
    see_forum_ages as see_forum_ages,
    see_forum_figures as see_forum_figures,
    see_region_ages as see_region_ages,
    see_region_calendar as see_region_calendar,
    see_region_figures as see_region_figures,
)
from .files import (
    list_files as list_files,
)
from .pages import (
    home as home,
    list_regions as list_regions,
    resume as resume,
    see_region as see_region,
)
from .searching import (
    search as search,
)
