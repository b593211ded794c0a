"""A promise that was written down by mistake is taken back while its session is under way, and counts nowhere."""

from typing import Any

import pypdfium2
import pytest

from mufakat.commitments import jobs
from mufakat.commitments.actions import record_update
from mufakat.commitments.jobs import retally
from mufakat.commitments.models import Commitment, Tally
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.actions import record_token
from mufakat.journal.models import Act, Event
from mufakat.journal.queries import history_of
from mufakat.journal.seals import verify
from mufakat.journal.sentences import sentence
from mufakat.journal.worker import Reactions, work_once
from mufakat.meetings import actions, queries
from mufakat.meetings.jobs import altered_minutes
from mufakat.meetings.models import Meeting, Minutes, Resolution
from mufakat.meetings.papers import minutes_pdf
from tests.world import World

pytestmark = pytest.mark.django_db
WHY = "Dicatat dua kali"
COUNTED: Reactions = {
    verb: [retally] for verb in ("commitment.recorded", "commitment.withdrawn", "verdict.given")
}


def take_back(world: World, promise: Commitment, reason: str = WHY, who: str = "notulis") -> None:
    with world.doing(who) as open_act:
        actions.withdraw_commitment(open_act, world.opened, promise, reason=reason)


def work() -> None:
    while work_once(COUNTED):
        pass


def address(world: World, promise: Commitment) -> str:
    return f"/rapat/{world.opened.pk}/komitmen/{promise.pk}/tarik/"


def test_it_counts_nowhere_and_its_words_stay(world: World) -> None:
    work()
    promise = world.promise_new
    before = queries.figures_of([world.opened])[world.opened.pk]["made"]
    cells = Tally.objects.filter(made__gt=0).count()
    take_back(world, promise)
    work()
    assert queries.figures_of([world.opened])[world.opened.pk]["made"] == before - 1
    assert promise.pk not in {made.commitment.id for made in queries.made_in(world.opened)}
    assert promise not in queries.carried_into(world.planned)
    assert Tally.objects.filter(made__gt=0).count() < cells
    assert jobs.differences() == []
    assert not Resolution.objects.filter(commitment=promise.pk).exists()
    told = sentence(history_of(world.opened)[0])
    assert promise.what in told and WHY in told and str(world.citarip) in told
    assert list(verify([altered_minutes])) == []


def test_nothing_of_it_is_in_the_minutes_and_the_api(world: World) -> None:
    take_back(world, world.promise_new)
    with world.doing("notulis") as open_act:
        actions.give_verdict(
            open_act, world.opened, commitment=world.promise_waiting, verdict="kept"
        )
    with world.doing("chair") as open_act:
        actions.ratify_meeting(open_act, world.opened)
    minutes = Minutes.objects.get(meeting=world.opened)
    assert world.promise_new.what not in str(minutes.snapshot)
    pdf = minutes_pdf(minutes.snapshot, digest=minutes.digest, addendum=[])
    pages = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert "Posyandu sore" not in " ".join(text.split()) and "Rencana tindak lanjut" in text
    with world.doing("administrator") as open_act:
        key = record_token(open_act, user=world.users["notulis"])
    bearer = {"authorization": f"Bearer {key}"}
    client = world.client("notulis")
    one = client.get(f"/api/v1/commitments/{world.promise_new.pk}", headers=bearer)
    assert one.status_code == 404
    listed = client.get(f"/api/v1/commitments?meeting={world.opened.pk}", headers=bearer)
    assert listed.json()["items"] == []
    assert client.get(world.promise_new.get_absolute_url()).status_code == 404


def test_earlier_news_of_it_that_is_told_late_leaves_no_figure(world: World) -> None:
    """The worker was behind: recorded, corrected to another sector, taken back, and only then counted."""
    with world.doing("notulis") as open_act:
        actions.change_commitment(
            open_act, world.opened, world.promise_new, owner_organisation=world.kua
        )
    take_back(world, world.promise_new)
    work()
    assert jobs.differences() == []
    for event in Event.objects.filter(subject_id=str(world.promise_new.pk)):
        jobs.retally(event)
    assert jobs.differences() == []


def test_figures_that_were_counted_before_a_correction_go_too(world: World) -> None:
    work()
    with world.doing("notulis") as open_act:
        actions.change_commitment(
            open_act, world.opened, world.promise_new, owner_organisation=world.kua
        )
    take_back(world, world.promise_new)
    work()
    assert jobs.differences() == []


def refused(world: World, promise: Commitment, code: str, **fields: Any) -> None:
    with pytest.raises(RuleBroken, match=code):
        take_back(world, promise, **fields)
    assert Commitment.objects.filter(pk=promise.pk).exists()


def test_what_others_built_on_is_not_taken_back(world: World) -> None:
    with world.doing("kepala_puskesmas") as open_act:
        record_update(open_act, commitment=world.promise_new, text="Sudah dibuka")
    refused(world, world.promise_new, "commitment.reported")


