"""A line between a browser and the server that counts its bytes and, if asked, loses what passes over it.

One request for each connection. Bytes are those of HTTP, headers included, without TLS.
"""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

FATES = ("before", "after", "half")  # not heard; done, but not answered; answered by half
EMPTY = b"\r\n\r\n"


class Line:
    """`lost`: the part of requests that go wrong, each in one of three ways. Pages and what they are made of pass."""

    def __init__(self, server: int) -> None:
        self.server, self.port, self.lost = server, 0, 0.0
        self.chance = random.Random(16)
        self.start()

    def start(self) -> None:
        self.up = self.down = 0
        self.fates: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(EMPTY)
            body = await reader.readexactly(_length(head))
            fate = self._fate(head)
            self.fates[fate] += 1
            self.up += len(head) + len(body)
            answer = b"" if fate == "before" else await self._asked(head, body)
            sent = answer if not fate else answer[: len(answer) // 2] if fate == "half" else b""
            self.down += len(sent)
            self.bytes[_path(head)] += len(head) + len(body) + len(sent)
            writer.write(sent)
            await writer.drain()
        with suppress(OSError):
            writer.close()
            await writer.wait_closed()

    def _fate(self, head: bytes) -> str:
        is_page = b"\r\nSec-Fetch-Mode: navigate\r\n" in head or b" /static/" in head[:20]
        if is_page or self.chance.random() >= self.lost:
            return ""
        return self.chance.choice(FATES)

    async def _asked(self, head: bytes, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server)
        writer.write(head.replace(b"\r\nConnection: keep-alive", b"\r\nConnection: close") + body)
        await writer.drain()
        answer = await reader.read()
        writer.close()
        return answer


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _path(head: bytes) -> str:
    """What a request is counted under: its address without the parts that differ."""
    path = head.split(b" ", 2)[1].decode().partition("?")[0]
    return "/".join("…" if len(part) > 30 else part for part in path.split("/"))


@contextmanager
def line_to(server: int) -> Iterator[Line]:
    line, loop = Line(server), asyncio.new_event_loop()
    ready = threading.Event()

    async def listen() -> None:
        listening = await asyncio.start_server(line.pass_on, "127.0.0.1", 0)
        line.port = listening.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        loop.run_until_complete(listen())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield line
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
