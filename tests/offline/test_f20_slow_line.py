"""F20, of the server: a device on a slow line, whose parcel comes in drops or stops in the middle, keeps no other back
and loses nothing."""

import gzip
import json
import socket
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.test_serving import environment, running

from .live import WITHIN, LivePhone, found_site

__all__ = ["environment"]
PATIENCE = 20.0  # seconds, on a loaded machine; the slow ones are silent for far longer


@pytest.mark.long(15)
def test_drops_keep_nobody_back(environment: dict[str, str]) -> None:
    site = found_site(environment)
    with running(environment, "serve") as (_process, address):
        slow, quick = LivePhone(address, site), LivePhone(address, site)
        slow.note("Tetes demi tetes")
        host = urlsplit(address)
        told = {"device": str(slow.key), "user": site["user"], "acts": slow.waiting}
        body = gzip.compress(json.dumps(told).encode())
        head = (
            f"POST /luring/kiriman/ HTTP/1.1\r\nHost: {host.netloc}\r\n"
            f"Cookie: {site['cookie']}={site['session']}; csrftoken={slow.token}\r\n"
            f"X-CSRFToken: {slow.csrf}\r\nContent-Type: application/json\r\n"
            f"Content-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        lines = [socket.create_connection((host.hostname or "", host.port or 0)) for _ in range(3)]
        for line in lines:
            line.settimeout(WITHIN)
        for line in lines:
            line.sendall(head.encode() + body[:20])
        time.sleep(1)
        begun = time.monotonic()
        for n in range(5):
            quick.note(f"Catatan {n}")
        quick.send_until_cut({})
        assert quick.waiting == [] and time.monotonic() - begun < PATIENCE
        lines[0].sendall(body[20:])  # one comes to its end after all
        with closing(lines[0]):
            said = b""
            while b'"done"' not in said and (more := lines[0].recv(65536)):
                said += more
            assert b'"done"' in said
        for line in lines[1:]:
            line.close()
        receipts: dict[str, str] = {}
        until = time.monotonic() + PATIENCE
        while (
            not receipts and time.monotonic() < until
        ):  # told to wait while the dead lines hold on
            slow.send_until_cut(receipts)
            time.sleep(0.5)
        assert list(receipts.values()) == ["already"]
