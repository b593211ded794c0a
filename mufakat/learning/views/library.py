"""The library, and the situations that are like one's own."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.answers import page
from mufakat.directory.access import can, require
from mufakat.learning import access, similar
from mufakat.learning.forms import LibraryFilter, SimilarFilter
from mufakat.learning.models import Review, Yes
from mufakat.learning.queries import library, tasks

PER_PAGE = 20


def list_reviews(request: HttpRequest) -> HttpResponse:
    user, today = request.user, clock.today()
    require(user, "review.see")
    form = LibraryFilter(request.GET)
    found = Review.objects.none()
    if form.is_valid():
        found = library.chosen(access.library(user), **form.criteria)
    drafts = library.with_names(access.own_drafts(user))
    return page(
        request,
        "learning/library.html",
        title=_("Learning library"),
        form=form,
        rows=Paginator(library.with_names(found), PER_PAGE).get_page(request.GET.get("hal")),
        today=today,
        drafts=drafts[:PER_PAGE],
        worked=dict(Yes.choices),
        due=tasks.due_looks(user, today),
        unread=tasks.readings(user),
        may_record=can(user, "review.record"),
        sees_figures=can(user, "rollup.see"),
    )


def list_similar(request: HttpRequest) -> HttpResponse:
    require(request.user, "review.see")
    form = SimilarFilter(request.GET)
    asked = form.cleaned_data["cerita"] if form.is_valid() else ""
    found = library.similar_to(access.library(request.user), asked) if asked else []
    return page(
        request,
        "learning/similar.html",
        title=_("Similar situations"),
        form=form,
        asked=asked,
        like=found,
        by_model=similar.uses_model(),
    )
