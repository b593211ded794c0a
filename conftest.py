"""What every test gets: a closed network, and the browser for those that ask for it. The long ones begin first."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

# How fast a machine draws examples says nothing about the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is marked `long(seconds)` begins first, spread over the workers.

    xdist's worksteal cuts the list into one share for each worker, and takes from the end of a share what its
    worker has not come to: whoever began the longest test last would keep the others waiting.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers == 1:
        return
    seconds = {item: mark.args[0] for item in items if (mark := item.get_closest_marker("long"))}
    shares: list[list[pytest.Item]] = [[] for _ in range(workers)]
    for item in sorted(seconds, key=lambda item: -seconds[item]):
        min(shares, key=lambda share: sum(seconds[i] for i in share)).append(item)
    rest = [item for item in items if item not in seconds]
    left = len(items)
    for number, share in enumerate(shares):
        size = left // (workers - number)
        left -= size
        more = max(0, size - len(share))
        share += rest[:more]
        del rest[:more]
    items[:] = [item for share in shares for item in share]


def pytest_runtest_setup() -> None:
    """A page that was asked for in English leaves its language to the thread: each test begins in that of the house."""
    translation.deactivate()
