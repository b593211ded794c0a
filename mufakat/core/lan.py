"""The addresses that this machine has among its neighbours, on its own hotspot or in an office. Never public ones."""

import socket
import struct
import sys
import time
from collections.abc import Iterator
from ipaddress import IPv4Address, ip_address
from typing import NamedTuple

LOOKED_EVERY = 5.0  # seconds: a hotspot is often switched on after the server
WIRELESS = ("wl", "ap", "uap", "wifi", "wi-fi", "softap", "swlan")
INNER = ("docker", "br-", "veth", "virbr", "vboxnet", "vmnet", "tun", "tap", "utun")
SIOCGIFADDR = 0x8915  # Linux, netdevice(7)


class Own(NamedTuple):
    """An address of this machine, and the card or hotspot that has it."""

    address: str
    card: str = ""


def is_near(address: str) -> bool:
    """This machine itself, or a neighbour in a private network (RFC 1918, RFC 3927)."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    known = getattr(known, "ipv4_mapped", None) or known
    return known.is_private and not known.is_unspecified


def is_loopback(host: str) -> bool:
    name = host.strip("[]")
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _asked_of_linux() -> Iterator[Own]:
    """The first address of each card."""
    if sys.platform != "linux":
        return
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _number, card in socket.if_nameindex():
            named = struct.pack("256s", card.encode()[:15])
            try:
                told = fcntl.ioctl(asking.fileno(), SIOCGIFADDR, named)
            except OSError:  # it has none now
                continue
            yield Own(socket.inet_ntoa(told[20:24]), card)


def _asked_of_name() -> Iterator[Own]:
    """What the machine's own name stands for: Windows and macOS tell every address so."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return
    yield from (Own(str(row[4][0])) for row in found)


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
        found = usable(_asked_of_linux()) or usable(_asked_of_name())
        _seen = (time.monotonic(), found)
    return _seen[1]


class Names(list[str]):
    """Names that browsers may use: those that were told, and the addresses that this machine has at the moment."""

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        yield from (own.address for own in own_addresses())
