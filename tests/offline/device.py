"""A device of somebody, as our script on it behaves: it keeps forms, and sends them in parcels."""

import gzip
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.offline import seals


@dataclass
class Phone:
    """`off` is how far its clock is ahead of the server's."""

    client: Client
    user: Any
    off: timedelta = timedelta(0)
    key: UUID = field(default_factory=uuid4)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    receipts: dict[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return clock.now() + self.off

    def write(self, path: str, *, act: UUID | None = None, **fields: Any) -> UUID:
        """Fill in a form; it waits in the outbox."""
        act_id = act or new_id()
        pairs = [["made_at", self.now.isoformat()]]
        for name, value in fields.items():
            values = value if isinstance(value, list) else [value]
            pairs += [[name, str(each)] for each in values]
        self.waiting.append({"act": str(act_id), "path": path, "fields": pairs})
        return act_id

    def parcel(self, acts: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        return {
            "device": str(self.key),
            "user": str(self.user.pk),
            "now": self.now.isoformat(),
            "waiting": len(self.waiting),
            "persistent": True,
            "name": "Chrome · Android",
            "acts": self.waiting if acts is None else acts,
        }

    def post(self, parcel: dict[str, Any]) -> Any:
        """The answer to a parcel, whatever it is."""
        body = gzip.compress(json.dumps(parcel).encode())
        return self.client.generic(
            "POST",
            "/luring/kiriman/",
            body,
            content_type="application/json",
            headers={"Content-Encoding": "gzip"},
        )

    def send(self, most: int = 50) -> dict[str, str]:
        """Send what waits; only a receipt takes an entry out. What became of each, by the id of its act."""
        outcomes: dict[str, str] = {}
        for start in range(0, len(self.waiting), most):
            answer = self.post(self.parcel(self.waiting[start : start + most]))
            outcomes |= {r["act"]: r["outcome"] for r in receipts_of(answer)}
        done = {act for act, outcome in outcomes.items() if outcome != "error"}
        self.waiting = [each for each in self.waiting if each["act"] not in done]
        self.receipts |= outcomes
        return outcomes

    def export(self, key: str | None = None) -> dict[str, Any]:
        """The file of what waits, sealed with the key that the server gave this device (or with another one)."""
        text = json.dumps(self.waiting)
        seal = seals.seal_of(self.key, self.user.pk, text) if key is None else key
        told = {"mufakat": 1, "kind": "outbox", "device": str(self.key), "user": str(self.user.pk)}
        told |= {"name": str(self.user), "made": self.now.isoformat()}
        return told | {"acts_text": text, "seal": seal, "files": []}


def receipts_of(answer: Any) -> list[dict[str, Any]]:
    """Those of our server; none where something else answered, or only half of it came."""
    if answer.status_code != 200:
        return []
    try:
        told = json.loads(answer.content)
    except ValueError:
        return []
    receipts: list[dict[str, Any]] = told.get("receipts", []) if told.get("mufakat") == 1 else []
    return receipts
