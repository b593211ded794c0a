"""One forum with ten years behind it, for `nation.py`: who sits in it, what was promised, what became of it."""

import random
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from mufakat.commitments.models import Commitment, Update, Verdict
from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.core.periods import Tribulan
from mufakat.directory.models import (
    Facility,
    Forum,
    Membership,
    Office,
    Organisation,
    Person,
    Region,
)
from mufakat.directory.queries import sectors
from mufakat.journal.models import Event, EventAbout
from mufakat.meetings import queries
from mufakat.meetings.models import (
    AgendaItem,
    Cycle,
    Decision,
    Meeting,
    Minutes,
    Note,
    Participant,
    Resolution,
)

from .sizes import BATCH, MAIN, Size, at, session_days


class ForumOfYears:
    """One forum with its members, sessions and promises, gathered in lists and written at once."""

    def __init__(self, region: Region, size: Size, draw: random.Random, number: int = 1) -> None:
        self.region, self.size, self.draw = region, size, draw
        self.mark = f" {number}" if number > 1 else ""  # of several in one kecamatan
        self.rows: dict[type[Any], list[Any]] = {}
        self.verdicts: dict[Any, list[Verdict]] = {}
        self.meetings: list[Meeting] = []
        self.seq = Event.objects.count()

    def add(self, row: Any) -> Any:
        self.rows.setdefault(type(row), []).append(row)
        return row

    def write(self) -> None:
        with transaction.atomic():
            self._members()
            self._sessions()
            for model, rows in self.rows.items():
                model._default_manager.bulk_create(rows, batch_size=BATCH)
            self._minutes()

    def longest(self) -> Commitment:
        """The promise with the longest way."""
        key = max(self.verdicts, key=lambda pk: len(self.verdicts[pk]))
        return Commitment.objects.get(pk=key)

    # -- Who sits in it ------------------------------------------------------------------------

    def _members(self) -> None:
        region = self.region
        self.puskesmas = Facility(
            name=f"UPT Puskesmas {region.name}{self.mark}",
            sector="kesehatan",
            region=region,
            region_path=region.path,
            kind="puskesmas",
        )
        self.puskesmas.path = f"{self.puskesmas.id}."
        self.puskesmas.save()
        for kind, n in (("pustu", 2), ("posyandu", 30 if self.size is MAIN else 4)):
            for i in range(n):
                below = Facility(
                    name=f"{kind.title()} {region.name} {i + 1}",
                    sector="kesehatan",
                    region=region,
                    region_path=region.path,
                    parent=self.puskesmas,
                    kind=kind,
                )
                below.path = f"{self.puskesmas.path}{below.id}."
                below.save()
        self.forum = Forum(
            name=f"Lokmin lintas sektor {region}{self.mark}",
            kind="lokmin_lintas_sektor",
            region=region,
            region_path=region.path,
        )
        self.forum.path = f"{self.forum.pk}."
        self.forum.save()
        self.owners = [self._owner(code, title) for code, title in sectors()[1:20]]
        names = ("Dewi Lestari", "Asep Sunandar", "Siti Aminah", "Yohanes Bere", "Rina Marlina")
        self.people = []
        for i in range(self.size.people):
            person = self.add(Person(name=f"{names[i % 5]} {i + 1}", nip=f"1980010120060410{i:02}"))
            body = self.puskesmas if i == 0 else self.owners[i % len(self.owners)]
            title = f"Kepala {body}"[:120]
            self.people.append((person, body, title))
            self.add(Office(person=person, organisation=body, title=title))
            role = "host" if i == 0 else "chair" if i == 1 else "member"
            self.add(Membership(forum=self.forum, organisation=body, person=person, role=role))

    def _owner(self, code: str, title: str) -> Organisation:
        body = Organisation(
            name=f"{title} {self.region}"[:200],
            sector=code,
            region=self.region,
            region_path=self.region.path,
        )
        body.path = f"{body.pk}."
        return self.add(body)

    # -- What it did ---------------------------------------------------------------------------

    def _sessions(self) -> None:
        sessions = session_days(clock.today(), self.size.monthly)
        days = [day for day, _of_cycle in sessions]
        cycles: dict[int, Cycle] = {}
        open_ones: list[Commitment] = []
        for n, (day, of_cycle) in enumerate(sessions):
            tribulan = Tribulan.of(day)
            cycle = cycles.get(tribulan.year)
            if cycle is None:
                cycle = cycles[tribulan.year] = self.add(
                    Cycle(forum=self.forum, year=tribulan.year)
                )
            meeting = self._meeting(
                cycle if of_cycle else None, tribulan, day, ratified=n < len(days) - 1
            )
            items = self._minutes_of(meeting)
            if meeting.is_ratified:
                open_ones = [c for c in open_ones if not self._judge(c, meeting, day, days[n + 1])]
            few = n == len(days) - 2  # so that about twenty are carried into the open session
            count = 16 if few else 20 if n == len(days) - 1 else self.size.promises
            due = (days[n + 1] if n + 1 < len(days) else day + timedelta(days=80)) - timedelta(10)
            open_ones += [self._promise(meeting, items, day, due, i) for i in range(count)]
        last = Tribulan.of(days[-1])
        for number in range(last.number + 1, 5):
            self._meeting(cycles[last.year], Tribulan(last.year, number), None, ratified=False)
        self.meetings = [m for m in self.rows[Meeting] if m.starts_at]

    def _meeting(
        self, cycle: Cycle | None, tribulan: Tribulan, day: date | None, *, ratified: bool
    ) -> Meeting:
        label = f"Lokakarya mini tribulanan {tribulan.roman} {tribulan.year}, {self.region}"
        if cycle is None:
            label = f"Lokakarya mini bulanan {day}, {self.region}"
        meeting = self.add(
            Meeting(
                forum=self.forum,
                cycle=cycle,
                kind="LM-T1" if tribulan.number == 1 else "LM-TR",
                protocol_version=queries.protocol("LM-TR")["version"],
                tribulan=tribulan.number if cycle else None,
                title=label,
                starts_at=at(day, 1) if day else None,
                ends_at=at(day, 5) if day else None,
                timezone=self.region.timezone,
                place=f"Aula kantor {self.region}" if day else "",
                region=self.region,
                funding_source="bok",
                chair="Camat",
                notulis="Notulis",
                state="ratified" if ratified else "open" if day else "planned",
                edition=1 if ratified else 0,
                ratified_at=at(day, 9) if ratified and day else None,
                ratified_by="Camat" if ratified else "",
            )
        )
        hosts = Meeting.hosts.through  # as the plan writes it
        self.add(hosts(meeting=meeting, organisation_id=self.puskesmas.pk))
        return meeting

    def _minutes_of(self, meeting: Meeting) -> dict[str, AgendaItem]:
        items = {}
        for position, step in enumerate(queries.protocol(meeting.kind)["step"], start=1):
            item = AgendaItem(
                meeting=meeting,
                position=position,
                key=step["key"],
                phase=step["phase"],
                role=step["role"],
                title=step["title_id"],
                hint=step.get("hint_id", ""),
                minutes=step.get("minutes"),
            )
            items[step["role"]] = self.add(item)
            for i in range(self.size.notes):
                self.add(
                    Note(
                        meeting=meeting,
                        agenda_item=item,
                        text=f"{step['title_id']}: dibahas bersama lintas sektor, catatan {i + 1}. "
                        "Capaian bulan lalu dibacakan, hambatan dicatat, usul ditanggapi peserta.",
                        at=meeting.starts_at,
                        by_name="Notulis",
                    )
                )
        if self.size.notes:
            self.add(
                Decision(
                    meeting=meeting,
                    agenda_item=items["commitments"],
                    text="Disepakati bahwa setiap sektor melaporkan janjinya sebelum rapat berikutnya.",
                    at=meeting.starts_at,
                    by_name="Notulis",
                )
            )
        for i, (person, body, title) in enumerate(self.people[: self.size.participants]):
            self.add(
                Participant(
                    meeting=meeting,
                    person=person,
                    organisation=body,
                    name=person.name,
                    title=title,
                    sector=body.sector,
                    invited=i % 15 != 14,
                    present=i % 4 != 3,
                )
            )
        return items

    def _promise(
        self, meeting: Meeting, items: dict[str, AgendaItem], day: date, due: date, n: int
    ) -> Commitment:
        owner = self.owners[n % len(self.owners)]
        made = self.add(
            Commitment(
                forum=self.forum,
                what=f"Menggerakkan warga RW {n + 1:02} ke Posyandu dan melaporkan sasaran yang tidak hadir",
                owner_organisation=owner,
                sector=owner.sector,
                region=self.region,
                region_path=self.region.path,
                due_on=due,
                amount_idr=(n + 1) * 150_000 if n % 3 else None,
                funding_source="bok" if n % 3 else "",
                proof_asked="Daftar hadir dan foto kegiatan",
                state="open",
                made_on=day,
                source_kind="meeting",
                source_id=str(meeting.pk),
                source_label=meeting.title,
            )
        )
        self.verdicts[made.pk] = []
        self.add(Resolution(meeting=meeting, agenda_item=items["commitments"], commitment=made))
        if meeting.is_ratified:
            self._report(made, day, n)
        self._tell("commitment.recorded", made, meeting, {"what": made.what, "owner": str(owner)})
        return made

    def _report(self, made: Commitment, day: date, n: int) -> None:
        for i in range(1 + n % 2 if self.size.told else n % 2):
            self.add(
                Update(
                    commitment=made,
                    text=f"Sudah dilaksanakan di {i + 2} dari 5 lokasi, sisanya bulan depan.",
                    progress=40 + 20 * i,
                    at=at(day + timedelta(days=20 + 15 * i), 3),
                    by_id="",
                    by_name="Pelapor",
                )
            )

    def _judge(self, made: Commitment, meeting: Meeting, day: date, following: date) -> bool:
        """A verdict of this session; True if it closes the promise."""
        answer = self.draw.choices(
            ("kept", "partly", "dropped", "continued", "changed"), (60, 12, 6, 18, 4)
        )[0]
        before, closes = made.due_on, answer in ("kept", "partly", "dropped")
        if closes:
            made.state = answer
        else:
            made.due_on = following - timedelta(days=10)
        verdict = self.add(
            Verdict(
                commitment=made,
                forum=self.forum,
                session_id=str(meeting.pk),
                session_label=meeting.title,
                session_on=day,
                session_at=meeting.starts_at,
                verdict=answer,
                reason=""
                if answer == "kept"
                else "Dana dan tenaga belum mencukupi pada tribulan ini",
                due_before=before,
                due_after=made.due_on,
                what_before=made.what,
                what_after=made.what,
                sector=made.sector,
                region_path=made.region_path,
                given_at=at(day, 3),
                given_by="Camat",
            )
        )
        self.verdicts[made.pk].append(verdict)
        if self.size.told:
            words = {"what": made.what, "verdict": answer, "form": answer, "reason": verdict.reason}
            self._tell("verdict.given", made, meeting, words)
        return closes

    def _tell(self, verb: str, made: Commitment, meeting: Meeting, data: dict[str, Any]) -> None:
        self.seq += 1
        event = self.add(
            Event(
                seq=self.seq,
                act_id=new_id(),
                at=meeting.starts_at,
                by_name="Notulis",
                verb=verb,
                subject_kind="commitment",
                subject_id=str(made.pk),
                data=data,
                digest="0" * 64,
            )
        )
        shown = (("commitment", made), ("meeting", meeting), ("forum", self.forum))
        for kind, thing in shown if self.size.told else shown[:1]:
            self.add(EventAbout(event=event, kind=kind, thing_id=str(thing.pk)))

    def _minutes(self) -> None:
        """The frozen copy of the last ratified session, as the PDF needs it."""
        if self.size is not MAIN:
            return
        from mufakat.meetings import snapshot

        meeting = Meeting.objects.select_related("forum__region", "region").get(
            pk=self.meetings[-2].pk
        )
        frozen = snapshot.of_meeting(meeting)
        Minutes.objects.create(
            meeting=meeting,
            edition=1,
            ratified_at=meeting.ratified_at,
            ratified_by="Camat",
            snapshot=frozen,
            digest="0" * 64,
        )
