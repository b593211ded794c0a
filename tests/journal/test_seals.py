"""Whatever is altered, removed or put in behind the journal's back is found, and named."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.utils import translation

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_person
from mufakat.journal import rules, seals
from mufakat.journal.actions import act, act_values, event_values
from mufakat.journal.models import Act, Cursor, Event, EventAbout, Head, Seal
from mufakat.journal.seals import seal_days, verify
from mufakat.journal.worker import work_once

NOON = datetime(2026, 3, 1, 5, tzinfo=UTC)  # noon of Jakarta


def write(on: datetime, name: str = "Sari") -> Act:
    """An act with two events at this instant."""
    with act(new_id(), by=None, at=on, made_at=on, via="cli") as open_act:
        person = record_person(open_act, name=name)
        open_act.note("person.changed", person, name=name)
    return Act.objects.get(pk=open_act.row.pk)


def forge_event() -> None:
    seq = (Event.objects.order_by("-seq").values_list("seq", flat=True)[0]) + 1
    last = Act.objects.order_by("-number")[0]
    event = Event(
        seq=seq,
        act_id=last.pk,
        at=NOON,
        verb="person.changed",
        subject_kind="person",
        subject_id="1",
    )
    event.digest = rules.digest_of(event_values(event))
    event.save(force_insert=True)


def forge_event_as_the_end() -> None:
    forge_event()
    Head.objects.update(seq=11)


def cut_the_end() -> None:
    """The newest act with all that it did, before the night and before anybody read it."""
    Event.objects.filter(seq__gt=8).delete()
    Act.objects.filter(number=5).delete()


def index(seq: int) -> "QuerySet[EventAbout]":
    return EventAbout.objects.filter(event=seq)


def put_into_a_history() -> None:
    EventAbout.objects.create(event_id=3, kind="forum", thing_id="7")


def forge_last_act() -> None:
    """An act without events at the end, chained as it should be."""
    last = Act.objects.get(number=5)
    forged = Act(id=new_id(), number=6, via="web", made_at=NOON, received_at=NOON)
    forged.event_digests = []
    forged.digest = rules.act_digest(last.digest, act_values(forged), [])
    forged.save(force_insert=True)


def forge_act() -> None:
    Act.objects.create(id=new_id(), via="web", made_at=NOON, received_at=NOON)


def alter_with_its_digest() -> None:
    event = Event.objects.get(seq=3)
    event.data = {"name": "Tono"}
    event.digest = rules.digest_of(event_values(event))
    event.save()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda: Event.objects.filter(seq=3).update(data={"name": "Tono"}), "event 3 "),
        (lambda: Event.objects.filter(seq=3).update(verb="person.ended"), "event 3 "),
        (lambda: Event.objects.filter(seq=3).update(by_name="Budi"), "event 3 "),
        (lambda: Event.objects.filter(seq=3).update(at=NOON), "event 3 "),
        (lambda: Event.objects.filter(seq=3).update(subject_id="1"), "event 3 "),
        (alter_with_its_digest, "event 3 (person.recorded): altered together with its digest"),
        (lambda: Event.objects.filter(seq=3).update(about=[]), "event 3 "),
        (lambda: Event.objects.filter(seq=3).update(about=[["forum", "1"]]), "event 3 "),
        (lambda: Event.objects.filter(seq=3).delete(), "event 3: removed"),
        (lambda: Event.objects.filter(seq=10).delete(), "act 5 "),
        (lambda: Event.objects.filter(seq__gt=8).delete(), "act 5 "),
        (forge_event, "event 11 (person.changed): inserted after the end"),
        (forge_event_as_the_end, "event 11 (person.changed): altered together with its digest"),
        (lambda: Act.objects.filter(number=3).update(by_name="Budi"), "act 3 "),
        (lambda: Act.objects.filter(number=3).update(made_at=NOON), "act 3 "),
        (lambda: Act.objects.filter(number=3).update(via="api"), "act 3 "),
        (lambda: Act.objects.filter(number=3).delete(), "act number 3: removed"),
        (lambda: Act.objects.filter(number=5).delete(), "event 9 "),
        (lambda: Act.objects.filter(number__in=(2, 3)).delete(), "act number 2: removed (to 3)"),
        (forge_act, "inserted"),
        (forge_last_act, "act 6 "),
        (cut_the_end, "event 9: removed (to 10)"),
        (cut_the_end, "act number 5: removed"),
        (lambda: Act.objects.filter(number=3).update(event_digests=[]), "act 3 "),
        (lambda: Act.objects.filter(number=3).update(event_digests=None), "act 3 "),
        (lambda: Act.objects.filter(number=3).update(event_digests=["0" * 64] * 2), "act 3 "),
        (lambda: Act.objects.filter(number=3).update(asked="0" * 64), "act 3 "),
        (lambda: Head.objects.all().delete(), "head of the journal: removed"),
        (lambda: Head.objects.update(digest="0" * 64), "head of the journal: altered"),
        (lambda: Head.objects.update(number=4, seq=8), "act 5 "),
        (
            lambda: index(3).delete(),
            "event 3 (person.recorded): removed from the history of person",
        ),
        (lambda: index(3).update(thing_id="1"), "event 3 (person.recorded): put into the history"),
        (lambda: index(3).update(event=4), "event 4 (person.changed): put into the history of per"),
        (put_into_a_history, "event 3 (person.recorded): put into the history of forum 7"),
        (lambda: Act.objects.filter(number=5).update(number=6), "act number 5: removed"),
    ],
)
def test_one_row(five_days: None, harm: Callable[[], object], said: str) -> None:
    assert list(verify()) == []
    harm()
    found = list(verify())
    assert any(said in sentence for sentence in found), found


def rewrite_history() -> None:
    """What somebody with the whole database and this code could do: alter, and make the chain fit again."""
    Event.objects.filter(seq=3).update(data={"name": "Tono"})
    previous = rules.FIRST
    for row in Act.objects.order_by("number"):
        digests = []
        for event in Event.objects.filter(act_id=row.pk).order_by("seq"):
            event.digest = rules.digest_of(event_values(event))
            event.save()
            digests.append(event.digest)
        row.event_digests = digests
        row.digest = previous = rules.act_digest(previous, act_values(row), digests)
        row.save()
    Head.objects.update(digest=previous)


def test_a_rewritten_history_breaks_the_seal(five_days: None) -> None:
    seal_days()
    rewrite_history()
    found = list(verify())
    assert found and all("seal of 2026-03-0" in sentence for sentence in found)
    assert "acts 2 to 2" in found[0]


def test_the_end_cut_off_breaks_the_seal(five_days: None) -> None:
    """Also when the head is put back, too."""
    seal_days()
    cut_the_end()
    Head.objects.update(number=4, seq=8, digest=Act.objects.get(number=4).digest)
    [said] = verify()
    assert "seal of 2026-03-05" in said and "1 missing" in said


def test_the_end_cut_off_before_the_night_is_seen_by_its_readers(five_days: None) -> None:
    work_once({})
    cut_the_end()
    Head.objects.update(number=4, seq=8, digest=Act.objects.get(number=4).digest)
    assert list(verify()) == ["events 9 to 10: removed, though “reactions” has read them"]
    assert Cursor.objects.get().seq == 10


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its foreign keys")
@pytest.mark.django_db(transaction=True)
def test_an_index_that_tells_of_nothing() -> None:
    for day in range(2):
        write(NOON + timedelta(days=day))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("DELETE FROM journal_event WHERE seq = 3")
        found = list(verify())
        EventAbout.objects.filter(event_id=3).delete()
        cursor.execute("PRAGMA foreign_keys = ON")
    assert "event 3: removed" in found
    assert "index of histories: tells of event 3, which is not there" in found


def test_what_was_cut_off_is_not_written_over(five_days: None) -> None:
    """The next act does not take the numbers of those that were removed."""
    cut_the_end()
    assert write(NOON + timedelta(days=6)).number == 6
    found = list(verify())
    assert "act number 5: removed" in found and "event 9: removed" in found


def test_the_rooms_above_prove_their_own(five_days: None) -> None:
    assert list(verify([lambda: ["minutes: altered"], list])) == ["minutes: altered"]


def test_an_act_that_ends_meanwhile_is_not_taken_for_a_forgery(five_days: None) -> None:
    found = verify([lambda: ["began"]])
    upto = Head.objects.get()
    assert upto.number == 5
    first = seals._verify_acts(upto)
    write(NOON + timedelta(days=6))
    assert list(first) == list(seals._verify_events(upto)) == list(seals._verify_index(upto)) == []
    assert list(found) == ["began"]


@pytest.mark.parametrize(
    "harm",
    [
        lambda: Seal.objects.filter(day=date(2026, 3, 3)).update(digest="0" * 64),
        lambda: Seal.objects.filter(day=date(2026, 3, 3)).delete(),
        lambda: Seal.objects.filter(day=date(2026, 3, 3)).update(acts=F("acts") + 1),
    ],
)
def test_an_altered_seal(five_days: None, harm: Callable[[], object]) -> None:
    seal_days()
    harm()
    assert list(verify())


def unsealed(*days: int) -> list[str]:
    return [f"no seal for the day 2026-03-{d:02} (act {d}): it was removed" for d in days]


@pytest.mark.parametrize("gone", [(1,), (3,), (5,), (1, 2), (2, 4), (4, 5), (1, 2, 3, 4, 5)])
def test_a_removed_seal(five_days: None, gone: tuple[int, ...]) -> None:
    """Each by its day, no other is blamed, and the next nights do not make it anew."""
    seal_days()
    Seal.objects.filter(day__day__in=gone).delete()
    assert list(verify()) == unsealed(*gone)
    assert seal_days() == []
    write(NOON + timedelta(days=7))
    assert [seal.day.day for seal in seal_days()] == [8]
    assert list(verify()) == unsealed(*gone)


def test_a_removed_seal_hides_no_altered_one(five_days: None) -> None:
    seal_days()
    Seal.objects.filter(day=date(2026, 3, 2)).delete()
    Seal.objects.filter(day=date(2026, 3, 3)).update(digest="0" * 64)
    said = list(verify())
    assert said[0] == unsealed(2)[0]
    assert said[1].startswith("seal of 2026-03-03: the acts 3 to 3 are not those")


def test_the_last_seal_exchanged(five_days: None) -> None:
    """Rewritten with the history and the head's end; the mark of the last seal was forgotten."""
    seal_days()
    rewrite_history()
    Seal.objects.all().delete()
    mark = Head.objects.values("sealed_through", "sealed_number", "sealed_digest").get()
    Head.objects.update(sealed_through=None, sealed_number=0, sealed_digest="")
    seal_days()
    Head.objects.update(**mark)
    assert list(verify()) == ["seal of 2026-03-05: not the one that was made"]


