"""The only writes about devices and what they sent."""

from .contact import hear_from, meet
from .devices import end_device, restore_device
from .entries import keep_entry, leave_entry

__all__ = ["end_device", "hear_from", "keep_entry", "leave_entry", "meet", "restore_device"]
