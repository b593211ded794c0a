"""Who has which role, and who gives and takes roles."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from mufakat.directory.models import Assignment, Forum, Organisation

from .rights import NOWHERE, Grant, each_side


def visible_assignments(user: Any, verb: str = "role.see") -> QuerySet[Assignment]:
    """The assignments whose node lies below one of the user's own."""
    found = Q()
    for held, each in each_side(user, verb):
        found &= _assignments_where(held, each)
    return Assignment.objects.filter(found).select_related("user__person")


def _assignments_where(held: list[Grant], verb: str) -> Q:
    found = Q()
    for grant in held:
        if verb not in grant.role.verbs:
            continue
        if grant.node_kind == "region":
            path = grant.node_path
            found |= Q(node_kind="region", node_path__under=path)
            organisations = Organisation.objects.filter(region_path__under=path).values("path")
            forums = Forum.objects.filter(region_path__under=path).values("path")
            found |= Q(node_kind="organisation", node_path__in=organisations)
            found |= Q(node_kind="forum", node_path__in=forums)
        elif grant.node_kind == "organisation":
            found |= Q(node_kind="organisation", node_path__under=grant.node_path)
    return found or NOWHERE


def get_assignment(user: Any, pk: Any, verb: str = "role.see") -> Assignment:
    return get_object_or_404(visible_assignments(user, verb), pk=pk)
