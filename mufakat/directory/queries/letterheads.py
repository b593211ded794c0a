"""The letterhead with which an office writes: its own, or what follows from where it lies."""

from collections.abc import Mapping
from typing import Any

from mufakat.core.fields import ancestors
from mufakat.directory.models import Letterhead, Organisation, Region

from .things import is_of_region

GOVERNMENTS = {
    "provinsi": "Pemerintah Provinsi {}",
    "kabupaten": "Pemerintah Kabupaten {}",
    "kota": "Pemerintah Kota {}",
}


def letterhead_of(organisation: Organisation) -> Letterhead:
    """The letterhead of an office; until it has recorded one: the government of its region where it belongs to that,
    the office above it, its name."""
    own = Letterhead.objects.filter(organisation=organisation).first()
    if own is not None:
        return own
    place = _seat(organisation.region)
    governed = place is not None and is_of_region(organisation.sector)
    government = GOVERNMENTS[place.kind].format(place.name) if place and governed else ""
    parent = organisation.parent.name if organisation.parent_id and organisation.parent else ""
    return Letterhead(
        organisation=organisation,
        above="\n".join(filter(None, (government, parent))),
        name=organisation.name,
        place=place.name if place and place.kind != "provinsi" else "",
    )


def _seat(region: Region) -> Region | None:
    """The kabupaten, kota or province that governs a place. The cities of Jakarta are run by their province."""
    found = Region.objects.filter(path__in=ancestors(region.path), kind__in=GOVERNMENTS)
    for each in found.order_by("-level"):
        if not each.name.startswith("Administrasi "):
            return each
    return None


def letterhead_facts(organisation: Organisation) -> dict[str, Any]:
    """A letterhead as plain values, to be frozen with what is written under it."""
    found = letterhead_of(organisation)
    names = ("name", "address", "postcode", "phone", "email", "website")
    return {"above": found.above.splitlines(), **{name: getattr(found, name) for name in names}}


def letterhead_lines(head: Mapping[str, Any]) -> dict[str, Any]:
    """The kop of an office on paper, from its facts: what stands above its name, the name, and how it is reached."""
    reached = [
        f"Telepon {head['phone']}" if head["phone"] else "",
        f"Surel {head['email']}" if head["email"] else "",
        f"Laman {head['website']}" if head["website"] else "",
    ]
    address = " ".join(filter(None, (head["address"], head["postcode"])))
    lines = [address, ", ".join(filter(None, reached))]
    return {"above": head["above"], "name": head["name"], "below": [x for x in lines if x]}
