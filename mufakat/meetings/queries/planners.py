"""Who may plan a session of a forum, by name; asked only where one is missing."""

from collections.abc import Sequence
from datetime import date

from django.db.models import CharField, DateField, F, Q, UUIDField
from django.db.models.lookups import In

from mufakat.core.asked import Asked
from mufakat.core.fields import ancestors
from mufakat.directory.models import Assignment, Forum, Membership, Person
from mufakat.directory.models.forums import MemberRole
from mufakat.directory.models.users import NodeKind
from mufakat.directory.roles import ROLES

PLANNERS = sorted(code for code, role in ROLES.items() if "meeting.plan" in role.verbs)
RUNS = (MemberRole.HOST, MemberRole.SECRETARY)
NEAREST = (NodeKind.FORUM, NodeKind.ORGANISATION, NodeKind.REGION)

_HOSTS = Asked(
    lambda forum, on: (
        Membership.objects.on(on)
        .filter(forum=forum, role__in=RUNS, organisation__isnull=False)
        .values_list("organisation__path")
    ),
    forum=UUIDField(),
    on=DateField(),
)
_HOLDERS = Asked(
    lambda forum, bodies, regions, on: (
        Assignment.objects.on(on)
        .filter(
            Q(node_kind=NodeKind.FORUM, node_id=forum)
            | Q(In(F("node_path"), bodies), node_kind=NodeKind.ORGANISATION)
            | Q(In(F("node_path"), regions), node_kind=NodeKind.REGION),
            role__in=PLANNERS,
            user__is_active=True,
            user__person__isnull=False,
        )
        .order_by("id")
        .values_list(
            *("node_kind", "role", "user__person__name"),
            *("user__person__title_before", "user__person__title_after"),
        )[:60]
    ),
    forum=CharField(),
    bodies=[CharField()],
    regions=[CharField()],
    on=DateField(),
)


def planners_of(forum: Forum, on: date) -> Sequence[tuple[str, str]]:
    """Name and role of who may plan here, whoever stands nearest to the forum first: its own, its host's, the region's;
    each once. Two queries."""
    hosts = {path for (path,) in _HOSTS(forum=forum.pk, on=on)}
    bodies = sorted({each for path in hosts for each in ancestors(path)[1:]})
    rows = _HOLDERS(
        forum=str(forum.pk), bodies=bodies or ["-"], regions=ancestors(forum.region_path), on=on
    )
    near = sorted(rows, key=lambda row: NEAREST.index(NodeKind(row[0])))
    found: dict[str, str] = {}
    for _kind, role, name, before, after in near:
        who = Person(name=name, title_before=before, title_after=after)
        found.setdefault(str(who), str(ROLES[role].title))
    return list(found.items())
