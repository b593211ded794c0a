"""What the cards of this machine, and its hotspot, are called in their networks."""

import socket
import struct
import sys
from collections.abc import Iterator
from typing import NamedTuple

SIOCGIFADDR = 0x8915  # Linux, netdevice(7)


class Own(NamedTuple):
    """An address of this machine, and the card or hotspot that has it."""

    address: str
    card: str = ""


def asked_of_linux() -> Iterator[Own]:
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


def asked_of_name() -> Iterator[Own]:
    """What the machine's own name stands for: Windows and macOS tell every address so."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return
    yield from (Own(str(row[4][0])) for row in found)
