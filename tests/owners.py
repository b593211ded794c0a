"""What the owner of a promise does through his personal link."""

from typing import Any

from django.test import Client

from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.directory.models import Link


def home(link: Link) -> str:
    """The page that a link to one promise, or to all of an owner, opens."""
    folder = "janji" if link.kind == "promises" else "janji-satu"
    return f"/{folder}/{token_of(link)}/"


def report(client: Client, where: str, **fields: Any) -> Any:
    sent = {"act_id": str(new_id()), "text": "Sudah 18 dari 20 pasangan.", **fields}
    return client.post(f"{where}kabar/", sent)
