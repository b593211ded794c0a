"""Who tried to sign in how often: counted in files, so that all web processes count together and a restart forgets
nothing. allauth counts in Django's default cache and takes no other."""

from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks


class Counters(FileBasedCache):
    """Django's cache in files, whose `add` lets only one in: allauth takes its locks by it."""

    def add(self, *args: Any, **kwargs: Any) -> bool:
        folder = Path(self._dir)  # type: ignore[attr-defined]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (folder / "lock").open("a") as one_at_a_time:
            locks.lock(one_at_a_time, locks.LOCK_EX)
            return super().add(*args, **kwargs)
