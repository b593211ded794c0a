"""When a promise counts as kept: its proof was there, and a second person has looked where one must."""

from typing import Any

import pytest

from mufakat.commitments import actions, queries, rules
from mufakat.commitments.models import Check, Commitment, Evidence, Verdict
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.models import Person
from mufakat.journal.models import Event
from mufakat.meetings import actions as meetings
from tests.proofs import proof
from tests.world import World, came, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


def kept(world: World, promise: Commitment, who: str = "notulis", **more: Any) -> Verdict:
    with world.doing(who, wib(6, 26, 11)) as act:
        return meetings.give_verdict(act, world.opened, commitment=promise, verdict="kept", **more)


def refused(world: World, promise: Commitment, who: str = "notulis", **more: Any) -> str:
    before = Verdict.objects.count(), Check.objects.count(), Event.objects.count()
    with pytest.raises(RuleBroken) as broken:
        kept(world, promise, who, **more)
    assert before == (Verdict.objects.count(), Check.objects.count(), Event.objects.count())
    return broken.value.code


def promise_of(world: World, **fields: Any) -> Commitment:
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(**fields)
    world.promise_waiting.refresh_from_db()
    return world.promise_waiting


def report(world: World, promise: Commitment, who: str, **more: Any) -> Any:
    with world.doing(who, wib(6, 20)) as act:
        return actions.record_update(
            act, commitment=promise, text="Sudah dilatih.", says_done=True, **more
        )


def check(world: World, promise: Commitment, who: str, *, adequate: bool = True) -> Check:
    with world.doing(who, wib(6, 21)) as act:
        return actions.record_check(
            act, commitment=promise, adequate=adequate, reason="" if adequate else "Foto buram"
        )


def test_proof_that_was_asked_for_is_there(world: World) -> None:
    promise = promise_of(world, proof_asked="Daftar hadir")
    assert refused(world, promise) == "verdict.no_proof"
    verdict = kept(world, promise, proof_seen=True)
    assert verdict.proof_seen


def test_proof_that_was_sent_counts_until_it_is_withdrawn(world: World) -> None:
    promise = promise_of(world, proof_asked="Daftar hadir")
    report(world, promise, "partner", proofs=[proof()])
    evidence = Evidence.objects.get()
    with world.doing("partner") as act:
        actions.withdraw_evidence(act, evidence, reason="Ada nama pasien")
    assert refused(world, promise) == "verdict.no_proof"
    report(world, promise, "partner", proofs=[proof()])
    assert not kept(world, promise).proof_seen


def test_other_verdicts_need_no_proof(world: World) -> None:
    promise = promise_of(world, proof_asked="Daftar hadir", priority="high")
    with world.doing("notulis", wib(6, 26, 11)) as act:
        meetings.give_verdict(act, world.opened, commitment=promise, verdict="partly", reason="x")


def test_at_high_priority_a_second_person_looks(world: World) -> None:
    promise = promise_of(world, priority="high")
    assert refused(world, promise) == "verdict.not_checked"
    with pytest.raises(RuleBroken, match=r"check\.nothing_yet"):
        check(world, promise, "chair")
    report(world, promise, "partner")
    check(world, promise, "chair")
    kept(world, promise)


def test_a_check_is_of_what_stood_then(world: World) -> None:
    """What is reported, sent or taken back afterwards has been seen by nobody."""
    promise = promise_of(world, priority="high")
    report(world, promise, "partner", proofs=[proof()])
    check(world, promise, "chair")
    with world.doing("partner", wib(6, 22)) as act:
        actions.record_update(act, commitment=promise, text="Ternyata batal.", progress=10)
    assert refused(world, promise) == "verdict.not_checked"
    with world.doing("chair", wib(6, 23)) as act:
        actions.record_check(act, commitment=promise, adequate=True)
    with world.doing("partner", wib(6, 24)) as act:
        actions.withdraw_evidence(act, Evidence.objects.get(), reason="Ada nama pasien")
    assert refused(world, promise) == "verdict.not_checked"


