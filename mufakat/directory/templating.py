"""Words of the directory on pages."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.dates import short_date

from .models.dated import Dated
from .queries import sector_title
from .roles import ROLES


def role_title(code: str) -> str:
    """The title of a role; a role that is no longer given keeps its code."""
    return str(ROLES[code].title) if code in ROLES else code


def since(thing: Dated) -> str:
    """ "from 1 Jan 2024", "1 Jan 2024 – 3 Mar 2026", "until 3 Mar 2026", or nothing."""
    start, end = thing.valid_from, thing.valid_to
    if start and end:
        return f"{short_date(start)} – {short_date(end)}"
    if start:
        return _("from %(day)s") % {"day": short_date(start)}
    return _("until %(day)s") % {"day": short_date(end)} if end else ""


FILTERS: dict[str, Callable[..., Any]] = {
    "role_title": role_title,
    "sector": sector_title,
    "since": since,
}
