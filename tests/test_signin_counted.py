"""Wrong passwords are counted by the address of the browser, together for all web processes, and for minutes."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override

from mufakat.site.counters import Counters
from tests.world import World

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
PROXY = "10.0.0.9"
PASSWORD = "kata sandi yang panjang"


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Any:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def password(world: World) -> None:
    user = world.users["notulis"]
    user.set_password(PASSWORD)
    user.save()


def sign_in(login: str, password: str, *forwarded: str) -> bool:
    asked = {"login": login, "password": password}
    headers: Any = {"X-Forwarded-For": ", ".join(forwarded)} if forwarded else {}
    answer = Client(REMOTE_ADDR=PROXY).post("/akun/login/", asked, headers=headers)
    return answer.status_code in (302, 303)


def test_one_address_does_not_shut_out_the_others(world: World, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(12):
        sign_in(
            f"siapa{n}", "salah", f"192.0.2.{n}", "203.0.113.5"
        )  # the first is his own invention
    assert not sign_in("notulis", PASSWORD, "203.0.113.5")
    assert sign_in("notulis", PASSWORD, "203.0.113.6")


def test_without_a_proxy_the_header_is_nobodys_word(world: World, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for n in range(12):
        sign_in(f"siapa{n}", "salah", f"192.0.2.{n}")
    assert not sign_in("notulis", PASSWORD, "203.0.113.6")


@pytest.mark.parametrize(("proxies", "sent"), [(2, 1), (5, 2)])
def test_more_proxies_than_addresses_is_no_failure(
    world: World, settings: Any, proxies: int, sent: int
) -> None:
    """The first address that is told counts; a word that is none counts for the whole proxy."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    inner = ["10.0.0.8"] * (sent - 1)
    assert sign_in("notulis", PASSWORD, "tidak-tahu", *inner)
    for n in range(12):
        sign_in(f"siapa{n}", "salah", "203.0.113.5", *inner)
    assert not sign_in("notulis", PASSWORD, "203.0.113.5", *inner)
    assert sign_in("notulis", PASSWORD, "203.0.113.6", *inner)


def test_a_login_that_is_guessed_at_opens_again_soon(world: World, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    with time_machine.travel("2026-06-26T03:00:00Z", tick=False) as clock, override("id"):
        for n in range(15):
            assert not sign_in("notulis", "salah", f"203.0.113.{n}")
        assert not sign_in("notulis", PASSWORD, "198.51.100.1")
        clock.shift(301)
        assert sign_in("notulis", PASSWORD, "198.51.100.1")


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({}, "0"),
        ({"MUFAKAT_ORIGINS": "https://a.go.id"}, "1"),
        ({"MUFAKAT_ORIGINS": "https://a.go.id", "MUFAKAT_PROXIES": "0"}, "0"),
        ({"MUFAKAT_ORIGINS": "https://a.go.id", "MUFAKAT_PROXIES": "2"}, "2"),
        ({"MUFAKAT_PROXIES": "dua"}, "MUFAKAT_PROXIES is a number"),
    ],
)
def test_how_many_proxies(tmp_path: Path, given: dict[str, str], count: str) -> None:
    made = {k: v for k, v in os.environ.items() if not k.startswith("MUFAKAT_")}
    made |= {"MUFAKAT_DATA": str(tmp_path), **given}
    code = "from mufakat.site import settings as s; print(s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    said = subprocess.run(
        [sys.executable, "-c", code],
        env=made,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.strip() == count or (said.returncode and count in said.stderr)


def test_only_one_gets_the_lock(tmp_path: Path) -> None:
    def take(n: int) -> bool:
        return Counters(str(tmp_path / "counters"), {}).add("lock", n, 10)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(64))) == 1
    assert Counters(str(tmp_path / "counters"), {}).get("lock") is not None


def test_a_login_that_is_guessed_at_says_how_long(world: World, settings: Any) -> None:
    """Five minutes, and from the setting: not "later"."""
    for minutes, told in ((0, "5 minutes"), (2, "2 minutes")):
        if minutes:
            settings.ACCOUNT_RATE_LIMITS = {"login_failed": f"5/{minutes * 60}s/key"}
            cache.clear()
        sent, language = {"login": "notulis", "password": "salah"}, {"accept-language": "en"}
        pages = [Client().post("/akun/login/", sent, headers=language) for _n in range(6)]
        assert f"Try again in {told}" in pages[-1].content.decode()
