"""What is right about calendar feeds."""

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken


def sees_forum[T](forum: T | None) -> T:
    if forum is None:
        raise RuleBroken("feed.nothing_to_see", _("You see no forum yet, so there is no calendar."))
    return forum


def has_feed(number: int) -> None:
    if not number:
        raise RuleBroken("feed.none", _("There is no calendar address to revoke."))
