"""Every address, tried by every role, by a neighbour, by an outsider, and by nobody.

The table says who may; an address that is not in it fails. Whoever may not gets 403 or 404, writes nothing, and
learns nothing: neither the name of the forum nor a word of a promise stands in the refusal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_token
from mufakat.journal.models import Act, Event

from .world import EVERYBODY, TODAY, World, doing

NOT_OURS = ("akun/", "i18n/")  # allauth's and Django's

ROLED = tuple(who for who in EVERYBODY if who != "outsider")
SEE_FORUM = (
    *("notulis", "kepala_puskesmas", "chair", "sector_member", "dinkes_kabkota"),
    *("dinkes_provinsi", "ministry", "partner", "auditor"),
)
WRITE_MINUTES = ("notulis", "kepala_puskesmas")
KEEP = ("kepala_puskesmas", "dinkes_kabkota", "administrator")  # the directory, each his part of it
NEIGHBOUR = ("neighbour",)  # where a page is about no place yet, his right over there opens it
ANYBODY = EVERYBODY


@dataclass(frozen=True)
class Page:
    """Who may see an address, and of what: parameter → name of the thing in the world."""

    who: tuple[str, ...]
    of: dict[str, str] = field(default_factory=dict)
    posts: bool = False  # it also takes a form
    only_posts: bool = False  # GET is 405


def see(who: tuple[str, ...], **of: str) -> Page:
    return Page(who, of)


def write(who: tuple[str, ...], **of: str) -> Page:
    return Page(who, of, posts=True)


def in_session(who: tuple[str, ...], **of: str) -> Page:
    return write(who, pk="opened", **of)


PAGES = {
    # web
    "home": see(ANYBODY),
    "list_regions": see(ROLED),
    "see_region": see(ROLED, code="kecamatan"),
    "demo_enter": Page((), only_posts=True),  # only in the demonstration
    # meetings
    "list_forums": see((*SEE_FORUM, "administrator", "neighbour")),
    "see_forum": see((*SEE_FORUM, "administrator"), pk="forum"),
    "record_cycle": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="forum"),
    "record_meeting": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="forum"),
    "see_meeting": see(SEE_FORUM, pk="opened"),
    "see_meeting_history": see(SEE_FORUM, pk="opened"),
    "see_minutes": see(SEE_FORUM, pk="ratified"),
    "change_meeting": in_session(WRITE_MINUTES),
    "cancel_meeting": in_session((*WRITE_MINUTES, "dinkes_kabkota")),
    "open_meeting": write((*WRITE_MINUTES, "chair"), pk="planned"),
    "ratify_meeting": in_session(("chair",)),
    "reopen_meeting": write(("chair",), pk="ratified"),
    "record_agenda": in_session(WRITE_MINUTES),
    "record_attendance": in_session(WRITE_MINUTES),
    "record_participants": in_session(WRITE_MINUTES),
    "record_participant": in_session(WRITE_MINUTES),
    "record_note": in_session((*WRITE_MINUTES, "chair")),
    "change_note": in_session((*WRITE_MINUTES, "chair"), note="note"),
    "record_decision": in_session((*WRITE_MINUTES, "chair")),
    "change_decision": in_session((*WRITE_MINUTES, "chair"), decision="decision"),
    "record_commitment": in_session(WRITE_MINUTES),
    "change_commitment": in_session(WRITE_MINUTES, commitment="promise_new"),
    "give_verdict": in_session((*WRITE_MINUTES, "chair"), commitment="promise_waiting"),
    "withdraw_verdict": in_session((*WRITE_MINUTES, "chair"), verdict="verdict"),
    # commitments
    "list_commitments": see((*SEE_FORUM, "neighbour")),
    "list_verdicts": see((*SEE_FORUM, "neighbour")),
    "see_commitment": see(SEE_FORUM, pk="promise_continued"),
    "record_update": write((*WRITE_MINUTES, "chair", "sector_member"), pk="promise_continued"),
    # directory
    "record_region": write(("administrator",), code="kecamatan"),
    "change_region": write(("administrator",), code="village"),
    "end_region": write(("administrator",), code="village"),
    "list_organisations": see(ROLED),
    "record_organisation": write((*KEEP, *NEIGHBOUR)),
    "see_organisation": see(ROLED, pk="kua"),
    "change_organisation": write(KEEP, pk="citarip"),
    "end_organisation": write(KEEP, pk="citarip"),
    "list_people": see(ROLED),
    "record_person": write((*KEEP, "notulis", *NEIGHBOUR)),
    "see_person": see(ROLED, pk="people.camat"),
    "change_person": write((*KEEP, "notulis"), pk="people.head"),
    "end_person": write((*KEEP, "notulis"), pk="people.head"),
    "record_office": write((*KEEP, "notulis", *NEIGHBOUR), pk="people.outsider"),
    "end_office": write((*KEEP, "notulis"), pk="offices.head"),
    "record_user": write(("administrator",), pk="people.second_head"),
    "record_forum": write((*KEEP, *NEIGHBOUR)),
    "change_forum": write(KEEP, pk="forum"),
    "end_forum": write(KEEP, pk="forum"),
    "list_memberships": see((*SEE_FORUM, "administrator"), pk="forum"),
    "record_membership": write(KEEP, pk="forum"),
    "end_membership": write(KEEP, pk="memberships.kua"),
    "list_roles": see(("administrator", "auditor")),
    "record_assignment": write(("administrator",)),
    "end_assignment": write(("administrator",), pk="assignments.notulis"),
    "view_as": write(("administrator", "auditor")),
    "stop_viewing_as": Page(ANYBODY, only_posts=True),
}
# The same things under /api/v1/, by key instead of by cookie.
API = {
    "openapi-json": see(ANYBODY),
    "api-root": see(()),
    "region_stats": see(ROLED),
    "list_regions": see(ROLED),
    "see_region": see(ROLED, code="kecamatan"),
    "see_rates": see(SEE_FORUM, code="kecamatan"),
    "list_organisations": see(ROLED),
    "see_organisation": see(ROLED, pk="kua"),
    "list_facilities": see(ROLED),
    "see_facility": see(ROLED, pk="citarip"),
    "list_forums": see((*SEE_FORUM, "administrator", "neighbour")),
    "see_forum": see((*SEE_FORUM, "administrator"), pk="forum"),
    "list_meetings": see((*SEE_FORUM, "neighbour")),
    "see_meeting": see(SEE_FORUM, pk="opened"),
    "see_report_card": see(SEE_FORUM, pk="opened"),
    "list_commitments": write((*SEE_FORUM, "neighbour")),
    "see_commitment": see(SEE_FORUM, pk="promise_continued"),
    "record_update": Page((*WRITE_MINUTES, "chair", "sector_member"), {"pk": "promise_continued"}, only_posts=True),
}


def addresses(patterns: Any = None, route: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of every address of ours."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name or "", here
        elif not here.startswith(NOT_OURS):
            yield from addresses(pattern.url_patterns, here)


def test_every_address_is_in_the_table() -> None:
    named = {(r.startswith("api/"), name) for name, r in addresses() if name}
    table = {(False, name) for name in PAGES} | {(True, name) for name in API}
    assert named - {(True, "record_commitment")} == table  # its address is that of list_commitments


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        yield


@pytest.fixture
def clients(world: World) -> dict[str, Client]:
    return {"": Client()} | {who: world.client(who) for who in EVERYBODY}


@pytest.fixture
def keys(world: World) -> dict[str, Client]:
    """One client for each key to the API."""
    found = {"": Client()}
    for who in EVERYBODY:
        with doing(None) as open_act:
            key = record_token(open_act, user=world.users[who])
        found[who] = Client(headers={"authorization": f"Bearer {key}"})
    return found


def thing(world: World, name: str) -> Any:
    """`people.camat` → world.people["camat"]; regions by their code, everything else by its key."""
    group, _, key = name.partition(".")
    found = getattr(world, group)
    found = found[key] if key else found
    return getattr(found, "code", found.pk)


def address(world: World, name: str, page: Page, prefix: str = "") -> str:
    return reverse(prefix + name, kwargs={k: thing(world, v) for k, v in page.of.items()})


def secrets(world: World) -> list[str]:
    promises = (world.promise_new, world.promise_continued, world.promise_waiting)
    return [world.forum.name, world.opened.title, world.note.text, *(p.what for p in promises)]


def outcome(answer: HttpResponse, world: World, *, posted: bool = False) -> str:
    """`may`, `may not` (and leaks nothing), `login`, or the status."""
    if answer.status_code in (403, 404):
        said = answer.content.decode()
        assert not [secret for secret in secrets(world) if secret in said]
        return "may not"
    if answer.status_code == 401:
        return "login"
    if answer.status_code in (302, 303) and answer.headers["Location"].startswith("/akun/login/"):
        return "login"
    if answer.status_code == 405:
        return "wrong method"
    if posted and answer.status_code in (302, 303, 422):
        return "may"
    return "may" if answer.status_code == 200 else str(answer.status_code)


def expected(page: Page, who: str) -> str:
    if not who:
        return "login"
    return "may" if who in page.who else "may not"


@pytest.mark.parametrize("name", PAGES)
def test_who_sees_a_page(world: World, clients: dict[str, Client], name: str) -> None:
    page = PAGES[name]
    url = address(world, name, page)
    if page.only_posts:
        assert clients["notulis"].get(url).status_code == 405
        return
    found = {who: outcome(client.get(url), world) for who, client in clients.items()}
    assert found == {who: expected(page, who) for who in clients}


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.posts])
def test_who_may_not_writes_nothing(world: World, clients: dict[str, Client], name: str) -> None:
    page = PAGES[name]
    url = address(world, name, page)
    before = Act.objects.count(), Event.objects.count()
    for who, client in clients.items():
        if who in page.who:
            continue
        sent = {"act_id": str(new_id()), "text": "x", "reason": "x", "verdict": "kept", "on": "2026-12-01"}
        assert outcome(client.post(url, sent), world, posted=True) == expected(page, who), who
    assert (Act.objects.count(), Event.objects.count()) == before


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.posts])
def test_who_may_is_answered_in_his_form(world: World, clients: dict[str, Client], name: str) -> None:
    """An empty form comes back with what is missing; NUL, which PostgreSQL cannot keep, is a mistake too."""
    page = PAGES[name]
    url = address(world, name, page)
    before = Act.objects.count()
    for who in page.who:
        assert clients[who].post(url, {}).status_code == 422, who
        with_nul = dict.fromkeys(("text", "what", "name", "title", "reason", "made_at"), "a\0b")
        assert clients[who].post(url, {"act_id": str(new_id()), **with_nul}).status_code == 422
    assert Act.objects.count() == before


@pytest.mark.parametrize("name", [n for n, p in PAGES.items() if not p.only_posts])
def test_odd_questions_are_answered(world: World, clients: dict[str, Client], name: str) -> None:
    page = PAGES[name]
    client = clients[page.who[0]]
    url = address(world, name, page)
    names = ("cari", "q", "hal", "tahun", "tribulan", "pada", "wilayah", "forum", "sektor", "keadaan", "acara")
    for odd in ("a\0b", "-1", "99999999999999999999", "%", "2026-02-31", "32.73.04", "5308", "٣", "ID"):
        assert client.get(url, dict.fromkeys(names, odd)).status_code in (200, 404), odd


def test_what_is_not_there_is_404(world: World, clients: dict[str, Client]) -> None:
    nothing = "00000000-0000-7000-8000-000000000000"
    for name, page in PAGES.items():
        if page.of and not page.only_posts:
            wrong = {k: "99.99" if k == "code" else nothing for k in page.of}
            for who in ("notulis", "administrator", "outsider"):
                answer = clients[who].get(reverse(name, kwargs=wrong))
                assert answer.status_code in (403, 404), (name, who)


@pytest.mark.parametrize("name", API)
def test_who_sees_an_answer_of_the_api(world: World, keys: dict[str, Client], name: str) -> None:
    page = API[name]
    url = address(world, name, page, "api:")
    before = Act.objects.count()
    if page.posts or page.only_posts:
        body = {"act_id": str(new_id()), "text": "x"}
        for who, client in keys.items():
            if who not in page.who:
                answer = client.post(url, body, content_type="application/json")
                assert outcome(answer, world) == expected(page, who), who
    if not page.only_posts:
        found = {who: outcome(client.get(url), world) for who, client in keys.items()}
        everybody = {who: expected(page, who) for who in keys}
        assert found == (everybody | {"": "may"} if name == "openapi-json" else everybody)
    assert Act.objects.count() == before


def test_lists_hold_only_what_may_be_seen(world: World, clients: dict[str, Client]) -> None:
    """The neighbour has lists of his own; nothing of ours is in them."""
    for name in ("home", "list_forums", "list_commitments", "list_verdicts", "list_people"):
        for who in ("neighbour", "outsider", "administrator"):
            said = clients[who].get(reverse(name)).content.decode()
            assert not [p for p in secrets(world)[1:] if p in said], (name, who)
