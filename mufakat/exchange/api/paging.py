"""A long list in pages: each page ends with the address of the next, which begins after its last row."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .errors import Refused

PAGE = 100
BETWEEN = "~"


def page_of[M: Model](
    request: HttpRequest, rows: QuerySet[M], after: str | None, *order: str
) -> tuple[list[M], str | None]:
    """The rows after `after` in this order (one or two columns, the last of them unique), and the next address.

    No row is skipped or told twice when others are added meanwhile. Rows without the first column come last.
    """
    ordered = rows.order_by(*(F(name).asc(nulls_last=True) for name in order))
    if after is not None:
        ordered = ordered.filter(_beyond(rows.model, after, order))
    found = list(ordered[: PAGE + 1])
    if len(found) <= PAGE:
        return found, None
    kept = {name: value for name, value in request.GET.items() if name != "after"}
    told = BETWEEN.join(_spelt(getattr(found[PAGE - 1], name)) for name in order)
    query = urlencode(kept | {"after": told})
    return found[:PAGE], request.build_absolute_uri(f"{request.path}?{query}")


def _spelt(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def _beyond(model: type[Model], after: str, order: tuple[str, ...]) -> Q:
    *first, last = _values(model, after, order)
    if not first:
        return Q(**{f"{order[0]}__gt": last})
    name, value = order[0], first[0]
    same = Q(**{name: value, f"{order[1]}__gt": last})
    return same if value is None else same | Q(**{f"{name}__gt": value}) | Q(**{name: None})


def _values(model: type[Model], after: str, order: tuple[str, ...]) -> list[Any]:
    """What an address that we made says; anything else is refused."""
    texts = after.split(BETWEEN)
    if len(texts) == len(order) and "\x00" not in after:
        fields = [model._meta.get_field(name) for name in order]
        try:
            return [
                field.to_python(text) if text or len(order) == 1 else None  # type: ignore[union-attr]
                for field, text in zip(fields, texts, strict=True)
            ]
        except ValidationError:
            pass
    detail = _("“after” is not the end of a page. Follow the address in “next” as it is.")
    raise Refused(422, "page.unknown", detail, "after")