def test_seal_and_acts_removed(five_days: None) -> None:
    seal_days()
    cut_the_end()
    Seal.objects.filter(day=date(2026, 3, 5)).delete()
    Head.objects.update(number=4, seq=8, digest=Act.objects.get(number=4).digest)
    assert [*verify()] == ["no seal for the day 2026-03-05: it was removed, and its acts too"]


def test_a_day_without_seal(db: None) -> None:
    """Yesterday may wait for its night; older days wait for nothing, unless nobody ever sealed here."""
    today = datetime.now(UTC)
    for ago in (4, 3, 2, 1, 0):
        write(today - timedelta(days=ago))
    assert list(verify()) == []
    day = (today - timedelta(days=4)).astimezone(seals.ZONE).date()
    assert len(seal_days(until=day + timedelta(days=1))) == 1
    waiting = "no seal for the day {} (act {}): not sealed yet: run mufakat seal"
    with translation.override("en"):
        assert list(verify()) == [
            waiting.format(day + timedelta(days=1), 2),
            waiting.format(day + timedelta(days=2), 3),
        ]
    seal_days(until=day + timedelta(days=3))
    assert list(verify()) == []


def test_an_act_that_ends_while_the_worker_seals_keeps_the_mark(
    five_days: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = rules.act_digest
    monkeypatch.setattr(rules, "act_digest", lambda *a: seal_days() and chain(*a))
    write(NOON + timedelta(days=6))
    head = Head.objects.get()
    assert (head.sealed_through, head.sealed_number) == (date(2026, 3, 5), 5)
    assert head.sealed_digest == Seal.objects.get(day=date(2026, 3, 5)).digest
    assert head.number == 6
