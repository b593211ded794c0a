"""The addresses that this machine has among its neighbours, on its own hotspot or in an office. Never public ones."""

import time
from collections.abc import Iterator
from ipaddress import IPv4Address

from .cards import Own as Own, asked_of_linux, asked_of_name
from .near import is_loopback as is_loopback, is_near as is_near

LOOKED_EVERY = 5.0  # seconds: a hotspot is often switched on after the server
WIRELESS = ("wl", "ap", "uap", "wifi", "wi-fi", "softap", "swlan")
INNER = ("docker", "br-", "veth", "virbr", "vboxnet", "vmnet", "tun", "tap", "utun")


def usable(found: Iterator[Own]) -> list[Own]:
    """Private ones, each once; where telephones are first: wireless, then cable, then what is inside this machine."""

    def place(own: Own) -> int:
        card = own.card.lower()
        return 0 if card.startswith(WIRELESS) else 2 if card.startswith(INNER) else 1

    once = {own.address: own for own in sorted(found, key=lambda own: bool(own.card))}
    near = [own for own in once.values() if is_near(own.address) and not is_loopback(own.address)]
    return sorted(near, key=lambda own: (place(own), own.card, IPv4Address(own.address)))


_seen: tuple[float, list[Own]] = (0.0, [])


def own_addresses() -> list[Own]:
    """As they are now: asked anew every few seconds."""
    global _seen  # noqa: PLW0603 - one machine, one list
    if not _seen[1] or time.monotonic() - _seen[0] > LOOKED_EVERY:
        found = usable(asked_of_linux()) or usable(asked_of_name())
        _seen = (time.monotonic(), found)
    return _seen[1]


class Names(list[str]):
    """Names that browsers may use: those that were told, and the addresses that this machine has at the moment."""

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        yield from (own.address for own in own_addresses())
