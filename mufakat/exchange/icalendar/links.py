"""The personal links that open a calendar."""

from datetime import date, datetime

from mufakat.directory.models import Link, LinkKind, User


def own_feeds(user: User, now: datetime) -> list[Link]:
    """The open calendar addresses of a user."""
    found = Link.objects.filter(kind=LinkKind.CALENDAR, thing_id=str(user.pk), ended_at=None)
    return list(found.filter(valid_until__gt=now).select_related("forum"))


def owner_of(link: Link, on: date) -> User | None:
    """Whose calendar it is; nobody's while his login is shut."""
    user = User.objects.select_related("person").filter(pk=link.thing_id).first()
    return user if user and user.may_enter_on(on) else None
