"""One page of a long list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def page_of(
    found: "QuerySet[Any]", whole: "QuerySet[Any]", number: str | None, per_page: int
) -> "Page[Any]":
    """The rows of a page of `found`, read from `whole`: both in one order, `whole` with all that stands beside a row
    and without conditions. Only keys are sorted, for a sort of thousands of wide rows takes a database long."""
    keys: Any = Paginator(found.values_list("pk", flat=True), per_page)
    shown = keys.get_page(number)
    shown.object_list = list(whole.filter(pk__in=list(shown.object_list)))
    return shown  # type: ignore[no-any-return]
