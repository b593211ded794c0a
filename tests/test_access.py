"""Every address, tried by every role, by a neighbour, by an outsider, and by nobody.

The table of `rights.py` says who may; an address that is not in it fails. Whoever may not gets 403 or 404, writes
nothing, and learns nothing: neither the name of the forum nor a word of a promise stands in the refusal.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from mufakat.commitments.actions import record_update
from mufakat.core.ids import new_id
from mufakat.delivery.actions import queue_message
from mufakat.directory.actions import record_link, record_token
from mufakat.directory.links import Guest, token_of
from mufakat.directory.models import Link, LinkKind, Token
from mufakat.indicators.actions.photos import record_photo
from mufakat.journal.actions import act
from mufakat.journal.models import Act, Event
from mufakat.meetings import actions as meetings
from mufakat.offline.models import Device, Entry

from .above import raise_from_below
from .assessing import begin, call_for, centre_of, instrument_of
from .figures import freeze_figures
from .issued import issue_blank
from .learning import learn
from .letters import write_letter
from .measured import write_instrument
from .offline.device import Phone
from .programme import run_programme
from .proofs import proof
from .rights import API, API_POSTS, NO_PAGE, PAGES, Page
from .room import work_in_room
from .spj import put_in
from .village import bring_wishes
from .world import EVERYBODY, World, doing, wib

pytestmark = pytest.mark.usefixtures("on_the_day")

NOT_OURS = ("akun/", "i18n/")  # allauth's and Django's


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
    table = {(False, n) for n in PAGES} | {(True, n) for n in (*API, *API_POSTS, *NO_PAGE)}
    assert named == table


@pytest.fixture
def world(world: World, tmp_path: Path, settings: Any) -> World:
    """With a key to the API, for the page that ends one."""
    settings.MEDIA_ROOT = tmp_path
    with doing(None) as open_act:
        record_token(open_act, user=world.users["notulis"])
    world.tokens["notulis"] = Token.objects.get(user=world.users["notulis"])
    work_in_room(world)
    bring_wishes(world)
    raise_from_below(world)
    put_in(world)
    learn(world)
    run_programme(world)
    world.work["key"] = issue_blank(world, world.ratified).key
    _give_links(world)
    _invite(world)
    _stand_at_door(world)
    _assess(world)
    _write_without_network(world)
    write_instrument(world)
    freeze_figures(world)
    return world


def _assess(world: World) -> None:
    """A call for an assessment of Citarip, and its draft with a photo."""
    centre_of(world)
    instrument = instrument_of()
    world.work["call"] = call_for(world, instrument)
    world.work["owed"] = world.work["call"].obligations.get()
    world.work["assessment"] = assessment = begin(world, instrument)
    world.work["asked"] = "sdm"
    with world.doing("notulis") as open_act:
        question = f"dokter:{world.citarip.pk}"
        shot = record_photo(open_act, assessment, question=question, proof=proof("dokter.jpg"))
    world.work["shot"] = str(shot.pk)


def _give_links(world: World) -> None:
    """A personal link of each kind that a page opens with."""
    things: dict[str, Any] = {
        LinkKind.CALENDAR: world.users["notulis"],
        LinkKind.PROMISES: world.memberships["kua"],
        LinkKind.COMMITMENT: world.promise_continued,
        LinkKind.RATING: world.work["rater"],
        LinkKind.REPORT: world.work["group"],
    }
    until = wib(12, 31)
    with world.doing("notulis", wib(6, 26)) as open_act:
        world.message = queue_message(
            open_act, key="k", forum=world.forum, subject="x", text="x", until=until
        )
        for kind, thing in things.items():
            world.link = record_link(
                open_act, kind=kind, thing=thing, forum=world.forum, name="Ahmad", valid_until=until
            )
            world.links[kind] = token_of(world.link)
    links = Link.objects.filter(kind__in=("promises", "commitment")).order_by("-kind")
    writers = (world.users["sector_member"], *map(Guest, links))
    names = ("evidence", "evidence_of_all", "evidence_of_one")
    for by, name in zip(writers, names, strict=True):
        with act(new_id(), by=by, at=until.replace(month=6, day=26), via="seed") as open_act:
            update = record_update(
                open_act, commitment=world.promise_continued, text="x", proofs=[proof()]
            )
        setattr(world, name, update.evidence.get())


def _stand_at_door(world: World) -> None:
    """The open session: its door, one who is not here yet, and an entry that waits."""
    world.listed = world.opened.participants.get(present=False)
    with world.doing("notulis", wib(6, 26)) as open_act:
        door = meetings.record_door(open_act, world.opened, name="Pintu")
        world.links["door"] = token_of(door)
        world.checkin = meetings.record_checkin(open_act, world.opened, source="qr", name="Joko")


def _invite(world: World) -> None:
    """The planned session: everyone invited, one with his link, a letter issued and its correction begun."""
    world.kind = "LM-TR"
    with world.doing("notulis", wib(6, 20)) as open_act:
        meetings.record_participants(open_act, world.planned)
        invited = world.planned.participants
        world.invitee = invited.get(organisation=world.bodies["sukapakir"])
        link = meetings.renew_link(open_act, world.planned, world.invitee)
        world.links["invitation"] = token_of(link)
        world.letter = write_letter(open_act, world.planned, world.citarip)
        meetings.issue_letter(open_act, world.letter)
        world.draft = write_letter(open_act, world.planned, world.citarip, reason="x")


def _write_without_network(world: World) -> None:
    """A device of the note-taker, and a note that it sent without words."""
    device = Phone(world.client("notulis"), world.users["notulis"])
    device.write(f"/rapat/{world.opened.pk}/catatan/catat/", agenda_item=world.item.pk, text="")
    assert list(device.send().values()) == ["refused"]
    world.device, world.entry = Device.objects.get(), Entry.objects.get()
    world.digest = "0" * 64


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
    return found if isinstance(found, str) else getattr(found, "code", found.pk)


def address(world: World, name: str, page: Page, prefix: str = "") -> str:
    return reverse(prefix + name, kwargs={k: thing(world, v) for k, v in page.of.items()})


def secrets(world: World) -> list[str]:
    promises = (world.promise_new, world.promise_continued, world.promise_waiting)
    return [world.forum.name, world.opened.title, world.note.text, *(p.what for p in promises)]


def outcome(answer: Any, world: World, *, posted: bool = False) -> str:
    """`may`, `may not` (and leaks nothing), `login`, or the status."""
    if answer.status_code in (403, 404):
        said = answer.content.decode()
        assert not [secret for secret in secrets(world) if secret in said]
        return "may not"
    if answer.status_code == 401:
        return "login"
    if answer.status_code in (302, 303) and answer.headers["Location"].startswith("/akun/login/"):
        return "login"
    if answer.status_code == 302 and answer.headers["Location"] == "/":
        return "may"
    if answer.status_code == 405:
        return "wrong method"
    if posted and answer.status_code in (302, 303, 422):
        return "may"
    return "may" if answer.status_code == 200 else str(answer.status_code)


def expected(page: Page, who: str, *, posted: bool = False) -> str:
    if page.by_link:
        return "may not" if who and posted and who not in page.who else "may"
    if not who:
        return "login"
    return "may" if who in page.who else "may not"


Found = dict[str, dict[str, str]]  # address → who → outcome, where it is not what the table says


def test_who_sees_a_page(world: World, clients: dict[str, Client]) -> None:
    wrong: Found = {}
    for name, page in PAGES.items():
        url = address(world, name, page)
        for who, client in clients.items():
            wanted = "wrong method" if page.only_posts else expected(page, who)
            if page.only_posts and not who and not page.by_script and name != "demo_enter":
                wanted = "login"
            if (found := outcome(client.get(url), world)) != wanted:
                wrong.setdefault(name, {})[who] = found
    assert wrong == {}


def test_who_may_not_writes_nothing(world: World, clients: dict[str, Client]) -> None:
    wrong: Found = {}
    before = Act.objects.count(), Event.objects.count()
    for name, page in PAGES.items():
        url = address(world, name, page)
        for who, client in clients.items():
            if who in page.who or name == "demo_enter" or (page.by_link and not who):
                continue  # he may
            sent = {"act_id": str(new_id()), "text": "x", "reason": "x", "on": "2026-12-01"}
            found = outcome(client.post(url, sent), world, posted=True)
            # A page that takes no form shows itself, or says that it takes none.
            if found == "wrong method" and page.by_script:
                continue
            if found != expected(page, who, posted=True):
                wrong.setdefault(name, {})[who] = found
    assert wrong == {}
    assert (Act.objects.count(), Event.objects.count()) == before


def test_who_may_is_answered_in_his_form(world: World, clients: dict[str, Client]) -> None:
    """An empty form comes back with what is missing; NUL, which PostgreSQL cannot keep, is a mistake too."""
    wrong: Found = {}
    before = Act.objects.count()
    texts = (
        "text",
        "what",
        "name",
        "title",
        "reason",
        "made_at",
        "username",
        "code",
        "new_what",
        "was",
    )
    for name, page in PAGES.items():
        url = address(world, name, page)
        for who in page.who[:3] if page.posts else ():
            with_nul = {"act_id": str(new_id()), **dict.fromkeys(texts, "a\0b")}
            for sent in ({"x": ""}, with_nul):
                if (found := clients[who].post(url, sent).status_code) != 422:
                    wrong.setdefault(name, {})[who] = f"{found} for {sent}"
    assert wrong == {}
    assert Act.objects.count() == before


QUESTIONS = (
    *("cari", "q", "hal", "tahun", "tribulan", "pada", "wilayah", "forum", "sektor", "keadaan"),
    *("panggilan", "instrumen", "badan", "bulan", "untuk"),
    *("acara", "putusan", "rapat", "edisi", "organisasi", "orang", "peran", "induk", "kertas"),
)


@pytest.mark.parametrize(
    "odd", ["a\0b", "-1", "9" * 20, "2026-02-31", "5308", "٣", "32.73.04", "²"]
)
def test_odd_questions_are_answered(world: World, odd: str) -> None:
    clients = {who: world.client(who) for who in ("notulis", "administrator", "chair")}
    wrong: Found = {}
    for name, page in PAGES.items():
        who = next((w for w in clients if w in page.who), "")
        if page.only_posts or not who or page.posts:
            continue
        answer = clients[who].get(address(world, name, page), dict.fromkeys(QUESTIONS, odd))
        if answer.status_code not in ((400,) if "\0" in odd else (200, 302, 404, 422)):
            wrong[name] = {who: str(answer.status_code)}
    assert wrong == {}


def test_what_is_not_there_is_404(world: World, clients: dict[str, Client]) -> None:
    nothing = "00000000-0000-7000-8000-000000000000"
    for name, page in PAGES.items():
        if page.of and not page.only_posts and not page.by_script:
            other = {"code": "99.99", "token": "x" * 42, "number": "99", "year": "1800"}
            wrong = {k: other.get(k, nothing) for k in page.of}
            for who in ("notulis", "administrator", "outsider"):
                answer = clients[who].get(reverse(name, kwargs=wrong))
                assert answer.status_code in (403, 404), (name, who)


def test_who_is_answered_by_the_api(world: World, keys: dict[str, Client]) -> None:
    wrong: Found = {}
    for name, page in API.items():
        url = address(world, name, page, "api:")
        for who, client in keys.items():
            wanted = "may" if name == "openapi-json" else expected(page, who)
            asked = {"year": "2026", "region": "32.73", "as_of": "2026-05-31"}
            if (found := outcome(client.get(url, asked), world)) != wanted:
                wrong.setdefault(name, {})[who] = found
    assert wrong == {}


def test_who_may_not_writes_nothing_by_the_api(world: World, keys: dict[str, Client]) -> None:
    wrong: Found = {}
    before = Act.objects.count(), Event.objects.count()
    for name, page in API_POSTS.items():
        url = address(world, name, page, "api:")
        for who, client in keys.items():
            promise = {"meeting": str(world.opened.pk), "what": "x", "due_on": "2026-09-01"}
            body = (
                {"act_id": str(new_id()), "text": "x"}
                if page.of
                else {**promise, "act_id": str(new_id())}
            )
            if who not in page.who:
                answer = client.post(url, body, content_type="application/json")
                if (found := outcome(answer, world)) != expected(page, who):
                    wrong.setdefault(name, {})[who] = found
            with_nul = {**body, "text": "a\0b", "what": "a\0b"}
            answer = client.post(url, with_nul, content_type="application/json")
            if answer.status_code not in (401, 403, 404, 422):
                wrong.setdefault(f"{name} with NUL", {})[who] = str(answer.status_code)
    assert wrong == {}
    assert (Act.objects.count(), Event.objects.count()) == before


def test_lists_hold_only_what_may_be_seen(world: World, clients: dict[str, Client]) -> None:
    """The neighbour has lists of his own; nothing of ours is in them."""
    for name in (
        "home",
        "list_forums",
        "list_commitments",
        "list_verdicts",
        "list_people",
        "list_entries",
    ):
        for who in ("neighbour", "outsider", "administrator"):
            said = clients[who].get(reverse(name)).content.decode()
            assert not [p for p in secrets(world)[1:] if p in said], (name, who)
