"""Single moments of seed 4's tribulan III (29 September 2023), each in the browser: on a phone, without JavaScript,
with a double click, with an expired session. What went before is played by the demonstration's own steps.
"""

import pytest
from django.conf import settings as site
from playwright.sync_api import Locator, expect

from mufakat.commitments.models import Commitment
from mufakat.journal.models import Act
from mufakat.meetings.models import Meeting
from tests.browser import picture

from .hand import As, Hand, words
from .story import Story

pytestmark = pytest.mark.browser


@pytest.mark.long(30)
def test_moments_of_a_session(story: Story, as_user: As, subtests: pytest.Subtests) -> None:
    """The year is played once for all of them: tribulan III is open, people are ticked, no verdict is given."""
    story.play_sessions_until("2023-09-29T13:10")
    for moment in (
        a_verdict_on_a_phone,
        a_refused_verdict_keeps_what_was_typed,
        without_javascript,
        a_double_click_records_once,
        back_and_again_records_once,
        an_expired_session_loses_nothing,
    ):
        with subtests.test(moment.__name__):
            moment(story.meeting(3), story, as_user)


def waits(who: Hand) -> Locator:
    """The promises of the report card that have no verdict yet."""
    return who.page.locator("#rapor .choices")


def given(third: Meeting) -> dict[str, str]:
    found = third.forum.verdicts.filter(session_id=str(third.pk))
    return {str(v.commitment_id): v.verdict for v in found}


def chairs(n: int) -> str:
    return f"Menyiapkan {n} kursi untuk Posyandu lansia (contoh rekaan)"


def typed(who: Hand, what: str) -> None:
    """A promise with everything in its form, not sent yet."""
    who.follow("/komitmen/catat/")
    who.fill(
        what=what,
        owner_organisation="Kelurahan Kopo",
        region="32.73.04.1001",
        due_on="2023-11-30",
        amount_idr="750000",
        proof_asked="foto kursi",
    )
    who.choose("funding_source", "dana_kelurahan")


def a_verdict_on_a_phone(third: Meeting, story: Story, as_user: As) -> None:
    """360 px wide, by thumb: one tap for "kept", and a new date for one that goes on."""
    who = as_user("notulis", width=360, height=740, has_touch=True, is_mobile=True)
    who.open("/")
    who.press(who.page.locator(f'main a.btn[href="{third.get_absolute_url()}"]'))
    expect(waits(who)).to_have_count(11)
    for button in waits(who).first.locator("button, a").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44
    fits = "document.documentElement.scrollWidth <= 360"  # innerWidth grows with the page
    assert who.page.evaluate(fits)
    picture(who.page, "seed4-putusan-360")
    who.one_tap(story.stage.promise("t1-jaminan"), "kept")
    expect(waits(who)).to_have_count(10)
    row = story.files[3]["verdict"][0]
    promise = story.stage.promise(row["commitment"])
    who.judge(promise, "continued", new_due_on=row["new_due_on"], reason=row["reason"])
    expect(waits(who)).to_have_count(9)
    assert who.page.evaluate(fits)
    assert given(third)[str(promise.pk)] == "continued"
    assert sorted(given(third).values()) == ["continued", "kept"]
    assert (
        who.clicks == 4
    )  # the session, "kept"; "continued", send (what was meant is ticked already)


def a_refused_verdict_keeps_what_was_typed(third: Meeting, story: Story, as_user: As) -> None:
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
    assert given(third)[str(promise.pk)] == "changed"


def without_javascript(third: Meeting, story: Story, as_user: As) -> None:
    """A verdict, a note and a promise by plain forms."""
    who = as_user("notulis", java_script_enabled=False)
    who.open(third.get_absolute_url())
    promise, before = story.stage.promise("t2-septik-komunal"), len(given(third))
    who.one_tap(promise, "kept")
    assert given(third)[str(promise.pk)] == "kept"
    assert len(given(third)) == before + 1
    who.say("#acara-2", "Camat membuka rapat. (contoh rekaan)")
    expect(who.page.locator("#acara-2")).to_contain_text("Camat membuka rapat.")
    typed(who, chairs(10))
    who.saved()
    expect(who.page.locator("#komitmen")).to_contain_text(chairs(10))


def a_double_click_records_once(third: Meeting, story: Story, as_user: As) -> None:
    """A promise and a verdict, each sent with two clicks."""
    who = as_user("notulis")
    who.open(third.get_absolute_url())
    typed(who, chairs(20))
    acts, before = Act.objects.count(), len(given(third))
    who.press(who.page.locator("main .actions button.btn:not(.second)"), taps=2)
    expect(who.page.locator("#komitmen")).to_contain_text(chairs(20))
    assert Commitment.objects.filter(what=chairs(20)).count() == 1
    assert Act.objects.count() == acts + 1
    promise = story.stage.promise("t2-latih-kader")
    form = who.page.locator(f'#rapor form[action*="{promise.pk}"]')
    who.press(form.locator('button[value="kept"]'), taps=2)
    expect(waits(who)).to_have_count(11 - before - 1)
    assert Act.objects.count() == acts + 2


def back_and_again_records_once(third: Meeting, story: Story, as_user: As) -> None:
    """Sent, the browser's Back, sent again: everything typed is there, and the page says it was recorded before."""
    who = as_user("notulis")
    who.open(third.get_absolute_url())
    typed(who, chairs(30))
    who.saved()
    who.page.go_back()
    assert who.box("what").input_value() == chairs(30)
    assert who.box("owner_organisation").input_value() == "Kelurahan Kopo"
    who.saved()
    expect(who.page.locator("#messages")).to_contain_text(
        words("This was recorded before; here is how things stand.")
    )
    assert Commitment.objects.filter(what=chairs(30)).count() == 1


def an_expired_session_loses_nothing(third: Meeting, story: Story, as_user: As) -> None:
    """The session ends while one types: after signing in again what was typed is offered, and sent once."""
    story.settings.DEMO = True
    who = as_user("notulis")
    who.open(third.get_absolute_url())
    typed(who, chairs(40))
    who.page.context.clear_cookies(name=site.SESSION_COOKIE_NAME)
    who.send()
    assert "/akun/login/" in who.page.url
    assert not Commitment.objects.filter(what=chairs(40)).exists()
    who.page.go_back()  # no way to the form without signing in, once the browser has let go of the page
    assert "/akun/login/" in who.page.url
    who.page.go_forward()
    who.press(who.page.locator('main button[name="username"][value="notulis"]'))
    expect(who.page.locator("main")).to_contain_text(chairs(40))
    picture(who.page, "seed4-lanjutkan")
    who.send()
    expect(who.page.locator("#komitmen")).to_contain_text(chairs(40))
    made = Commitment.objects.get(what=chairs(40))
    assert (made.amount_idr, made.funding_source) == (750_000, "dana_kelurahan")
    who.open("/lanjutkan/")
    assert not who.page.url.endswith("/lanjutkan/")  # nothing is left to send