def test_what_was_judged_or_made_elsewhere_is_not_taken_back(world: World) -> None:
    refused(world, world.promise_waiting, "commitment.not_of_session")
    with world.doing("notulis") as open_act:
        actions.open_meeting(open_act, world.planned)
        actions.give_verdict(
            open_act, world.planned, commitment=world.promise_new, verdict="partly", reason="x"
        )
    refused(world, world.promise_new, "commitment.judged")


def test_with_a_reason_only(world: World) -> None:
    refused(world, world.promise_new, "commitment.no_reason", reason="  ")


def test_ratified_minutes_keep_their_promises(world: World) -> None:
    with (
        world.doing("notulis") as open_act,
        pytest.raises(RuleBroken, match=r"commitment\.session_not_open"),
    ):
        actions.withdraw_commitment(open_act, world.ratified, world.promise_waiting, reason=WHY)


def test_reopened_minutes_keep_what_was_ratified_in_them(world: World) -> None:
    """A promise of edition 1 is not undone in edition 2; one that was written down since is."""
    with world.doing("notulis") as open_act:
        actions.give_verdict(
            open_act, world.opened, commitment=world.promise_waiting, verdict="kept"
        )
    for action, more in (
        (actions.ratify_meeting, {}),
        (actions.reopen_meeting, {"reason": "Salah"}),
    ):
        with world.doing("chair") as open_act:
            meeting = Meeting.objects.get(pk=world.opened.pk)
            action(open_act, meeting, **more)  # type: ignore[arg-type]
    refused(world, world.promise_new, "commitment.session_not_open")
    with world.doing("notulis") as open_act:
        new = actions.record_commitment(
            open_act,
            Meeting.objects.get(pk=world.opened.pk),
            what="Keliru",
            owner_organisation=world.citarip,
            due_on=world.promise_new.due_on,
        )
    take_back(world, new)
    assert not Commitment.objects.filter(pk=new.pk).exists()


def test_another_forum_does_not_read_what_was_taken_back(world: World) -> None:
    take_back(world, world.promise_new)
    with world.doing("neighbour") as open_act:
        other = actions.record_meeting(
            open_act, forum=world.neighbour_forum, kind="LM-TR", title="Lain"
        )
    client = world.client("neighbour")
    answer = client.get(f"/rapat/{other.pk}/komitmen/{world.promise_new.pk}/tarik/")
    assert answer.status_code == 404
    assert world.promise_new.what not in answer.content.decode()


def test_what_was_typed_on_it_meanwhile_is_shown_again(world: World) -> None:
    """It was taken back while somebody corrected it: nothing to save, but his words are not lost."""
    take_back(world, world.promise_new)
    sent = {"act_id": str(new_id()), "what": "Ketikan panjang", "due_on": "2026-09-30"}
    path = f"/rapat/{world.opened.pk}/komitmen/{world.promise_new.pk}/ubah/"
    answer = world.client("notulis").post(path, sent)
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Ketikan panjang" in page and "Yang tadi Anda ketik" in page


def test_who_writes_on_a_promise_that_is_gone_is_told(world: World) -> None:
    """He had read it before it was taken back."""
    promise = Commitment.objects.get(pk=world.promise_new.pk)
    take_back(world, world.promise_new)
    with world.doing("kepala_puskesmas") as open_act:
        with pytest.raises(RuleBroken, match=r"commitment\.withdrawn"):
            record_update(open_act, commitment=promise, text="Sudah")
        with pytest.raises(RuleBroken, match=r"commitment\.withdrawn"):
            actions.change_commitment(open_act, world.opened, promise, what="Lain")


def test_the_page_of_the_session_leads_there_and_sends_once(world: World) -> None:
    client, promise = world.client("notulis"), world.promise_new
    url = address(world, promise)
    assert url in client.get(world.opened.get_absolute_url()).content.decode()
    form = client.get(url).content.decode()
    assert promise.what in form
    act_id = new_id()
    sent = {"act_id": str(act_id), "reason": WHY}
    receipts = [client.post(url, sent).headers["Act"] for _time in range(2)]
    assert receipts == [f"{act_id} done", f"{act_id} already"]
    assert Act.objects.filter(pk=act_id).count() == 1
    assert not Commitment.objects.filter(pk=promise.pk).exists()
    assert client.post(url, sent | {"act_id": str(new_id())}).status_code == 422


def test_the_page_keeps_what_was_typed_when_refused(world: World) -> None:
    with world.doing("kepala_puskesmas") as open_act:
        record_update(open_act, commitment=world.promise_new, text="Sudah dibuka")
    answer = world.client("notulis").post(
        address(world, world.promise_new), {"act_id": str(new_id()), "reason": WHY}
    )
    assert answer.status_code == 422 and WHY in answer.content.decode()


def test_a_chair_does_not_take_promises_back(world: World) -> None:
    assert world.client("chair").get(address(world, world.promise_new)).status_code == 403
