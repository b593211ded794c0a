"""CPU time and queries of a page, through the WSGI door, in one process: `python -m bench.pages`.

CPU is `time.process_time` (this process, all threads) of a request after a warm-up. Neighbours on the same host make
every step of Python dearer, at times threefold from one minute to the next; so each request stands between two runs of
a yardstick, a fixed loop of Python, and what is told is how many times as long it took (the median of 150 requests),
in milliseconds of a machine on which the yardstick takes `PACE`. A round asks for every page, so that a slow minute
does not fall on one page. Middleware, sessions, translation and gzip are in it; the socket is not.
"""

import gc
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Any

WARM, TIMES, ROUNDS = 5, 30, 5
PACE = 7.5  # ms for 100,000 additions, as on the machine of docs/figures.md when it is left alone
ADDITIONS = 20_000  # of a yardstick between two requests
LARGEST = 15_000  # bytes after gzip
GUEST = ""  # has no account
MOST = (15.0, 15)  # milliseconds, queries: of every page


def cases(found: dict[str, Any]) -> Iterator[tuple[str, str, str, tuple[float, int]]]:
    """What, who, address, budget."""
    for who in ("notulis", "camat", "kemenkes"):
        yield "meeting under way", who, f"/rapat/{found['open']}/", MOST
    for who in ("notulis", "camat"):
        yield "meeting ratified", who, f"/rapat/{found['ratified']}/", MOST
    for who in ("notulis", "camat", "kapus", "sektor", "dinkes", "provinsi", "kemenkes", "admin"):
        yield "home", who, "/", MOST
    for who in ("notulis", "camat", "dinkes"):
        yield "forum", who, f"/forum/{found['forum']}/", MOST
    places = {"kelurahan": "32.73.04.1003", "kecamatan": "32.73.04", "city": "32.73"}
    places |= {"province": "32", "nation": "ID"}
    for word, code in places.items():
        yield f"region: {word}", "kemenkes", f"/wilayah/{code}/", MOST
    yield "region: city", "dinkes", "/wilayah/32.73/", MOST
    yield "region: kecamatan", "kapus", "/wilayah/32.73.04/", MOST
    yield from figures(found)
    yield from room(found)
    yield from above(found)
    for who in ("sektor", "kemenkes"):
        yield "commitment", who, f"/komitmen/{found['commitment']}/", MOST


def figures(found: dict[str, Any]) -> Iterator[tuple[str, str, str, tuple[float, int]]]:
    """The same, of the pages that count and search."""
    city, forum = "/wilayah/32.73/", f"/forum/{found['forum']}/"
    for word, path in (("all Puskesmas", "puskesmas/"), ("calendar", "kalender/")):
        yield f"{word} of a district", "dinkes", f"{city}{path}", MOST
    for word, where in (("a district", city), ("a forum", forum)):
        yield f"figures of {word}", "dinkes", f"{where}angka/", MOST
        yield f"ages of {word}", "dinkes", f"{where}tenggat/", MOST
    for code in ("32", "ID"):
        yield f"figures of {code}", "kemenkes", f"/wilayah/{code}/angka/", MOST
    for who in ("camat", "kemenkes"):
        yield "search", who, "/cari/?q=posyandu", MOST
        yield "search of one kind", who, "/cari/?q=warga+posy&jenis=commitment", MOST


def room(found: dict[str, Any]) -> Iterator[tuple[str, str, str, tuple[float, int]]]:
    """The same, of a meeting room at its fullest: 28 problems, 39 raters, 50 invited, 150 on a list."""
    here, invites, long = (f"/rapat/{found[key]}/" for key in ("open", "invites", "long"))
    order = f"{here}prioritas/{found['round']}/"
    for word, path in (
        ("invitations", f"{invites}undangan/"),
        ("invitations, 150 names", f"{long}undangan/"),
        ("one invited", f"{invites}undangan/{found['invites_one']}/"),
        ("letter form", f"{invites}surat/catat/"),
        ("registrar's desk", f"{here}pendaftaran/"),
        ("registrar's desk, 150 names", f"{long}pendaftaran/"),
        ("door", f"{here}pintu/"),
        ("timing", f"{here}waktu/"),
        ("screen", f"{here}layar/"),
        ("anything new", f"{here}langsung/"),
        ("groups", f"{here}kelompok/"),
        ("problems", f"{here}masalah/"),
        ("one problem", f"{here}masalah/{found['problem']}/"),
        ("new round", f"{here}prioritas/catat/"),
        ("round", order),
        ("links of raters", f"{order}tautan/"),
        ("scores of a rater", f"{order}penilai/{found['rater']}/nilai/"),
        ("proposals", f"{here}usulan/"),
        ("joint commitment", f"{here}komitmen-bersama/"),
        ("attendance of the year", f"/forum/{found['forum']}/kehadiran/"),
        ("kinds of meeting", "/jenis-rapat/"),
    ):
        yield word, "notulis", path, MOST
    for word, key in (
        ("invitation by link", "invites_link"),
        ("scores by link", "rating_link"),
        ("door by link", "door_link"),
        ("promises by link", "promises_link"),
    ):
        yield word, GUEST, found[key], MOST