def test_who_reported_earlier_does_not_check_either(world: World) -> None:
    report(world, world.promise_waiting, "notulis")
    with world.doing("partner", wib(6, 21)) as act:
        actions.record_update(act, commitment=world.promise_waiting, text="Tinggal foto.")
    with pytest.raises(RuleBroken, match=r"check\.reporter"):
        check(world, world.promise_waiting, "notulis")


def test_who_judges_his_own_promise_names_a_second_person(world: World) -> None:
    """Dewi holds office at Citarip: what Citarip promised is not hers to close alone."""
    promise = promise_of(world, owner_organisation=world.citarip)
    assert refused(world, promise) == "verdict.not_checked"
    assert refused(world, promise, checked_by=world.people["head"]) == "check.owner"
    kept(world, promise, checked_by=world.people["camat"])
    looked = Check.objects.get()
    assert (looked.who, looked.adequate) == ("Asep Gunawan, S.IP", True)
    assert looked.session_label == world.opened.title


@pytest.mark.parametrize("listed", [False, True])
def test_who_was_not_in_the_session_did_not_look_there(world: World, listed: bool) -> None:
    promise = promise_of(world, priority="high")
    elsewhere = world.people["neighbour"]
    if listed:  # invited, and did not come
        with world.doing("notulis", wib(6, 26, 9)) as act:
            meetings.record_participant(act, world.opened, person=elsewhere, present=False)
    assert refused(world, promise, checked_by=elsewhere) == "verdict.second_not_there"
    answer = tap(world, promise, proof_seen="on", checked_by=str(elsewhere.pk))
    assert answer.status_code == 422 and "daftar hadir" in answer.content.decode()
    came(world, elsewhere)
    kept(world, promise, checked_by=elsewhere)


def test_the_chair_judges_what_others_promised(world: World) -> None:
    kept(world, promise_of(world, owner_organisation=world.citarip), "chair")


@pytest.mark.parametrize(
    ("who", "code"), [("partner", "check.owner"), ("notulis", "check.reporter"), ("chair", "")]
)
def test_nobody_checks_himself(world: World, who: str, code: str) -> None:
    report(world, world.promise_waiting, "notulis")
    if code:
        with pytest.raises(RuleBroken) as broken:
            check(world, world.promise_waiting, who)
        assert broken.value.code == code
    else:
        assert check(world, world.promise_waiting, who).adequate


def test_a_person_who_reported_by_his_own_login_cannot_be_named(world: World) -> None:
    promise = promise_of(world, priority="high")
    report(world, promise, "chair")
    camat: Person = world.people["camat"]
    assert refused(world, promise, checked_by=camat) == "check.reporter"


def test_what_is_not_adequate_runs_again(world: World) -> None:
    update = report(world, world.promise_waiting, "partner")
    assert queries.reported_done([world.promise_waiting.pk])
    check(world, world.promise_waiting, "chair", adequate=False)
    assert not queries.reported_done([world.promise_waiting.pk])
    update.refresh_from_db()
    assert not update.says_done
    assert refused(world, world.promise_waiting) == "verdict.not_checked"
    told = world.client("partner").get(world.promise_waiting.get_absolute_url()).content.decode()
    assert "Foto buram" in told
    assert "Sudah dilatih." in told
    report(world, world.promise_waiting, "partner")
    check(world, world.promise_waiting, "chair")
    kept(world, world.promise_waiting)


def test_not_adequate_needs_a_reason(world: World) -> None:
    with pytest.raises(RuleBroken) as broken, world.doing("chair") as act:
        actions.record_check(act, commitment=world.promise_waiting, adequate=False, reason=" ")
    assert broken.value.code == "check.no_reason"


