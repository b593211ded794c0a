"""What every test gets: a closed network, and the browser for those that ask for it."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

pytest_plugins = ["tests.browser", "tests.fixtures", "tests.guard"]

HERE = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None}  # noqa: S104


class NetworkClosedError(Exception):
    """A test tried to reach another machine."""


def refuse_elsewhere(host: object) -> None:
    if isinstance(host, bytes):
        host = host.decode()
    if host not in HERE:
        raise NetworkClosedError(f"Tests reach no other machine, but one asked for {host!r}")


@pytest.fixture(scope="session", autouse=True)
def network_closed() -> Iterator[None]:
    """Only unix sockets and this machine's own addresses."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: Any, _original: Any = original) -> Any:
            if self.family != socket.AF_UNIX:
                refuse_elsewhere(address[0])
            return _original(self, address)

        patch.setattr(socket.socket, name, guarded)
    resolve = socket.getaddrinfo

    def guarded_resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_elsewhere(host)
        return resolve(host, *args, **kwargs)

    patch.setattr(socket, "getaddrinfo", guarded_resolve)
    yield
    patch.undo()
