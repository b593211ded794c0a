"""Single moments of seed 4's tribulan III (29 September 2023), each in the browser: on a phone, without JavaScript,
with a double click, with an expired session. What went before is played by the demonstration's own steps.
"""

import pytest
from django.conf import settings as site
from playwright.sync_api import expect

from mufakat.commitments.models import Commitment
from mufakat.journal.models import Act, Event
from mufakat.meetings.models import Meeting
from tests.browser import picture

from .hand import As, Hand, words
from .story import Story

pytestmark = pytest.mark.browser


@pytest.fixture
def third(story: Story) -> Meeting:
    """Tribulan III is open, people are ticked, no verdict has been given."""
    story.play_sessions_until("2023-09-29T13:10")
    return story.meeting(3)


def test_a_verdict_on_a_phone(third: Meeting, story: Story, as_user: As) -> None:
    """360 px wide, by thumb: one tap for "kept", and a new date for one that goes on."""
    who = as_user("notulis", width=360, height=740, has_touch=True, is_mobile=True)
    who.open("/")
    who.press(who.page.locator(f'main a.btn[href="{third.get_absolute_url()}"]'))
    waiting = who.page.locator("#rapor .choices")
    expect(waiting).to_have_count(11)
    for button in waiting.first.locator("button, a").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert who.page.evaluate(wide)
    picture(who.page, "seed4-putusan-360")
    who.one_tap(story.stage.promise("t1-jaminan"), "kept")
    expect(waiting).to_have_count(10)
    row = story.files[3]["verdict"][0]
    promise = story.stage.promise(row["commitment"])
    who.judge(promise, "continued", new_due_on=row["new_due_on"], reason=row["reason"])
    expect(waiting).to_have_count(9)
    assert who.page.evaluate(wide)
    given = {v.commitment_id: v.verdict for v in third.forum.verdicts.filter(session_id=third.pk)}
    assert given[promise.pk] == "continued"
    assert sorted(given.values()) == ["continued", "kept"]
    assert who.clicks <= 6


def test_a_refused_verdict_keeps_what_was_typed(third: Meeting, story: Story, as_user: As) -> None:
    """A promise that is changed needs a reason; the new wording is still there when it is asked for."""
    who = as_user("notulis")
    who.open(third.get_absolute_url())
    row = next(r for r in story.files[3]["verdict"] if r["verdict"] == "changed")
    promise = story.stage.promise(row["commitment"])
    who.press(who.page.locator(f'#rapor a[href*="{promise.pk}"][href$="=dropped"]'))
    who.tick(who.page.locator('main [name="verdict"][value="changed"]'))
    who.fill(new_what=row["new_what"], new_due_on=row["new_due_on"])
    who.send()
    expect(who.page.locator("main .summary")).to_contain_text(words("Reason"))
    assert who.box("new_what").input_value() == row["new_what"]
    assert who.box("new_due_on").input_value() == row["new_due_on"]
    who.fill(reason=row["reason"])
    who.saved()
    expect(who.page.locator("#rapor")).to_contain_text(row["new_what"])


def test_without_javascript(third: Meeting, story: Story, as_user: As) -> None:
    """A note, a promise and a verdict by plain forms."""
    who = as_user("notulis", java_script_enabled=False)
    who.open(third.get_absolute_url())
    who.one_tap(story.stage.promise("t1-jaminan"), "kept")
    expect(who.page.locator("#rapor .choices")).to_have_count(10)
    who.say("#acara-2", "Camat membuka rapat. (contoh rekaan)")
    expect(who.page.locator("#acara-2")).to_contain_text("Camat membuka rapat.")
    promise_typed(who, story)
    who.saved()
    expect(who.page.locator("#komitmen")).to_contain_text(PROMISE["what"])


PROMISE = {
    "what": "Menyiapkan sepuluh kursi untuk Posyandu lansia (contoh rekaan)",
    "owner_organisation": "Kelurahan Kopo",
    "region": "32.73.04.1001",
    "due_on": "2023-11-30",
    "amount_idr": "750000",
    "proof_asked": "foto kursi",
}


def promise_typed(who: Hand, story: Story) -> None:
    who.follow("/komitmen/catat/")
    who.fill(**PROMISE)
    who.choose("funding_source", "dana_kelurahan")


def test_a_double_click_records_once(third: Meeting, story: Story, as_user: As) -> None:
    who = as_user("notulis")
    who.open(third.get_absolute_url())
    promise_typed(who, story)
    acts = Act.objects.count()
    button = who.page.locator("main .actions button.btn")
    who.press(button, taps=2)
    expect(who.page.locator("#komitmen")).to_contain_text(PROMISE["what"])
    assert Commitment.objects.filter(what=PROMISE["what"]).count() == 1
    assert Act.objects.count() == acts + 1
    form = who.page.locator("#rapor .choices").first
    who.press(form.locator('button[value="kept"]'), taps=2)
    expect(who.page.locator("#rapor .choices")).to_have_count(10)
    assert Event.objects.filter(verb="verdict.given", subject_id__isnull=False).count() == 10


def test_back_and_again_records_once(third: Meeting, story: Story, as_user: As) -> None:
    """Sent, the browser's Back, sent again: the page says that it was recorded before."""
    who = as_user("notulis")
    who.open(third.get_absolute_url())
    promise_typed(who, story)
    who.saved()
    who.page.go_back()
    assert who.box("what").input_value() == PROMISE["what"]
    who.saved()
    expect(who.page.locator("#messages")).to_contain_text(
        words("This was recorded before; here is how things stand.")
    )
    assert Commitment.objects.filter(what=PROMISE["what"]).count() == 1


def test_an_expired_session_loses_nothing(third: Meeting, story: Story, as_user: As) -> None:
    """The session ends while one types: after signing in again what was typed is offered, and sent once."""
    story.settings.DEMO = True
    who = as_user("notulis")
    who.open(third.get_absolute_url())
    promise_typed(who, story)
    who.page.context.clear_cookies(name=site.SESSION_COOKIE_NAME)
    who.send()
    assert "/akun/login/" in who.page.url
    assert not Commitment.objects.filter(what=PROMISE["what"]).exists()
    who.page.go_back()
    assert who.box("what").input_value() == PROMISE["what"]  # the browser keeps it, too
    who.page.go_forward()
    who.press(who.page.locator('main button[name="username"][value="notulis"]'))
    expect(who.page.locator("main")).to_contain_text(PROMISE["what"])
    picture(who.page, "seed4-lanjutkan")
    who.press(who.page.locator("main form button.btn"))
    expect(who.page.locator("#komitmen")).to_contain_text(PROMISE["what"])
    made = Commitment.objects.get(what=PROMISE["what"])
    assert (made.amount_idr, made.funding_source) == (750_000, "dana_kelurahan")
    who.open("/lanjutkan/")
    assert who.page.url.endswith("/")  # nothing is left to send