def above(found: dict[str, Any]) -> Iterator[tuple[str, str, str, tuple[float, int]]]:
    """The same, of what goes up, what goes out, and what stands behind the calendar."""
    for who in ("notulis", "dinkes"):
        yield "matter raised, with its file", who, f"/eskalasi/{found['escalation']}/", MOST
    yield "forum above, 20 waiting", "dinkes", f"/forum/{found['above']}/", MOST
    yield "session above, 20 waiting", "dinkes", f"/rapat/{found['above_session']}/", MOST
    yield "form to raise", "camat", f"/komitmen/{found['commitment']}/naikkan/", MOST
    yield "news", "notulis", "/kabar/", MOST
    yield "own calendar", "dinkes", "/kalender/", MOST
    # A machine asks for 200 sessions at once, a few times a day.
    yield "calendar feed", GUEST, found["feed"], (100.0, 15)
    yield "sessions of a district", "dinkes", "/wilayah/32.73/kalender/rapat/", MOST
    yield "figures of a sector", "dinkes", "/wilayah/32.73/angka/?sektor=pendidikan", MOST


def opened() -> Callable[[str, str], tuple[str, bytes]]:
    """The site, and a way to ask it for a page as somebody."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mufakat.site.settings")
    from mufakat.site.wsgi import application

    cookies: dict[str, str] = {}

    def get(path: str, who: str) -> tuple[str, bytes]:
        if who not in cookies:
            cookies[who] = signed_in(who) if who else ""
        told: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.partition("?")[0],
            "QUERY_STRING": path.partition("?")[2],
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_COOKIE": cookies[who],
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_ACCEPT_LANGUAGE": "id",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        }
        answer = application(environ, lambda status, _headers, *_: told.append(status))
        body = b"".join(answer)
        answer.close()
        return told[0], body

    return get


def signed_in(who: str) -> str:
    """The cookie of a fresh session."""
    from django.conf import settings
    from django.test import Client

    from mufakat.directory.models import User

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(username=who), settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def listening() -> Iterator[list[str]]:
    """The queries that are asked meanwhile."""
    from django.db import connection

    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def warmed(name: str, get: Callable[[], tuple[str, bytes]]) -> tuple[int, int]:
    """Queries, and bytes after gzip."""
    for _ in range(WARM):
        status, body = get()
        if not status.startswith("200"):
            raise SystemExit(f"{name} answered {status}")
    with listening() as asked:
        get()
    return len(asked), len(body)


def once(do: Callable[[], object]) -> float:
    """Seconds of CPU."""
    began = time.process_time()
    do()
    return time.process_time() - began


def add() -> int:
    total = 0
    for i in range(ADDITIONS):
        total += i * i
    return total


def yardstick() -> float:
    """ms of CPU for 100,000 additions: how fast this machine is at this moment."""
    return once(add) * 1000 * 100_000 / ADDITIONS


def paced(get: Callable[[], object]) -> Iterator[tuple[float, float]]:
    """The yardstick around each request, and how many times as long as it the request took."""
    before = yardstick()
    for _ in range(TIMES):
        took, after = once(get) * 1000, yardstick()
        around = (before + after) / 2
        yield around, took / around
        before = after


def main() -> list[dict[str, Any]]:
    get = opened()
    from django.conf import settings

    found = json.loads((settings.DATA / "bench.json").read_text())
    gc.collect()
    gc.freeze()  # as the server does before its web processes are forked
    pages = [
        (f"{what}, as {who or 'guest'}", partial(get, path, who), budget)
        for what, who, path, budget in cases(found)
    ]
    costs = {name: warmed(name, page) for name, page, _ in pages}
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name, _, _ in pages}
    for _ in range(ROUNDS):
        for name, page, _ in pages:
            spent[name] += paced(page)
    around = sorted(yard for each in spent.values() for yard, _ratio in each)
    rows = [
        {"what": f"yardstick between requests, {word}", "value": yard, "budget": None, "unit": "ms"}
        for word, yard in (
            ("the fastest tenth", around[len(around) // 10]),
            ("median", median(around)),
            ("the slowest tenth", around[-len(around) // 10]),
        )
    ]
    for name, _, (most, queries) in pages:
        asked, size = costs[name]
        cpu = median(ratio for _yard, ratio in spent[name]) * PACE
        rows += [
            {"what": f"{name}: CPU", "value": cpu, "budget": most, "unit": "ms"},
            {"what": f"{name}: queries", "value": asked, "budget": queries, "unit": ""},
            {"what": f"{name}: page, gzipped", "value": size, "budget": LARGEST, "unit": "B"},
        ]
    return rows


if __name__ == "__main__":
    print(json.dumps(main()))
