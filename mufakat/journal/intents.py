"""What an act was asked to do, as a digest: a form that arrives twice is known from one that says something else.

The digest is keyed with the server's secret: the journal must not tell a password or a telephone number to
somebody who has the database and tries all that there are.
"""

from collections.abc import Mapping, Set as AbstractSet
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from . import rules
from .actions import plain

SALT = "mufakat.journal.intents"


def digests(what: object, values: Mapping[str, Any]) -> list[str]:
    """The digest of a verb with its cleaned values; after it those by older secrets, for comparing only.

    Empty values are left out: a field that a later version adds changes nothing for those who do not fill it.
    """
    said = {name: spelt for name, value in values.items() if not _empty(spelt := _spelt(value))}
    text = rules.canonical([what, said])
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [
        salted_hmac(SALT, text, secret=secret, algorithm="sha256").hexdigest() for secret in secrets
    ]


def _spelt(value: Any) -> Any:
    if isinstance(value, File):
        return [value.name, _digest_of_file(value)]
    if isinstance(value, list):
        return [_spelt(each) for each in value]
    if isinstance(value, (AbstractSet, QuerySet)):  # they have no order, or one that others change
        return sorted(str(plain(each)) for each in value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n")  # browsers send a line end thus, an outbox may not
    return repr(value) if isinstance(value, float) else plain(value)


def _empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def _digest_of_file(file: "File[Any]") -> str:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
