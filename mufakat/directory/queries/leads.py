"""Who is written to when a body is meant."""

from collections.abc import Collection
from datetime import date
from typing import Any

from mufakat.directory.models import Office

LEADS = ("kepala", "camat", "lurah", "kapolsek", "danramil", "ketua", "direktur", "pimpinan")


def leads_of(bodies: Collection[Any], on: date) -> dict[Any, Any]:
    """One person for each body (by id): who leads it, else who has been in office there longest."""
    rows = Office.objects.on(on).filter(organisation__in=bodies).select_related("person")
    held = [o for o in rows.order_by("valid_from", "pk") if o.person.is_valid_on(on)]
    held.sort(key=lambda office: not office.title.casefold().startswith(LEADS))
    return {office.organisation_id: office.person for office in reversed(held)}
