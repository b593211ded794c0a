"""What the pages of figures show around their figures: where one is, and where one may go."""

from typing import Any

from django.utils.translation import gettext as _

from mufakat.directory.access import can
from mufakat.directory.models import Region
from mufakat.directory.queries import regions_above
from mufakat.indicators.access.figures import SEE
from mufakat.indicators.queries.scopes import Scope


def around(user: Any, scope: Scope, here: str = "") -> dict[str, Any]:
    """Crumbs and the choice of regions: those above that the user may see, this one, those below."""
    above = [each for each in regions_above(scope.region) if can(user, SEE, each)]
    crumbs = [{"label": _("Results"), "url": "/capaian/"}]
    crumbs += [
        {"label": str(each), "url": scope.asked(wilayah=each.code)}
        for each in [*above, scope.region]
    ]
    if here:
        crumbs.append({"label": here, "url": ""})
    return {"scope": scope, "crumbs": crumbs, "regions": [*above, scope.region, *_below(scope)]}


def _below(scope: Scope) -> list[Region]:
    if scope.region.level >= 4:
        return []
    below = Region.objects.on(scope.day).filter(parent=scope.region)
    return list(below.exclude(code="ID").order_by("code"))
