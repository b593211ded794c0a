"""Where bodies lay in which month."""

from collections.abc import Sequence
from typing import Any

from mufakat.directory.models import Organisation
from mufakat.directory.queries.stays import (
    lineage_of,
    moves_of,
    names_of,
    path_on,
    stays_of,
)
from mufakat.indicators.rollup.places import Places, places

__all__ = ["names_of", "path_on", "places_of", "stays_of"]


def places_of(bodies: Sequence[Organisation]) -> dict[Any, Places]:
    """By key, where each of these bodies lay from which month: two questions, however many they are."""
    moves = moves_of(bodies)
    lineage = lineage_of(bodies, moves)
    return {body.pk: places(body.region_path, moves.get(body.pk, ()), lineage) for body in bodies}
