"""What the pages of figures show around their figures: where one is, and where one may go."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from mufakat.directory.access import can
from mufakat.directory.models import Region
from mufakat.directory.queries import regions_above
from mufakat.indicators.access.figures import SEE
from mufakat.indicators.queries.scopes import Scope, trend_in_words


def around(user: Any, scope: Scope, here: str = "") -> dict[str, Any]:
    """Crumbs and the choice of regions: those above, this one and those below, as far as the user sees figures: who
    sees those of his own body alone sees none of them."""
    seen = [each for each in (*regions_above(scope.region), scope.region) if can(user, SEE, each)]
    crumbs = [{"label": _("Results"), "url": "/capaian/"}]
    crumbs += [{"label": str(each), "url": scope.asked(wilayah=each.code)} for each in seen]
    if here:
        crumbs.append({"label": here, "url": ""})
    return {"scope": scope, "crumbs": crumbs, "regions": [*seen, *(_below(scope) if seen else [])]}


def course_of(points: Sequence[Mapping[str, Any]]) -> str:
    """The finding above the line through time."""
    told = [[point["month"], point["num"], point["den"]] for point in points]
    return trend_in_words(told) or _("Share that meets the threshold, month by month")


def _below(scope: Scope) -> list[Region]:
    if scope.region.level >= 4:
        return []
    below = Region.objects.on(scope.day).filter(parent=scope.region)
    return list(below.exclude(code="ID").order_by("code"))
