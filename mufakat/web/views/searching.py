"""The page of search."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access
from mufakat.web import queries
from mufakat.web.forms import SearchAsked


def search(request: HttpRequest) -> HttpResponse:
    """What the searcher may see of what has all the words; without words the box, and what it understands."""
    access.require(request.user, "directory.see")
    asked = SearchAsked(request.GET)
    found = queries.search(request.user, asked.text, asked.kind)
    return page(
        request,
        "web/search.html",
        title=_("Search"),
        asked=asked,
        groups=queries.result_groups(found, clock.today()),
        understood=bool(found.asked.units),
    )
