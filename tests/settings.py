"""The settings of the tests: the site's, with fast passwords and a data folder of its own."""

import os
import tempfile
from pathlib import Path

os.environ["MUFAKAT_DATA"] = str(Path(tempfile.gettempdir()) / f"mufakat-tests-{os.getuid()}")
os.environ["MUFAKAT_SECRET_KEY"] = "only-for-tests-" + "0123456789abcdef" * 3
for name in (
    *("MUFAKAT_DEMO", "MUFAKAT_DEBUG"),
    *("MUFAKAT_SMTP", "MUFAKAT_FROM", "MUFAKAT_WEBHOOK", "MUFAKAT_WEBHOOK_SECRET"),
):
    os.environ.pop(name, None)

from mufakat.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Files as they lie in the folders: names by content need collectstatic.
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

# Each test process counts for itself.
CACHES = {**CACHES, "default": CACHES["near"]}  # noqa: F405

# A file, as in service: each thread has its own connection, readers go on while one writes. A database in memory has
# one connection for all threads of the live server, and two requests would share a transaction. Each process has its
# own file; those of runs that were cut off are swept away.
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    for left in DATA.glob("tests-*.sqlite3*"):  # noqa: F405
        if not Path("/proc", left.name.split("-")[1].split(".")[0].split("_")[0]).exists():
            left.unlink(missing_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / f"tests-{os.getpid()}.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
