"""A year of lokmin as its people do it, session by session, on the pages."""

from playwright.sync_api import expect

from mufakat.commitments.models import Commitment
from mufakat.directory.models import Person
from mufakat.meetings.models import Meeting
from mufakat.site.demo.stage import Row

from .hand import As, Hand
from .story import Story

TAPS = ("kept",)  # one tap on the report card; the others need a date, words or a reason


class Year:
    def __init__(self, story: Story, as_user: As) -> None:
        self.story = story
        self.as_user = as_user
        self.notulis = as_user("notulis")
        self.camat = as_user("camat")

    def meeting(self, tribulan: int) -> Meeting:
        return self.story.meeting(tribulan)

    # -- Before --------------------------------------------------------------------------------

    def plan(self, tribulan: int, days_before: str) -> None:
        """Day, hours, place and chair, from "Tugas saya"; then the members are invited."""
        data, who = self.story.files[tribulan]["meeting"], self.notulis
        self.story.now(days_before)
        meeting = self.meeting(tribulan)
        who.open("/")
        who.press(who.page.locator(f'main a.btn[href="{meeting.get_absolute_url()}"]'))
        who.follow("/ubah/")
        who.fill(
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            place=data["place"],
            chair=f"{self.person(data['chair'])} (Camat Bojongloa Kaler)",
            notulis=self.person(data["notulis"]),
        )
        assert who.page.locator('main [name="hosts"]:checked').count() == len(data["hosts"])
        who.saved()
        who.follow("/undangan/catat/")
        who.saved()

    # -- In the session ------------------------------------------------------------------------

    def open(self, tribulan: int) -> None:
        """From "Tugas saya" on the day itself."""
        who, meeting = self.notulis, self.meeting(tribulan)
        self.story.now(self.story.files[tribulan]["meeting"]["starts_at"])
        who.open("/")
        who.press(who.page.locator(f'main a.btn[href="{meeting.get_absolute_url()}"]'))
        who.press(who.page.locator('main form[action$="/buka/"] button'))

    def attend(self, tribulan: int) -> None:
        """The list, ticked as the data says; whoever is not listed but came is added as a guest."""
        who, rows = self.notulis, self.story.files[tribulan]["participant"]
        came = {str(self.person(r["person"])) for r in rows if r["present"]}
        who.follow("/kehadiran/catat/")
        # Most of those invited came: all of them by one tap, then those who did not.
        who.press(who.page.locator('main form[action$="/kehadiran/semua/"] button'))
        for box in who.page.locator('main [name="came"]').all():
            who.tick(box, on=box.locator("xpath=..").inner_text().strip() in came)
        who.saved()
        for row in rows:
            if not row["invited"]:
                self.guest(row)

    def guest(self, row: Row) -> None:
        who = self.notulis
        who.follow("/peserta/catat/")
        who.fill(
            person=self.person(row["person"]), organisation=self.organisation(row["organisation"])
        )
        who.saved()
        who.press(who.page.locator("main .actions a.btn.quiet").last)  # back to the session

    def say(self, tribulan: int, kind: str, number: int = 0) -> Row:
        row: Row = self.story.files[tribulan][kind][number]
        item = self.meeting(tribulan).agenda.get(key=row["step"])
        anchor = {"commitments": "#komitmen", "report_card": "#rapor"}.get(
            item.role, f"#acara-{item.position}"
        )
        self.notulis.say(anchor, row["text"], decision=kind == "decision")
        expect(self.notulis.page.locator(anchor)).to_contain_text(row["text"][:60])
        return row

    def promise(self, row: Row) -> Commitment | None:
        """One promise. A date after the budget year is asked about; what was typed is still there then."""
        who = self.notulis
        who.follow("/komitmen/catat/")
        who.fill(
            what=row["what"],
            owner_organisation=self.organisation(row["organisation"]),
            owner_person=self.person(row["person"]) if "person" in row else "",
            region=self.story.region(row["region"]),
            due_on=row["due_on"],
            amount_idr=row["amount_idr"],
            proof_asked=row["proof_asked"],
        )
        who.choose("funding_source", row["funding_source"])
        who.send()
        if row.get("due_after_year"):
            expect(who.page.locator("main .summary")).to_contain_text("2023")
            assert who.box("what").input_value() == row["what"]
            assert who.box("amount_idr").input_value() == str(row["amount_idr"])
            who.tick(who.box("due_confirmed"))
            who.send()
        made = Commitment.objects.filter(what=row["what"]).first()
        if made:
            self.story.stage.promises[row["key"]] = made.pk
        return made

    def promises(self, tribulan: int) -> None:
        for row in self.story.files[tribulan]["commitment"]:
            assert self.promise(row), self.notulis.text

    def judge(self, row: Row) -> None:
        promise = self.story.stage.promise(row["commitment"])
        verdict = row["verdict"]
        if verdict in TAPS:
            looked = self.person(row["checked_by"]) if "checked_by" in row else ""
            self.notulis.one_tap(promise, verdict, checked_by=looked)
        else:
            new = {name: row.get(name, "") for name in ("new_due_on", "new_what")}
            asked = row.get("due_after_year", False)
            self.notulis.judge(promise, verdict, after_year=asked, reason=row["reason"], **new)

    # -- Between and after ---------------------------------------------------------------------

    def report(self, tribulan: int, commitment: str, number: int = 0) -> Hand:
        """The owner tells how it stands, from "Tugas saya"."""
        rows = [r for r in self.story.files[tribulan]["update"] if r["commitment"] == commitment]
        row, promise = rows[number], self.story.stage.promise(commitment)
        self.story.now(row["on"])
        who: Hand = self.as_user(row["by"])
        who.open("/")
        expect(who.page.locator("main")).to_contain_text(promise.what)
        direct = who.page.locator(f'main a[href="{promise.get_absolute_url()}kabar/catat/"]')
        if direct.count():
            who.press(direct.first)
        else:
            who.follow(promise.get_absolute_url())
            who.follow("/kabar/catat/")
        who.fill(text=row["text"], progress=row["progress"])
        if row["says_done"]:
            who.tick(who.box("says_done"))
        who.saved()
        expect(who.page.locator(".timeline")).to_contain_text(row["text"])
        return who

    def ratify(self, tribulan: int, at: str = "") -> None:
        who, meeting = self.camat, self.meeting(tribulan)
        self.story.now(at or self.story.files[tribulan]["ratified"]["at"])
        who.open("/")
        who.press(who.page.locator(f'main a.btn[href="{meeting.get_absolute_url()}"]').first)
        who.follow("/sahkan/")
        who.saved()
        meeting.refresh_from_db()
        assert meeting.state == "ratified"

    # -- By the keys of the data ---------------------------------------------------------------

    def person(self, key: str) -> Person:
        return self.story.person(key)

    def organisation(self, key: str) -> str:
        return self.story.organisation(key).name
