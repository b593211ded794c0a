"""Sessions in the database, as Django keeps them; the question that every page asks is put into SQL once (ADR 10)."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, Q

from mufakat.core import clock
from mufakat.core.asked import AskedThings

_LIVING = AskedThings(
    Session,
    lambda key, now: Q(session_key=key, expire_date__gt=now),
    key=CharField(),
    now=DateTimeField(),
)


class SessionStore(DatabaseSessions):
    def _get_session_from_db(self) -> Session | None:
        found = _LIVING.first(key=self.session_key, now=clock.now())
        if found is None:
            self._session_key = None  # as Django: a dead key is never given a new life
        return found
