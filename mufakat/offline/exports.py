"""A file of unsent acts and photos, as a device writes it when it cannot send: read, and delivered.

It is safe to read it twice, and on any device: the acts carry their ids. Who wrote them is believed when the seal of
the device is right, or when the writer himself brings the file; else they wait for a person.
"""

import json
from base64 import b64decode
from binascii import Error
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _, gettext_lazy

from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import parse_id
from mufakat.directory.models import User

from . import files, photos, queries, receiving, rules, seals
from .access import settles_somewhere

MOST_BYTES = 60 * 1024 * 1024
UNREADABLE = gettext_lazy("This is no file of unsent entries, or it is not whole.")


@dataclass(frozen=True)
class Outbox:
    """What such a file holds."""

    device: UUID | None
    user: str
    name: str
    acts: list[Any]
    text: str
    seal: str
    photos: list[Any]

    @property
    def is_sealed(self) -> bool:
        return self.device is not None and seals.is_sealed(
            self.device, self.user, self.text, self.seal
        )


def read(raw: bytes) -> Outbox:
    """Raises `RuleBroken` for anything else."""
    try:
        told = json.loads(raw)
        text = told["acts_text"]
        acts = json.loads(text)
        ours = told["mufakat"] == 1 and told["kind"] == "outbox" and isinstance(acts, list)
        photos = told.get("files") or []
        who = str(told["user"]), str(told.get("name") or "")
        seal = str(told.get("seal") or "")
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RuleBroken("import.unreadable", UNREADABLE, "file") from None
    if not ours:
        raise RuleBroken("import.unreadable", UNREADABLE, "file")
    photos = photos if isinstance(photos, list) else []
    return Outbox(parse_id(told.get("device")), *who, acts, text, seal, photos)


def take_in(outbox: Outbox, brought_by: User | None) -> Counter[str]:
    """Deliver all of it; how many of each outcome. `brought_by` None: by the command, on the server itself."""
    key = parse_id(outbox.user)
    author = User.objects.filter(pk=key).select_related("person").first() if key else None
    if author is None:
        raise RuleBroken(
            "import.unknown_writer", _("Nobody here has the login of this file."), "file"
        )
    is_own = brought_by is not None and brought_by.pk == author.pk
    believed = is_own or (outbox.is_sealed and author.may_enter_on(clock.today()))
    doubt = "" if believed else _("The seal of the file does not prove who wrote this.")
    if doubt and brought_by is not None and not settles_somewhere(brought_by):
        raise RuleBroken(
            "import.not_proven",
            _(
                "The seal of the file does not prove who wrote this: its writer brings it himself, or the head."
            ),
            "file",
        )
    device = queries.device_of(author, outbox.device)
    outcomes: Counter[str] = Counter()
    skew = timedelta(seconds=device.skew if device else 0)  # as it was told at the last contact
    doubted: dict[str, Any] = {"doubt": doubt, "brought_by": brought_by}
    for start in range(0, len(outbox.acts), rules.MOST_ACTS):
        part = outbox.acts[start : start + rules.MOST_ACTS]
        receipts = receiving.deliver_all(
            author, part, device=device, skew=skew, via="import", **doubted
        )
        outcomes.update(each.outcome if each else "error" for each in receipts)
    if believed:
        outcomes["photos"] = sum(_keep_photo(author, each) for each in outbox.photos)
    return outcomes


def _keep_photo(author: User, told: Any) -> bool:
    """Its bytes wait for the entry that names them, or make it whole."""
    try:
        data = b64decode(told["data"], validate=True)
        digest = str(told["sha256"])
        arrived = files.take_whole(author, digest, data)
    except (Error, KeyError, TypeError, ValueError):
        return False
    if arrived:
        photos.bring_together(author, digest)
    return arrived
