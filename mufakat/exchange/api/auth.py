"""Who calls: the bearer token that `mufakat token USERNAME` made."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from mufakat.core import clock
from mufakat.directory.actions.users import digest_of_key
from mufakat.directory.models import Token, User


class Key(HttpBearer):
    """The user of the key; from then on `request.user` is that user, and every right is a right of that user."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        found = Token.objects.filter(
            digest=digest_of_key(token), ended_at=None, user__is_active=True
        ).select_related("user__person")
        held = found.first()
        if held is None or not held.user.may_enter_on(clock.today()):
            return None
        user: User = held.user
        request.user = user
        return user
