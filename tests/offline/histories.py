"""Random histories of devices without network, and what must be true when all of them have sent everything.

A step is (what, who, number, another number); everything that a step does follows from these and from what was before,
so a history that fails can be played again.
"""

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from mufakat.commitments.models import Commitment, Verdict
from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.directory.actions import end_assignment, record_assignment
from mufakat.journal.models import Act, Event, Head
from mufakat.journal.seals import verify
from mufakat.meetings import actions as meetings
from mufakat.meetings.models import Cause, Decision, Meeting, Note, Participant, Problem
from mufakat.meetings.queries import carried_into
from mufakat.offline import receiving
from mufakat.offline.actions import end_device, hear_from, leave_entry
from mufakat.offline.models import Device, Entry
from mufakat.site.checks import CHECKS
from tests.world import TODAY, World

from .device import Phone
from .writing import at

WRITERS = ("notulis", "kepala_puskesmas", "chair")
FACTS = (Note, Decision, Problem, Cause, Commitment, Verdict, Participant)
DONE = ("done", "already", "merged")
KEPT = ("conflict", "refused", "parked")


class History:
    def __init__(self, world: World) -> None:
        self.world, self.meeting = world, world.opened
        users = [world.users[who] for who in WRITERS]
        self.devices = [Phone(None, user) for user in users]  # type: ignore[arg-type]
        self.written: dict[UUID, tuple[Phone, dict[str, Any], str]] = {}
        self.said: dict[UUID, str] = {}
        self.before = {
            model: set(model._default_manager.values_list("pk", flat=True)) for model in FACTS
        }
        self.notes = [world.note.pk]
        self.problems: list[UUID] = []
        self.number = 0

    # -- what is written on a device -----------------------------------------------------------

    def write(self, device: Phone, path: str, typed: str, /, **fields: Any) -> UUID:
        act = device.write(path, **fields)
        self.written[act] = (device, device.waiting[-1], typed)
        return act

    def text(self, kind: str) -> str:
        self.number += 1
        return f"{kind} {self.number}"

    def note(self, device: Phone, n: int, m: int) -> None:
        text = self.text("Catatan")
        path = at(self.meeting, "catatan", "catat")
        self.notes.append(self.write(device, path, text, agenda_item=self.world.item.pk, text=text))

    def correct(self, device: Phone, n: int, m: int) -> None:
        """A note that this device may or may not have seen, perhaps one that nobody has sent yet."""
        text, note = self.text("Koreksi"), self.notes[n % len(self.notes)]
        path = at(self.meeting, "catatan", note, "ubah")
        self.write(device, path, text, text=text, base=1 + m % 2)

    def decide(self, device: Phone, n: int, m: int) -> None:
        text = self.text("Keputusan")
        path = at(self.meeting, "keputusan", "catat")
        self.write(device, path, text, agenda_item=self.world.item.pk, text=text)

    def problem(self, device: Phone, n: int, m: int) -> None:
        text = self.text("Masalah")
        self.problems.append(
            self.write(device, at(self.meeting, "masalah", "catat"), text, text=text)
        )

    def cause(self, device: Phone, n: int, m: int) -> None:
        if self.problems:
            text, of = self.text("Sebab"), self.problems[n % len(self.problems)]
            path = at(self.meeting, "masalah", of, "sebab", "catat")
            self.write(device, path, text, text=text, category="manusia")

    def promise(self, device: Phone, n: int, m: int) -> None:
        text, kua = self.text("Janji"), self.world.kua
        self.write(
            device,
            at(self.meeting, "komitmen", "catat"),
            text,
            what=text,
            owner_organisation=kua.name,
            owner_organisation_id=kua.pk,
            due_on="2026-09-01" if m % 4 else "2020-01-01",  # this one a rule refuses
        )

    def judge(self, device: Phone, n: int, m: int) -> None:
        path = at(self.meeting, "putusan", self.world.promise_waiting.pk, "beri")
        answer = ("dropped", "partly")[m % 2]
        self.write(device, path, "", verdict=answer, reason=self.text("Alasan"))

    def arrive(self, device: Phone, n: int, m: int) -> None:
        rows = list(self.meeting.participants.order_by("id").values_list("pk", flat=True))
        path = at(self.meeting, "pendaftaran", rows[n % len(rows)], "hadir")
        self.write(device, path + ("batal/" if m % 3 == 0 else ""), "")

    def guest(self, device: Phone, n: int, m: int) -> None:
        names = ("Ibu Sri Wahyuni", "Sri Wahyuni", "Pak Joko", "Rahmat")
        path = at(self.meeting, "pendaftaran", "tambah")
        self.write(device, path, "", name=names[n % 4])

    def old_form(self, device: Phone, n: int, m: int) -> None:
        text = self.text("Lama")
        path = ("/lama/catat/", at(self.meeting, "sahkan"))[m % 2]
        self.write(device, path, text, text=text)

    # -- what happens to it --------------------------------------------------------------------

    def send(self, device: Phone, n: int, m: int) -> None:
        """All of it, or a part; the answer comes, or it is lost after the commit, or comes twice."""
        part = device.waiting[: max(1, n)] if n % 2 else list(device.waiting)
        if m % 5 == 4 and len(part) > 1:  # in another order: another tab was faster
            part = part[1:] + part[:1]
        outcomes: dict[UUID, str] = {}
        for _time in range(1 + (m % 5 == 2)):
            outcomes = self.deliver(device, part)
        if m % 5 != 1:
            done = {act for act, outcome in outcomes.items() if outcome != "error"}
            device.waiting = [each for each in device.waiting if UUID(each["act"]) not in done]

    def deliver(self, device: Phone, part: list[dict[str, Any]]) -> dict[UUID, str]:
        row = Device.objects.filter(key=device.key).first() or self.meet(device)
        user = type(device.user).objects.select_related("person").get(pk=device.user.pk)
        receipts = receiving.deliver_all(user, part, device=row, skew=-device.off)
        outcomes = {r.act: r.outcome for r in receipts if r}
        for act, outcome in outcomes.items():
            self.stays(act, outcome)
        return outcomes

    def meet(self, device: Phone) -> Device:
        return hear_from(
            device.user,
            device.key,
            clock.now(),
            skew=-device.off,
            waiting=0,
            is_persistent=True,
            name="x",
            session_key="",
        )

    def stays(self, act: UUID, outcome: str) -> None:
        """A receipt is stable: done stays done, what waits is told in the same word."""
        first = self.said.setdefault(act, outcome)
        assert outcome == first or (first in DONE and outcome == "already"), (first, outcome)

    def crash(self, device: Phone, n: int, m: int) -> None:
        """Only what it had stored is there afterwards."""
        device.waiting = json.loads(json.dumps(device.waiting))

    def jump(self, device: Phone, n: int, m: int) -> None:
        device.off = timedelta(hours=(-9000, -24, 0, 1, 24, 9000)[n % 6])

    # -- what happens elsewhere ----------------------------------------------------------------

    def elsewhere(self, who: str, do: Callable[[Any], Any]) -> None:
        """An act of somebody with network; a rule may refuse it."""
        try:
            with self.world.doing(who) as open_act:
                do(open_act)
        except RuleBroken:
            pass

    def ratify(self, device: Phone, n: int, m: int) -> None:
        meeting = Meeting.objects.select_related("forum__region").get(pk=self.meeting.pk)
        for promise in carried_into(meeting):
            self.elsewhere(
                "notulis",
                lambda act, p=promise: meetings.give_verdict(  # type: ignore[misc]
                    act, meeting, commitment=p, verdict="dropped", reason="x"
                ),
            )
        self.elsewhere("chair", lambda act: meetings.ratify_meeting(act, meeting))

    def reopen(self, device: Phone, n: int, m: int) -> None:
        meeting = Meeting.objects.select_related("forum__region").get(pk=self.meeting.pk)
        self.elsewhere("chair", lambda act: meetings.reopen_meeting(act, meeting, reason="x"))

    def move_role(self, device: Phone, n: int, m: int) -> None:
        """The note-taker's right ends, or comes back."""
        world, user = self.world, self.world.users["notulis"]
        held = user.assignments.filter(valid_to=None).first()
        yesterday = TODAY - timedelta(days=1)
        if held:
            self.elsewhere("administrator", lambda act: end_assignment(act, held, on=yesterday))
        else:
            self.elsewhere(
                "administrator",
                lambda act: record_assignment(act, user=user, role="notulis", node=world.citarip),
            )

    def revoke(self, device: Phone, n: int, m: int) -> None:
        row = Device.objects.filter(key=device.key).first()
        if row and m % 3 == 0:
            self.elsewhere(device.user.username, lambda act: end_device(act, row))

    def settle(self, device: Phone, n: int, m: int) -> None:
        """Somebody decides about what waits."""
        entries = list(Entry.objects.filter(left_at=None).order_by("act_id"))
        if not entries:
            return
        entry = entries[n % len(entries)]
        if m % 3:
            receiving.again(self.world.users["chair"], entry, {"keep": ("mine", "theirs")[m % 2]})
        else:
            self.elsewhere("chair", lambda act: leave_entry(act, entry, reason="Tidak perlu"))

    # -- the end -------------------------------------------------------------------------------

    def finish(self) -> None:
        for device in self.devices:
            self.deliver(device, device.waiting)
            device.waiting = [e for e in device.waiting if self.said[UUID(e["act"])] == "error"]
        self.everything_is_somewhere()
        self.nothing_is_invented()
        self.replay_changes_nothing()
        assert list(verify(CHECKS)) == []

    def everything_is_somewhere(self) -> None:
        assert [device.waiting for device in self.devices] == [[], [], []]
        assert self.said.keys() == self.written.keys()
        acts = dict(Act.objects.filter(pk__in=self.written).values_list("pk", "by_id"))
        entries = {e.act_id: e for e in Entry.objects.all()}
        for act, (device, told, text) in self.written.items():
            if self.said[act] in DONE:
                assert acts[act] == str(device.user.pk) and act not in entries
            else:
                entry = entries[act]
                assert self.said[act] == entry.outcome in KEPT and act not in acts
                assert entry.user_id == device.user.pk and entry.path == told["path"]
                assert not text or text in [value for _label, value in entry.shown]
        assert len(acts) + len(entries) == len(self.written)
        outcomes = Counter(self.said.values())
        assert sum(outcomes[word] for word in KEPT) == len(entries)

    def nothing_is_invented(self) -> None:
        """Every new row was made by an act of the history, and every text was typed by somebody."""
        again = set(Entry.objects.values_list("again_id", flat=True))
        texts = {text for _device, _told, text in self.written.values()}
        texts.add("Kasus campak naik di Jamika.")
        for model in (Note, Decision, Problem, Cause):
            for row in model._default_manager.exclude(pk__in=self.before[model]):
                assert row.pk in self.written or row.pk in again
                assert row.text in texts
        for made in Commitment.objects.exclude(pk__in=self.before[Commitment]):
            assert (made.pk in self.written or made.pk in again) and made.what in texts
        assert Note.objects.get(pk=self.world.note.pk).text in texts

    def replay_changes_nothing(self) -> None:
        def state() -> list[Any]:
            counts = [model._default_manager.count() for model in (*FACTS, Act, Event, Entry)]
            return [counts, Head.objects.values_list("number", "seq", "digest").get()]

        before = state()
        for device in self.devices:
            all_of_it = [told for own, told, _text in self.written.values() if own is device]
            self.deliver(device, all_of_it)
            self.deliver(device, all_of_it[::-1])
        assert state() == before


STEPS = (
    *("note", "note", "correct", "correct", "decide", "problem", "cause", "promise", "judge"),
    *("arrive", "guest", "old_form", "send", "send", "send", "send", "crash", "jump"),
    *("ratify", "reopen", "move_role", "revoke", "settle", "settle"),
)


def play(world: World, steps: list[tuple[str, int, int, int]]) -> History:
    history = History(world)
    for what, who, n, m in steps:
        getattr(history, what)(history.devices[who], n, m)
    history.finish()
    return history
