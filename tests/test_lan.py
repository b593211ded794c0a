"""`mufakat serve --lan`: telephones in the room over plain HTTP; the ordinary mode is as strict as before."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from mufakat.core import lan
from mufakat.core.answers import whole
from mufakat.core.lan import Names, Own
from mufakat.site import cli, server
from mufakat.site.doors import NeighboursOnly
from mufakat.site.lan import EVERYWHERE, announcement
from tests.test_serving import ROOT, environment, running

__all__ = ["environment"]  # the fixture
HOTSPOT = [Own("192.168.43.1", "wlp2s0"), Own("10.1.2.3", "enp0s25")]
SAFETY = (
    *("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"),
    *("SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT"),
    *(
        "SECURE_REFERRER_POLICY",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY",
        "X_FRAME_OPTIONS",
        "SECURE_CSP",
    ),
)


@pytest.fixture
def hotspot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan, "own_addresses", lambda: HOTSPOT)
    monkeypatch.setattr("mufakat.core.answers.own_addresses", lambda: HOTSPOT)


@pytest.mark.parametrize(
    ("address", "near"),
    [
        *(("127.0.0.1", True), ("192.168.43.7", True), ("10.0.0.9", True), ("172.16.3.4", True)),
        *(("169.254.7.7", True), ("::1", True), ("fe80::1%wlan0", True), ("fd12::3", True)),
        *(("::ffff:192.168.43.7", True), ("::ffff:8.8.8.8", False), ("8.8.8.8", False)),
        *(("2001:4860::1", False), ("0.0.0.0", False), ("", False), ("laptop", False)),
    ],
)
def test_who_is_near(address: str, near: bool) -> None:
    assert lan.is_near(address) is near
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    inner = Mock()
    if near:
        assert NeighboursOnly(inner)(request) is inner.return_value
    else:
        with pytest.raises(PermissionDenied):
            NeighboursOnly(inner)(request)
        assert not inner.called


def test_the_hotspot_comes_before_cable_and_what_is_inside() -> None:
    found = [Own("172.17.0.1", "docker0"), *reversed(HOTSPOT), Own("127.0.0.1", "lo")]
    found += [Own("8.8.4.4", "ppp0"), Own("10.1.2.3"), Own("192.168.43.1", "wlp2s0")]
    assert lan.usable(iter(found)) == [*HOTSPOT, Own("172.17.0.1", "docker0")]


def test_this_machine_tells_addresses_of_its_own() -> None:
    for own in lan.own_addresses():
        assert lan.is_near(own.address) and not lan.is_loopback(own.address)


@pytest.mark.usefixtures("hotspot")
def test_names_are_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names(["localhost"])
    assert list(names) == ["localhost", "192.168.43.1", "10.1.2.3"]
    monkeypatch.setattr(lan, "own_addresses", list)  # the hotspot was switched off
    assert list(names) == ["localhost"]


@pytest.mark.usefixtures("hotspot")
def test_what_others_open_carries_the_address_of_the_room(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "10.1.2.3"]

    def told(host: str) -> str:
        return whole(RequestFactory().get("/x/", headers={"host": host}))("/hadir/abc/")

    assert told("127.0.0.1:8000") == "http://127.0.0.1:8000/hadir/abc/"
    settings.LAN = True
    assert told("127.0.0.1:8000") == "http://192.168.43.1:8000/hadir/abc/"
    assert told("localhost") == "http://192.168.43.1/hadir/abc/"
    assert (
        told("10.1.2.3:8000") == "http://10.1.2.3:8000/hadir/abc/"
    )  # opened through the other one


def test_the_terminal_says_every_address_and_draws_the_first() -> None:
    told = announcement(HOTSPOT, 8000, [("Lokmin III", "/rapat/x/pintu/")])
    assert "http://192.168.43.1:8000/   (wlp2s0)" in told and "http://10.1.2.3:8000/" in told
    assert "Lokmin III: http://127.0.0.1:8000/rapat/x/pintu/" in told and "▀" in told
    assert "hotspot" in announcement([], 8000)


def settings_with(**told: str) -> dict[str, Any]:
    code = (
        "import json; from mufakat.site import settings as s\n"
        f"print(json.dumps({{n: list(v) if isinstance(v := getattr(s, n), list) else str(v) for n in {SAFETY!r}}}))\n"
        "print('NeighboursOnly' in s.MIDDLEWARE[0])"
    )
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MUFAKAT_")}
    kept |= {"PYTHONPATH": str(ROOT), "MUFAKAT_SECRET_KEY": "x" * 50, **told}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept, check=True, capture_output=True, text=True
    )
    values, guarded = done.stdout.splitlines()
    known: dict[str, Any] = json.loads(values)
    return known | {"guarded": guarded == "True"}


def test_only_this_mode_goes_over_plain_http() -> None:
    public = {"MUFAKAT_ORIGINS": "https://m.example.go.id", "MUFAKAT_HOSTS": "m.example.go.id"}
    ordinary, room = settings_with(**public), settings_with(**public, MUFAKAT_LAN="1")
    assert ordinary["SESSION_COOKIE_SECURE"] == ordinary["CSRF_COOKIE_SECURE"] == "True"
    assert ordinary["SECURE_HSTS_SECONDS"] == "31536000" and not ordinary["guarded"]
    assert ordinary["ALLOWED_HOSTS"] == ["m.example.go.id"]
    assert ordinary["SECURE_CROSS_ORIGIN_OPENER_POLICY"] == "same-origin"
    assert room["SESSION_COOKIE_SECURE"] == room["CSRF_COOKIE_SECURE"] == "False"
    assert room["SECURE_HSTS_SECONDS"] == "0" and room["guarded"]
    assert room["SECURE_PROXY_SSL_HEADER"] == "None" and room["ALLAUTH_TRUSTED_PROXY_COUNT"] == "0"
    assert "m.example.go.id" not in room["ALLOWED_HOSTS"] and room["CSRF_TRUSTED_ORIGINS"] == []
    for same in ("SECURE_REFERRER_POLICY", "X_FRAME_OPTIONS", "SECURE_CSP"):
        assert ordinary[same] == room[same]


# A telephone in the room: no part of this process, whose network is closed.
TELEPHONE = """
import re, sys, urllib.error, urllib.parse, urllib.request
from http.cookiejar import CookieJar
address, path = sys.argv[1:]
browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
page = browser.open(f"{address}{path}?baru=1").read().decode()
fields = dict(re.findall(r'type="hidden" name="(\\w+)" value="([^"]*)"', page))
fields |= {"name": "Joko Susilo", "csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)[1]}
sent = urllib.request.Request(f"{address}{path}?kirim&baru=1", urllib.parse.urlencode(fields).encode())
sent.add_header("Origin", address)
with browser.open(sent) as answer:
    print(answer.status, "entri=" in answer.url, dict(answer.headers).get("Strict-Transport-Security"))
for host in ("mufakat.example.go.id", "8.8.8.8"):
    try:
        urllib.request.urlopen(urllib.request.Request(address, headers={"Host": host}))
    except urllib.error.HTTPError as refused:
        print(refused.code)
"""
WITH_A_DOOR = """
import django; django.setup()
from tests.world import build
from mufakat.directory.links import token_of
from mufakat.meetings import actions
world = build()
with world.doing("notulis") as act:
    print(token_of(actions.record_door(act, world.opened, name="Pintu")))
"""


@pytest.mark.long(25)
def test_a_telephone_signs_in_through_the_address_of_the_room(environment: dict[str, str]) -> None:
    ready = subprocess.run(
        [sys.executable, "-c", WITH_A_DOOR],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    path = f"/hadir/{ready.stdout.split()[-1]}/"
    public = {"MUFAKAT_ORIGINS": "https://mufakat.example.go.id", "MUFAKAT_LAN": "0"}
    with running(environment | public, "serve", "--lan") as (process, address):
        port = address.rpartition(":")[2]
        own = [each.address for each in lan.own_addresses()]
        assert process.stdout
        said = process.stdout.readline()
        assert ("Alamat bagi ponsel" in said) is bool(own)
        for each in own or ["127.0.0.1"]:
            if own:
                assert f"http://{each}:{port}/" in process.stdout.readline()
            room = f"http://{each}:{port}"
            code = [sys.executable, "-c", TELEPHONE, room, path]
            done = subprocess.run(code, check=False, capture_output=True, text=True, timeout=60)
            assert done.stdout.split("\n")[:3] == ["200 True None", "400", "400"], done.stderr


def test_asked_for_by_nobody_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A variable left over in the environment opens nothing."""
    monkeypatch.setenv("MUFAKAT_LAN", "1")
    for name in ("DJANGO_SETTINGS_MODULE", "MUFAKAT_DATA", "MUFAKAT_DEMO", "DATABASE_URL"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    served = Mock()
    monkeypatch.setattr(server, "serve", served)
    for command in (["serve"], ["demo"]):
        monkeypatch.setenv("MUFAKAT_LAN", "1")
        cli.main([*command, "--data", str(tmp_path)])
        assert "MUFAKAT_LAN" not in os.environ
        assert served.call_args.args[0] == "127.0.0.1"
    for command in (["serve", "--lan"], ["demo", "--lan"]):
        monkeypatch.setenv("MUFAKAT_LAN", "0")
        cli.main([*command, "--data", str(tmp_path)])
        assert os.environ["MUFAKAT_LAN"] == "1" and served.call_args.kwargs["neighbours"]
        assert served.call_args.args[0] == EVERYWHERE
