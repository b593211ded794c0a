"""A mail server and a gateway in this process, the ways to them, and messages to send."""

import json
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from mufakat.delivery.actions import queue_message
from mufakat.delivery.channels import MailServer, Post
from mufakat.delivery.models import Message
from tests.world import World

NOON = "2026-06-26T05:00:00Z"  # a Friday, twelve o'clock in Bandung


@dataclass
class Mailbox:
    """What a mail server got, and what it answers: code by recipient, `greeting` for everybody."""

    port: int = 0
    letters: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    greeting: str = "220 here"


def _speaks(box: Mailbox) -> Any:
    class Speaks(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say(box.greeting)
            while line := self.rfile.readline().decode().strip():
                word = line[:4].upper()
                if word == "RCPT":
                    to = line.partition("<")[2].partition(">")[0]
                    self.say(box.refuses.get(to, "250 yes"))
                    box.to.append(to)
                elif word == "DATA":
                    self.say("354 go on")
                    box.letters.append(self.letter())
                    self.say("250 taken")
                else:
                    self.say("221 bye" if word == "QUIT" else "250 yes")

        def letter(self) -> str:
            lines: list[str] = []
            while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
                lines.append(line)
            return "".join(lines)

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    return Speaks


@dataclass
class Gateway:
    """What an office's gateway got, and the status it answers."""

    port: int = 0
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    status: int = 200
    location: str = ""

    @property
    def texts(self) -> list[dict[str, str]]:
        return [json.loads(body) for _path, _headers, body in self.got]


def _takes(gateway: Gateway) -> Any:
    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            gateway.got.append((self.path, dict(self.headers), body))
            self.send_response(gateway.status)
            if gateway.location:
                self.send_header("Location", gateway.location)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_words: Any) -> None:
            """Quiet."""

    return Takes


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _speaks(box)) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield box
        server.shutdown()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    found = Gateway()
    with ThreadingHTTPServer(("127.0.0.1", 0), _takes(found)) as server:
        found.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield found
        server.shutdown()


@pytest.fixture
def by_mail(mailbox: Mailbox) -> Post:
    mail = MailServer("127.0.0.1", mailbox.port)
    return Post(mail, "Mufakat Citarip <mufakat@example.go.id>")


@pytest.fixture
def by_webhook(gateway: Gateway) -> Post:
    return Post(webhook=f"http://127.0.0.1:{gateway.port}/kirim?k=1", secret="rahasia")


def letter(
    world: World, key: str = "surat:1", *, at: datetime | None = None, **more: Any
) -> Message:
    """A letter to the camat, who has a telephone, about the forum; it lives a day."""
    with world.doing("notulis", at) as act:
        given: dict[str, Any] = {
            "forum": world.forum,
            "subject": "Undangan",
            "text": "Bapak diundang pada 25 September.",
            "person": world.people["camat"],
            "until": act.at + timedelta(days=1),
        }
        return queue_message(act, key=key, **given | more)
