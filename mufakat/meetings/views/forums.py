"""The list of forums, and a forum with the calendar of its year."""

from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory import access
from mufakat.directory.models import Forum
from mufakat.meetings import pages, queries


def list_forums(request: HttpRequest) -> HttpResponse:
    access.require(request.user, "forum.see")
    text = request.GET.get("cari", "").strip()
    found = access.visible_forums(request.user).filter(name__icontains=text)
    rows = Paginator(found.select_related("region", "parent"), 50).get_page(request.GET.get("hal"))
    may_record = access.can(request.user, "forum.record")
    return page(
        request,
        "meetings/forums.html",
        title=_("Forums"),
        rows=rows,
        text=text,
        may_record=may_record,
    )


def see_forum(request: HttpRequest, pk: UUID) -> HttpResponse:
    forum = access.get_forum(request.user, pk)
    today = clock.today()
    year = _year(request, forum, today)
    return page(
        request, "meetings/forum.html", **pages.forum_page(request.user, forum, year=year, on=today)
    )


def _year(request: HttpRequest, forum: Forum, today: date) -> int:
    """The year asked for, else this year if it is planned, else the newest that is."""
    asked = request.GET.get("tahun", "")
    if asked.isdecimal() and 2000 <= int(asked) <= 2100:
        return int(asked)
    years = queries.years_of(forum)
    return today.year if today.year in years or not years else years[0]
