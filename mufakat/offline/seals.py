"""The seal of a file of unsent acts: by it another device, or the health office, knows who wrote them."""

from base64 import b64decode, b64encode
from hashlib import sha256
from hmac import compare_digest, new
from typing import Any
from uuid import UUID

from django.utils.crypto import salted_hmac

SALT = "mufakat.offline.device"


def _key(device: UUID, user: Any) -> bytes:
    return salted_hmac(SALT, f"{device}:{user}", algorithm="sha256").digest()


def key_of(device: UUID, user: Any) -> str:
    """What a device seals with, given to it while its user is signed in."""
    return b64encode(_key(device, user)).decode()


def seal_of(device: UUID, user: Any, text: str) -> str:
    return b64encode(new(_key(device, user), text.encode(), sha256).digest()).decode()


def is_sealed(device: UUID, user: Any, text: str, seal: str) -> bool:
    """Whether this text was sealed by this device of this user, and nobody changed a sign of it since."""
    try:
        told = b64decode(seal, validate=True)
    except ValueError:
        return False
    return compare_digest(told, new(_key(device, user), text.encode(), sha256).digest())
