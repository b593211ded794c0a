"""The accountability files of a district."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.core.periods import Tribulan
from mufakat.directory import access
from mufakat.web import queries
from mufakat.web.forms import FiguresAsked


def list_files(request: HttpRequest, code: str) -> HttpResponse:
    """Every session of a tribulan with its file. Above a district there are too many to read: its page instead."""
    region = access.get_region(request.user, code, "file.see")
    if region.level < 2:
        return redirect("see_region", code)
    today = clock.today()
    asked, now = FiguresAsked(request.GET, today), Tribulan.of(today)
    year = asked.year or now.year
    tribulan = Tribulan(year, asked.tribulan or (now.number if year == now.year else 4))
    found = queries.files_page(region, tribulan, today)
    title = _("Accountability files (SPJ)")
    return page(
        request, "web/files.html", title=title, region=region, asked=asked, on=today, **found
    )
