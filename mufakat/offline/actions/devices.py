"""Revoke a device."""

from importlib import import_module

from django.conf import settings

from mufakat.journal.actions import OpenAct
from mufakat.offline.models import Device


def end_device(act: OpenAct, device: Device) -> None:
    """A telephone that was lost: its session ends now, and what it sends from now on waits for a person."""
    if device.ended_at:
        return
    device.ended_at, device.ended_by = act.at, act.by_name
    device.save(update_fields=["ended_at", "ended_by"])
    if device.session_key:
        engine = import_module(settings.SESSION_ENGINE)
        engine.SessionStore(session_key=device.session_key).delete()
    act.note("device.ended", device, about=[device.user], name=device.name)


def restore_device(act: OpenAct, device: Device) -> None:
    """It was found again: what it sends from now on is written down as before."""
    if device.ended_at is None:
        return
    device.ended_at, device.ended_by = None, ""
    device.save(update_fields=["ended_at", "ended_by"])
    act.note("device.restored", device, about=[device.user], name=device.name)
