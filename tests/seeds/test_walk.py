"""From the ratified tribulan I to the open tribulan III, in a real browser, counted in clicks.

The people, bodies and promises are those of seed 4. What the note-taker does for one whole lokmin, from the
invitation to the last promise, is a newcomer's way: every step is found on a page. Typing is not counted.
"""

from io import BytesIO
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import expect

from mufakat.commitments.models import Commitment
from mufakat.meetings.models import Meeting, Resolution
from mufakat.meetings.queries import carried_into, figures_of
from tests.browser import picture

from .hand import As, Hand
from .story import Story

pytestmark = pytest.mark.browser
MOST_CLICKS = 40  # of the note-taker, for one lokmin
ABSENT = 4
KEPT, PARTLY = 6, 3


@pytest.mark.long(120)
def test_tribulan_two_out_of_one(story: Story, as_user: As) -> None:
    story.play_sessions_until("2023-01-31T08:00")
    story.go_on_by_hand()
    first, second, third = (story.meeting(n) for n in (1, 2, 3))
    assert carried_into(second).count() == 0  # it has no day yet
    who = as_user("notulis")

    story.now("2023-05-29T09:00")
    prepare(who, first, second)
    invite(who, second)

    story.now("2023-06-16T08:00")
    hold(who, second)
    print(f"{who.clicks} clicks")
    assert who.clicks <= MOST_CLICKS, who.clicks

    ratify(as_user("camat"), second)
    story.work()
    paper(who, second)

    story.now("2023-07-03T09:00")
    open_the_third(who, story, second, third)


def prepare(who: Hand, first: Meeting, second: Meeting) -> None:
    """Place and hours stand there as they were; only the day is typed."""
    who.open("/")
    who.follow(second.get_absolute_url())  # the next thing to do, on the first page
    who.follow(f"{second.get_absolute_url()}ubah/")
    assert who.box("place").input_value() == first.place
    who.fill(starts_at="2023-06-16T08:00", ends_at="2023-06-16T11:00")
    who.saved()


def invite(who: Hand, second: Meeting) -> None:
    """The members of the forum, the letter with its number, a personal link for each."""
    here = second.get_absolute_url()
    who.follow(f"{here}undangan/")
    who.follow("/undangan/catat/")
    who.saved()
    who.follow("/surat/catat/")
    who.fill(number="005/117-PKM.Ctrp/2023")
    who.saved()
    who.press(
        who.page.locator(
            'main form[action*="/terbitkan/"] button, main a[href*="/terbitkan/"]'
        ).first
    )
    if urlsplit(who.page.url).path.endswith("/terbitkan/"):
        who.saved()
    who.press(who.page.locator('main form[action$="/undangan/tautan/"] button').first)
    invited = second.participants.filter(invited=True).count()
    assert invited > 25
    picture(who.page, "undangan")


def hold(who: Hand, second: Meeting) -> None:
    """Everyone invited came but four; the nine promises are judged; a problem becomes a promise in two taps."""
    second.refresh_from_db()
    here = second.get_absolute_url()
    who.open("/")  # he signs in on the day of the session
    who.follow(here)
    who.press(who.page.locator('main form[action$="/buka/"] button'))
    who.follow("/kehadiran/catat/")
    who.press(who.page.locator('main form[action$="/kehadiran/semua/"] button'))
    for box in who.page.locator('main [name="came"]').all()[:ABSENT]:
        who.tick(box, on=False)
    who.saved()
    carried = list(carried_into(second))
    assert len(carried) == KEPT + PARTLY
    for promise in carried[:KEPT]:
        who.one_tap(promise, "kept", "Yayan Sutardja")
    for promise in carried[KEPT:]:
        who.judge(promise, "partly", reason="Sebagian sasaran; sisanya menyusul")
    who.follow(f"{here}masalah/catat/")
    who.fill(text="Balita Jamika tidak datang menimbang pada hari kerja")
    who.saved()
    who.follow("/komitmen/catat/")
    who.fill(owner_organisation="Kelurahan Jamika")
    who.saved()
    made = Commitment.objects.get(source_id=str(second.pk))
    assert Resolution.objects.get(commitment=made).problem is not None
    who.follow("/komitmen/catat/")
    for n, owner in enumerate(("KUA", "Koramil", "TP PKK")):
        who.fill(what=f"Janji ke-{n + 2}", owner_organisation=owner, due_on="2023-09-15")
        last = n == 2
        button = 'main .actions button[name="lagi"]' if not last else "main .actions button.btn"
        who.press(who.page.locator(button).first)
        assert not who.page.locator("main .summary").count(), who.text
    expect(who.page.locator("#komitmen h2")).to_contain_text("4")


def ratify(camat: Hand, second: Meeting) -> None:
    camat.open(second.get_absolute_url())
    camat.follow("/sahkan/")
    camat.saved()
    second.refresh_from_db()
    assert second.is_ratified
    assert camat.clicks == 2


def paper(who: Hand, second: Meeting) -> None:
    """The minutes tell the letter's session as it was."""
    answer = who.page.request.get(f"{second.get_absolute_url()}notulen.pdf")
    text = "".join(
        p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(BytesIO(answer.body()))
    )
    assert "Balita Jamika tidak datang menimbang" in text


def open_the_third(who: Hand, story: Story, second: Meeting, third: Meeting) -> None:
    """The four promises lie on the table of tribulan III by themselves."""
    who.open(second.get_absolute_url())
    who.follow(f"{third.get_absolute_url()}ubah/")
    who.fill(starts_at="2023-09-29T13:00", ends_at="2023-09-29T16:00")
    who.saved()
    story.now("2023-09-29T13:00")
    third.refresh_from_db()
    who.open(third.get_absolute_url())
    who.press(who.page.locator('main form[action$="/buka/"] button'))
    third.refresh_from_db()
    assert figures_of([third])[third.pk]["carried_in"] == 4
    expect(who.page.locator("#rapor h2")).to_contain_text("4")
    picture(who.page, "tribulan-tiga")
