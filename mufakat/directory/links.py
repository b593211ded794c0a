"""The signature of personal links, and the guest who holds one.

A token is the id of its link and an HMAC-SHA256 over kind and id with the server's secret, cut to 120 bits: nobody
guesses one, a token of one kind opens nothing of another, and a new server secret closes all of them.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Link

SIGNATURE = 15  # bytes
ID_LENGTH = 22  # characters of a UUID in base64
TOKEN_LENGTH = ID_LENGTH + SIGNATURE * 4 // 3


def _spelt(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _signature(kind: str, pk: UUID) -> str:
    digest = salted_hmac(f"mufakat.link.{kind}", pk.hex, algorithm="sha256").digest()
    return _spelt(digest[:SIGNATURE])


def token_of(link: Link) -> str:
    """The secret part of the link's address: 42 characters."""
    return spell(link.kind, link.pk)


def spell(kind: str, pk: UUID) -> str:
    """The token of a link of which no more than kind and id have been read."""
    return _spelt(pk.bytes) + _signature(kind, pk)


def id_in(token: str, kind: str) -> UUID | None:
    """The id that a token of this kind names; None when its signature is not ours."""
    if len(token) != TOKEN_LENGTH or not token.isascii():
        return None
    try:
        pk = UUID(bytes=urlsafe_b64decode(token[:ID_LENGTH] + "=="))
    except (ValueError, Error):
        return None
    ours = spell(kind, pk)  # spelt anew: base64 has several spellings of one id
    return pk if constant_time_compare(ours, token) else None


@dataclass(frozen=True)
class Guest:
    """Who acts through a personal link: a writer for the journal, under the id of the link and the name on it."""

    link: Link

    is_authenticated = False
    seen_as = None

    @property
    def pk(self) -> UUID:
        return self.link.pk

    @property
    def person(self) -> Any:
        return self.link.person

    def __str__(self) -> str:
        return f"{self.link.name} (tautan pribadi)"
