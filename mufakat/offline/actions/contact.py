"""When a device was last heard from. Bookkeeping, no act: it says nothing about a session, and the next contact
writes it anew."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mufakat.directory.models import User
from mufakat.offline.models import Device

QUIET = timedelta(minutes=1)  # what has not changed is not written more often


def hear_from(
    user: User,
    key: UUID,
    now: datetime,
    *,
    skew: timedelta,
    waiting: int,
    is_persistent: bool | None,
    name: str,
    session_key: str,
) -> Device:
    """The device as it tells of itself now; made when it is heard for the first time."""
    told = {
        "skew": round(skew.total_seconds()),
        "waiting": waiting,
        "is_persistent": is_persistent,
        "name": name[:80],
        "session_key": session_key,
    }
    first = {**told, "first_seen_at": now, "last_seen_at": now}
    with transaction.atomic():
        device, made = Device.objects.get_or_create(key=key, user=user, defaults=first)
    if made or device.ended_at:
        return device
    moved = [n for n, v in told.items() if getattr(device, n) != v and n != "skew"]
    moved += ["skew"] if abs(device.skew - told["skew"]) > 1 else []  # type: ignore[operator]
    if not moved and now - device.last_seen_at < QUIET:
        return device
    for field in moved:
        setattr(device, field, told[field])
    device.last_seen_at = now
    device.save(update_fields=[*moved, "last_seen_at"])
    return device


def meet(user: User, key: UUID, now: datetime, *, session_key: str) -> None:
    """A device that asks who is signed in: by which session it does, so that it can be signed out from elsewhere."""
    first = {"first_seen_at": now, "last_seen_at": now, "session_key": session_key}
    with transaction.atomic():
        device, made = Device.objects.get_or_create(key=key, user=user, defaults=first)
    if made or device.ended_at:
        return
    if device.session_key != session_key or now - device.last_seen_at >= QUIET:
        device.session_key, device.last_seen_at = session_key, now
        device.save(update_fields=["session_key", "last_seen_at"])