def test_a_closed_promise_is_not_checked(world: World) -> None:
    with pytest.raises(RuleBroken) as broken:
        check(world, world.promise_kept, "chair")
    assert broken.value.code == "commitment.closed"


# -- By the page ---------------------------------------------------------------------------------


def tap(world: World, promise: Commitment, **fields: Any) -> Any:
    url = f"{world.opened.get_absolute_url()}putusan/{promise.pk}/beri/"
    sent = {"act_id": str(new_id()), "verdict": "kept", **fields}
    return world.client("notulis").post(url, sent)


def test_one_tap_is_enough_when_nothing_is_missing(world: World) -> None:
    assert tap(world, world.promise_waiting).status_code == 303


def test_one_tap_may_say_that_the_proof_was_seen(world: World) -> None:
    """The button says so, once proof was asked for and none is there; nothing is claimed of other verdicts."""
    offered, client = 'name="proof_seen" value="on"', world.client("notulis")
    assert offered not in client.get(world.opened.get_absolute_url()).content.decode()
    promise = promise_of(world, proof_asked="Daftar hadir")
    assert offered in client.get(world.opened.get_absolute_url()).content.decode()
    report(world, promise, "partner", proofs=[proof()])
    assert offered not in client.get(world.opened.get_absolute_url()).content.decode()
    gone = {"withdrawn_at": wib(6, 25), "withdrawn_by": "x", "withdrawn_reason": "x"}
    Evidence.objects.update(**gone, file="", thumb="")
    assert tap(world, promise, verdict="partly", reason="x", proof_seen="on").status_code == 303
    assert not Verdict.objects.get(commitment=promise).proof_seen


def test_one_tap_leads_to_the_form_when_something_is_missing(world: World) -> None:
    promise = promise_of(world, proof_asked="Daftar <hadir>", priority="high")
    answer = tap(world, promise)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'name="proof_seen"' in page
    assert 'name="checked_by"' in page
    assert "Daftar &lt;hadir&gt;" in page
    assert tap(world, promise, proof_seen="on").status_code == 422
    named = str(world.people["camat"])
    assert tap(world, promise, proof_seen="on", checked_by=named).status_code == 303
    assert Verdict.objects.get(commitment=promise).proof_seen


def test_the_page_of_a_check(world: World) -> None:
    url = f"{world.promise_waiting.get_absolute_url()}periksa/"
    report(world, world.promise_waiting, "partner")
    client, act_id = world.client("chair"), str(new_id())
    assert client.post(url, {"act_id": act_id, "adequate": "no"}).status_code == 422
    sent = {"act_id": act_id, "adequate": "no", "reason": "Tanpa daftar hadir"}
    assert client.post(url, sent).status_code == 303
    assert client.post(url, sent).status_code == 303  # arrives twice
    assert Check.objects.get().reason == "Tanpa daftar hadir"
    assert world.client("sector_member").post(url, sent).status_code in (403, 404)


@pytest.mark.parametrize(
    ("priority", "own_hand", "inadequate", "needed"),
    [
        ("normal", False, False, False),
        ("high", False, False, True),
        ("normal", True, False, True),
        ("normal", False, True, True),
    ],
)
def test_needs_second(priority: str, own_hand: bool, inadequate: bool, needed: bool) -> None:
    assert rules.needs_second(priority, own_hand=own_hand, inadequate=inadequate) is needed


@pytest.mark.parametrize(
    ("state", "asked", "done", "unchecked", "holder"),
    [
        ("kept", True, True, True, "nobody"),
        ("open", False, False, False, "owner"),
        ("open", False, False, True, "owner"),
        ("open", True, False, True, "session"),
        ("open", False, True, False, "session"),
        ("open", False, True, True, "checker"),
    ],
)
def test_who_has_the_ball(
    state: str, asked: bool, done: bool, unchecked: bool, holder: str
) -> None:
    found = rules.holder(state, asked=asked, reported_done=done, unchecked=unchecked)
    assert found == holder
