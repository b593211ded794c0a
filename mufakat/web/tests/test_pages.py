"""Home, regions, error pages and the entry that an expired session kept."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.log import log_response

from mufakat.commitments.actions import record_update
from mufakat.core.ids import new_id
from mufakat.directory.models import Person, User
from mufakat.meetings import actions
from mufakat.meetings.models import Note
from tests.letters import write_letter
from tests.world import World, wib

pytestmark = pytest.mark.django_db


def test_home_tells_the_owner_what_he_promised(world: World) -> None:
    page = world.client("sector_member").get("/").content.decode()
    text = page[page.index('id="janji"') :].partition("</section>")[0]
    mine = world.kua.commitments.filter(state="open")
    others = world.forum.commitments.filter(state="open").exclude(owner_organisation=world.kua)
    assert mine and all(c.what in text for c in mine)
    assert others and all(c.what not in text for c in others)


def test_home_says_of_which_forum_a_session_is(world: World) -> None:
    """Two forums may give a session the same title."""
    with time_machine.travel(wib(9, 20), tick=False):
        page = world.client("notulis").get("/").content.decode()
    tasks, _rest, coming = page[page.index('id="tunggu"') :].partition('id="datang"')
    for lines, title in ((tasks, world.opened.title), (coming, world.planned.title)):
        line = lines[lines.index(title) :].partition("</li>")[0]
        assert world.forum.name in line


def test_home_leads_through_the_invitations_of_the_next_session(world: World) -> None:
    """Invite, then the letter, then the answers: each is the next step once the one before is done."""
    planned, client = world.planned, world.client("notulis")
    assert planned.starts_at is not None
    days, here = planned.starts_at - timedelta(days=20), f"{planned.get_absolute_url()}undangan/"

    def told() -> str:
        with time_machine.travel(days, tick=False):
            page = client.get("/", headers={"accept-language": "en"}).content.decode()
        tasks = page[page.index('id="tunggu"') :].partition('id="janji"')[0]
        found = [line for line in tasks.split("</li>") if here in line]
        return found[0] if found else ""

    assert "Nobody is invited yet" in told()
    with world.doing("notulis", days) as act:
        actions.record_participants(act, planned)
    assert "letter is not issued" in told()
    with world.doing("notulis", days) as act:
        letter = write_letter(act, planned, world.citarip)
    with world.doing("notulis", days) as act:
        actions.issue_letter(act, letter)
    n = planned.participants.filter(invited=True).count()
    assert f"{n} have not answered" in told()
    for person in planned.participants.all():
        with world.doing("notulis", days) as act:
            actions.record_answer(act, planned, person, answer="coming")
    assert told() == ""
    days -= timedelta(days=40)
    assert told() == ""  # so early nothing is asked for


def test_home_of_one_without_a_role_says_what_to_do(world: World) -> None:
    answer = world.client("outsider").get("/")
    assert answer.status_code == 200
    assert world.forum.name not in answer.content.decode()


@pytest.mark.parametrize("code", ["ID", "32", "32.73", "32.73.04", "32.73.04.1003"])
def test_region_page_at_every_level(world: World, code: str) -> None:
    client = world.client("ministry")
    client.get(f"/wilayah/{code}/")
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(f"/wilayah/{code}/")
    assert answer.status_code == 200
    assert len(caught) <= 15


def test_figures_of_a_region_are_for_those_who_may(world: World) -> None:
    assert 'id="angka"' in world.client("dinkes_kabkota").get("/wilayah/32.73.04/").content.decode()
    assert 'id="angka"' not in world.client("neighbour").get("/wilayah/32.73.04/").content.decode()


def test_search_finds_by_name_and_code_and_says_when_nothing_is_found(world: World) -> None:
    client = world.client("notulis")
    assert "32.73.04.1003" in client.get("/wilayah/?cari=Jamika").content.decode()
    assert 'class="empty"' in client.get("/wilayah/?cari=tidak-ada").content.decode()


def test_a_search_that_finds_the_nation_shows_that_nothing_is_above_it(world: World) -> None:
    answer = world.client("ministry").get("/wilayah/?cari=Indonesia")
    assert answer.status_code == 200
    assert "/wilayah/ID/" in answer.content.decode()


def test_what_its_owner_reported_as_done_waits_for_a_session_and_not_for_him(world: World) -> None:
    task = f"{world.promise_waiting.get_absolute_url()}kabar/catat/"
    pages = {"partner": "/", "chair": "/", "dinkes_kabkota": "/wilayah/32.73.04/"}
    before = {who: world.client(who).get(url).content.decode() for who, url in pages.items()}
    assert task in before["partner"]
    assert all("dilaporkan selesai" not in page for page in before.values())
    with world.doing("partner") as open_act:
        promise = world.promise_waiting
        record_update(open_act, commitment=promise, text="20 kader dilatih.", says_done=True)
    after = {who: world.client(who).get(url).content.decode() for who, url in pages.items()}
    assert task not in after["partner"]
    assert all("dilaporkan selesai" in page for page in after.values())


@pytest.mark.parametrize(
    ("path", "entry"),
    [("", "/forum/"), ("kehadiran/catat/", "/forum/"), ("/orang/", "/organisasi/")],
)
def test_the_navigation_says_where_one_is(world: World, path: str, entry: str) -> None:
    url = path if path.startswith("/") else f"{world.opened.get_absolute_url()}{path}"
    page = world.client("notulis").get(url).content.decode()
    assert f'<a href="{entry}" aria-current="page">' in page


def test_unknown_region_is_not_found_in_the_words_of_the_house(world: World) -> None:
    answer = world.client("notulis").get("/wilayah/99.99/")
    assert answer.status_code == 404
    assert "tidak" in answer.content.decode().lower()


@pytest.mark.parametrize("template", ["400.html", "403_csrf.html", "500.html"])
def test_error_pages_render_without_a_request(template: str) -> None:
    assert "<h1>" in render_to_string(template)


def test_what_was_typed_survives_an_expired_session(world: World) -> None:
    browser, act_id = Client(), new_id()
    url = f"{world.opened.get_absolute_url()}catatan/catat/"
    typed = {
        "act_id": str(act_id),
        "agenda_item": str(world.item.pk),
        "text": "Diketik saat sesi habis",
    }
    answer = browser.post(url, typed)
    assert answer.status_code == 303 and "next=/lanjutkan/" in answer.headers["Location"]
    browser.force_login(world.users["notulis"])
    page = browser.get("/lanjutkan/").content.decode()
    assert "Diketik saat sesi habis" in page and str(act_id) in page and f'action="{url}"' in page
    assert browser.post(url, typed).status_code == 303
    assert Note.objects.filter(text="Diketik saat sesi habis").count() == 1
    assert browser.get("/lanjutkan/").status_code == 302  # nothing is kept any more


def kept_entry(world: World) -> tuple[Client, str, dict[str, str]]:
    """Typed when the session had expired; signed in again since."""
    browser, url = Client(), f"{world.opened.get_absolute_url()}catatan/catat/"
    typed = {"act_id": str(new_id()), "agenda_item": str(world.item.pk), "text": "Masih ada"}
    browser.post(url, typed)
    browser.force_login(world.users["notulis"])
    return browser, url, typed


def test_home_leads_to_an_entry_that_is_not_sent_yet(world: World) -> None:
    browser, url, typed = kept_entry(world)
    assert 'href="/lanjutkan/"' in browser.get("/").content.decode()
    browser.post(url, typed)
    assert 'href="/lanjutkan/"' not in browser.get("/").content.decode()


def test_an_entry_is_thrown_away_by_its_button_only(world: World) -> None:
    browser, _url, _typed = kept_entry(world)
    notes = Note.objects.count()
    assert browser.get("/lanjutkan/").status_code == 200
    assert browser.post("/lanjutkan/").status_code == 302
    assert browser.get("/lanjutkan/").status_code == 302
    assert Note.objects.count() == notes


def test_a_name_with_a_title_ends_no_sentence(world: World) -> None:
    """ "Sinta Rahmawati, A.Md.Keb." has its own full stop."""
    Person.objects.filter(pk=world.people["notulis"].pk).update(title_after="A.Md.Keb.")
    User.objects.filter(pk=world.users["notulis"].pk).update(first_name="Sinta, A.Md.Keb.")
    client = world.client("notulis")
    session = client.session
    session["typed"] = {"path": "/forum/", "fields": {}, "shown": []}
    session.save()
    for language in ("id", "en"):
        page = client.get("/lanjutkan/", headers={"accept-language": language}).content.decode()
        assert "A.Md.Keb." in page and "A.Md.Keb.." not in page


@pytest.mark.parametrize(
    ("status", "told"), [(422, False), (404, False), (409, False), (405, True), (500, True)]
)
def test_an_ordinary_refusal_is_no_line_in_the_log(
    caplog: pytest.LogCaptureFixture, status: int, told: bool
) -> None:
    answer = HttpResponse(status=status)
    log_response("Refused: %s", "/forum/", response=answer, request=None)
    assert bool(caplog.records) is told
