"""The demonstration: the seed texts played through the actions, and the door by which people enter it.

The lokmin (seed 4) is held from 2023 to its third quarter of 2024; the other four texts are told in `TestStories`.
"""

from collections import Counter
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client, TestCase

from mufakat.commitments.jobs import differences
from mufakat.commitments.models import Commitment, Tally, Verdict
from mufakat.directory.actions import record_user
from mufakat.directory.models import Forum, Office, User
from mufakat.directory.roles import ROLES
from mufakat.journal.actions import act
from mufakat.journal.models import Act, Event, Failure
from mufakat.journal.seals import verify
from mufakat.journal.sentences import sentence
from mufakat.meetings.models import Meeting
from mufakat.meetings.queries import carried_into, figures_of, inputs_offered, report_card
from mufakat.site.demo import replay
from mufakat.site.demo.stage import act_id, local
from mufakat.site.server import NotReady, prepare_demo, refuse_demo
from mufakat.web import jobs as search
from mufakat.web.demo import demo_people
from tests.kept import Kept

ORDER = (
    *("invited", "present", "made", "carried_in"),
    *("kept", "partly", "continued", "changed", "dropped"),
)
FIGURES = {
    1: (42, 37, 9, 0, 0, 0, 0, 0, 0),
    2: (43, 35, 9, 9, 5, 1, 2, 0, 1),
    3: (45, 38, 7, 11, 6, 2, 1, 1, 1),
    4: (44, 37, 5, 9, 4, 1, 2, 1, 1),
}
FIGURES_2024 = {
    1: (44, 38, 6, 8, 4, 1, 2, 1, 0),
    2: (44, 36, 5, 9, 5, 1, 2, 0, 1),
}
KEPT_OF = {
    "kelurahan": (2, 6),
    "kesehatan": (2, 3),
    "pendidikan": (2, 3),
    "agama": (1, 2),
    "polri": (1, 2),
    "sosial": (1, 3),
    "lembaga_masyarakat": (1, 3),
    **dict.fromkeys(("kader", "kb", "pkk", "tni", "tokoh"), (1, 1)),
    **dict.fromkeys(("dunia_usaha", "jejaring"), (0, 1)),
}


def at(text: str) -> datetime:
    return local(text).astimezone(UTC)


class TestYear(TestCase):
    """One replay for all of these; each sees it as it stands."""

    kept: Kept[int]

    @pytest.fixture(autouse=True)
    def played(self, kept_demonstration: Kept[int]) -> None:
        self.kept = kept_demonstration

    def setUp(self) -> None:
        self.acts = self.kept.put_back()

    def session(self, tribulan: int, year: int = 2023) -> Meeting:
        return Meeting.objects.get(cycle__year=year, tribulan=tribulan)

    def test_figures_of_each_session(self) -> None:
        for year, figures in ((2023, FIGURES), (2024, FIGURES_2024)):
            sessions = {n: self.session(n, year) for n in figures}
            found = figures_of(sessions.values())
            assert {
                n: tuple(found[m.pk][name] for name in ORDER) for n, m in sessions.items()
            } == figures

    def test_kept_rate_by_sector(self) -> None:
        year = Verdict.objects.filter(session_on__year=2023)
        verdicts = list(year.values_list("sector", "verdict"))
        given = Counter(sector for sector, _ in verdicts)
        kept = Counter(sector for sector, verdict in verdicts if verdict == "kept")
        assert {sector: (kept[sector], n) for sector, n in given.items()} == KEPT_OF
        assert (sum(kept.values()), len(verdicts)) == (15, 29)

    def test_every_lokmin_has_its_host(self) -> None:
        assert not Forum.objects.filter(kind__startswith="lokmin").exclude(memberships__role="host")

    def test_tallies_are_what_the_rows_say(self) -> None:
        assert not differences()
        assert not search.differences()
        assert not Failure.objects.exists()
        forum = Forum.objects.get(kind="lokmin_lintas_sektor")
        cells = Tally.objects.filter(node_kind="forum", node_key=str(forum.pk), year=2023)
        assert cells.aggregate(kept=Sum("kept"), made=Sum("made")) == {"kept": 15, "made": 30}

    def test_seven_promises_wait_for_the_third_quarter(self) -> None:
        third = self.session(3, 2024)
        waiting = set(carried_into(third))
        assert waiting == set(Commitment.objects.filter(state="open", forum=third.forum))
        assert len(waiting) == 7
        assert third.starts_on == date(2024, 9, 20)
        assert "contoh rekaan" in third.title

    def test_ratified_reopened_and_added_to(self) -> None:
        ratified = {
            n: list(self.session(n).minutes.values_list("ratified_at", flat=True)) for n in FIGURES
        }
        assert ratified == {
            1: [at("2023-01-30T10:15")],
            2: [at("2023-06-19T09:30"), at("2023-06-27T10:05")],
            3: [at("2023-10-02T14:20")],
            4: [at("2023-12-18T09:20")],
        }
        second, third = self.session(2), self.session(3)
        assert second.reopenings.get().at == at("2023-06-26T08:40")
        frozen = list(second.minutes.values_list("snapshot", flat=True))
        assert [copy["present"] for copy in frozen] == [34, 35]
        amounts = [sum(p["amount_idr"] for p in copy["commitments"]) for copy in frozen]
        assert amounts == [35_400_000, 36_300_000]
        late = [note.late_at for note in third.notes.all()]
        late += [decision.late_at for decision in third.decisions.all()]
        assert sorted(filter(None, late)) == [at("2023-10-04T09:05"), at("2023-10-04T09:12")]
        assert not second.notes.exclude(late_at=None).exists()

    def test_one_promise_through_the_year(self) -> None:
        promise = Commitment.objects.get(what__startswith="Mendata balita")
        told = promise.verdicts.values_list("verdict", "due_before", "due_after")
        assert list(told) == [
            ("continued", date(2023, 3, 31), date(2023, 8, 31)),
            ("continued", date(2023, 8, 31), date(2023, 11, 30)),
            ("kept", date(2023, 11, 30), date(2023, 11, 30)),
        ]
        assert promise.state == "kept"
        writers = promise.updates.order_by("at").values_list("by_name", flat=True)
        assert list(writers) == ["Cecep Sumpena, S.AP."] * 2 + ["Rina Agustini, S.IP."] * 2
        lines = report_card(self.session(2), date(2023, 6, 16)).lines
        assert [line.days_late for line in lines if line.commitment.id == promise.pk] == [77]

    def test_history_has_the_hours_of_2023(self) -> None:
        assert Act.objects.count() == self.acts
        hours = list(Event.objects.order_by("seq").values_list("at", flat=True))
        assert hours == sorted(hours)
        assert (hours[0], hours[-1]) == (at("2015-07-01T08:00"), at("2024-09-10T09:00"))
        assert set(Act.objects.values_list("via", flat=True)) == {"seed"}
        opened = Event.objects.get(verb="meeting.opened", subject_id=str(self.session(3).pk))
        assert opened.at == at("2023-09-29T13:00")
        assert "<b>Sinta Rahmawati, A.Md.Keb.</b>" in sentence(opened)
        assert not list(verify())

    def test_offices_change_in_july(self) -> None:
        lurah = Office.objects.filter(title="Lurah Jamika")
        assert [str(o.person) for o in lurah.on(date(2023, 7, 2))] == ["Cecep Sumpena, S.AP."]
        assert [str(o.person) for o in lurah.on(date(2023, 7, 3))] == ["Rina Agustini, S.IP."]

    def test_quoted_words_are_marked_and_the_rest_is_invented(self) -> None:
        third = self.session(3)
        quoted = [n.text for n in third.notes.all() if "ISBROAD" in n.text]
        assert len(quoted) == 3
        others = [n.text for n in third.notes.all() if "ISBROAD" not in n.text]
        assert all(text.endswith("(contoh rekaan)") for text in others)
        assert not User.objects.filter(person__name="Rima Melati").exists()

    def test_nothing_real_is_served_from_it(self) -> None:
        with pytest.raises(NotReady, match="--data"):
            refuse_demo()

    def test_twice_adds_nothing(self) -> None:
        before = (Act.objects.count(), Event.objects.count(), User.objects.count())
        prepare_demo()
        assert replay.replay() == 0
        assert (Act.objects.count(), Event.objects.count(), User.objects.count()) == before

    # -- The other seed texts -------------------------------------------------------------------

    def seed(self, key: str) -> Meeting:
        title = {"bogor": "Workshop Penyusunan", "fgd": "FGD", "jayapura": "Rapat Koordinasi"}
        return Meeting.objects.get(title__startswith=title.get(key, "Workshop pembelajaran"))

    def test_bogor_2015(self) -> None:
        """Seed 1: three days; what the small team promised came back to the table, and its year is 2015."""
        workshop = self.seed("bogor")
        days = (date(2015, 7, 27), date(2015, 7, 29))
        assert (workshop.starts_on, workshop.ends_on) == days
        assert workshop.place == "Puslitbang Gizi dan Makanan, Bogor"
        bodies = workshop.participants.values_list("organisation__short_name", flat=True)
        named = {"BNPB", "Kemensos", "Puskes TNI", "MSF", "YAKKUM", "UN OCHA", "UNFPA", "MDMC"}
        assert named <= set(bodies)
        promise = Commitment.objects.get(source_id=str(workshop.pk))
        assert (promise.what.split()[0], promise.state) == ("Penyusunan", "kept")
        assert workshop.ratified_at == at("2015-08-03T10:00")

    def test_fgd_2024(self) -> None:
        """Seed 2: two days; the ten programmes; odd words of the source are quoted as they stand."""
        fgd = self.seed("fgd")
        assert (fgd.starts_on, fgd.ends_on) == (date(2024, 5, 20), date(2024, 5, 21))
        said = " ".join(fgd.notes.values_list("text", flat=True))
        assert all(f"({n})" in said for n in range(1, 11))
        assert "cepat dan cepat" in said
        assert "pascakrisis" in said

    def test_ende_2024(self) -> None:
        """Seed 3: 46 health workers, in the time of Ende; both dates of the launch are quoted."""
        ende = self.seed("ende")
        assert (ende.timezone, ende.starts_on) == ("Asia/Makassar", date(2024, 9, 3))
        workers = ende.participants.filter(title="Tenaga kesehatan", invited=True, present=True)
        assert workers.count() == 46
        said = " ".join(ende.notes.values_list("text", flat=True))
        assert "31 Agustus 2023" in said
        assert "31 Agustus 2024" in said
        assert "79,55 persen" in said
        plan = Commitment.objects.filter(source_id=str(ende.pk))
        assert plan.count() == 30  # three roles in each of ten districts
        assert not plan.filter(owner_organisation=None).exists()
        named = User.objects.filter(person__name__in=["Ignatius Henyo Kerong", "Aries Dwi Lestari"])
        assert not named.exists()

    def test_jayapura_2024(self) -> None:
        """Seed 5: 50 invited, in the time of Papua; the source does not say how many came."""
        rakor = self.seed("jayapura")
        assert (rakor.timezone, rakor.starts_on) == ("Asia/Jayapura", date(2024, 5, 30))
        assert rakor.place == "Hotel Horex Sentani"
        assert rakor.participants.filter(invited=True).count() == 50
        assert 0 < rakor.participants.filter(present=True).count() < 50
        assert "tidak menyebut berapa yang hadir" in " ".join(
            rakor.notes.values_list("text", flat=True)
        )

    def test_a_village_waits_for_the_third_quarter(self) -> None:
        """Invented whole: three wishes of Jamika are offered there, and no figure of the lokmin moves by them."""
        mmd = Meeting.objects.get(kind="MMD")
        assert (mmd.state, mmd.starts_on) == ("ratified", date(2024, 7, 24))
        assert all("contoh" in text for text in (mmd.title, mmd.forum.name))
        third = self.session(3, 2024)
        waiting = inputs_offered(third)
        assert [(o.kind, o.told) for o in waiting] == [
            ("problem", "MMD Kel. Jamika, 24 Juli 2024"),
            ("problem", "MMD Kel. Jamika, 24 Juli 2024"),
            ("proposal", "MMD Kel. Jamika, 24 Juli 2024"),
        ]
        assert all(o.text.endswith("(contoh rekaan)") for o in waiting)
        assert inputs_offered(self.session(2, 2024)) == []  # it was ratified before
        assert not Commitment.objects.filter(forum=mmd.forum).exists()
        assert not Tally.objects.filter(node_key=str(mmd.forum_id)).exists()

    def test_pinggir_is_quoted(self) -> None:
        """Seed 4 calls the kecamatan "Pinggir" once: quoted, not mended."""
        assert self.session(3).notes.filter(text__contains="Pinggir").exists()

    # -- The door ------------------------------------------------------------------------------

    def test_no_password_opens(self) -> None:
        assert User.objects.count() == 29
        assert not any(user.has_usable_password() for user in User.objects.all())

    def test_people_are_listed_by_role(self) -> None:
        with self.settings(DEMO=True), self.assertNumQueries(5):
            shown = Client().get("/akun/login/").content.decode()
        for user in User.objects.all():
            assert f'value="{user.username}"' in shown
            assert str(user) in shown
        assert "Lurah Jamika" in shown
        # Whose hand wrote most of the story comes first, so the note-taker of the guide; each with forum or place.
        assert shown.index('value="notulis"') < shown.index('value="notulis.pusat"')
        title = ROLES["notulis"].title
        note_takers = next(g for g in demo_people() if g.title == title).people
        assert note_takers[0].username == "notulis"
        assert all(visitor.place for visitor in note_takers)
        assert all(visitor.place in unescape(shown) for visitor in note_takers)
        assert "Kepala Seksi Pemerintahan" in shown  # Cecep's office of today

    def test_one_click_enters(self) -> None:
        with self.settings(DEMO=True):
            for username in ("notulis", "camat"):  # the second while the first is still in
                answer = self.client.post("/demo/masuk/", {"username": username})
                assert (answer.status_code, answer["Location"]) == (302, "/")
                user = User.objects.get(username=username)
                assert self.client.session["_auth_user_id"] == str(user.pk)
            asked: dict[str, Any] = {"username": "kua", "next": "/komitmen/"}
            assert self.client.post("/demo/masuk/", asked)["Location"] == "/komitmen/"
            asked["next"] = "https://example.org/"
            assert self.client.post("/demo/masuk/", asked)["Location"] == "/"

    def test_only_the_people_of_the_demonstration(self) -> None:
        with act(act_id("somebody"), by=None, via="cli") as open_act:
            record_user(open_act, username="siti", password="not-by-a-click")
        with self.settings(DEMO=True):
            assert "siti" not in Client().get("/akun/login/").content.decode()
            for username in ("siti", "", "nobody"):
                answer = Client().post("/demo/masuk/", {"username": username})
                assert answer.status_code == 404
            assert Client().get("/demo/masuk/").status_code == 405
            assert Client(enforce_csrf_checks=True).post("/demo/masuk/").status_code == 403

    def test_elsewhere_there_is_no_such_door(self) -> None:
        answer = self.client.post("/demo/masuk/", {"username": "notulis"})
        assert answer.status_code == 404
        assert "_auth_user_id" not in self.client.session
        shown = self.client.get("/akun/login/").content.decode()
        assert "/demo/masuk/" not in shown
        assert "Sinta" not in shown

    def test_a_password_still_enters(self) -> None:
        with act(act_id("somebody"), by=None, via="cli") as open_act:
            record_user(open_act, username="siti", password="not-by-a-click")
        sent = {"login": "siti", "password": "not-by-a-click", "next": "/forum/"}
        for demo in (False, True):
            with self.settings(DEMO=demo):
                assert Client().post("/akun/login/", sent)["Location"] == "/forum/"
                wrong = Client().post("/akun/login/", {**sent, "password": "wrong-one"})
                assert 'value="siti"' in wrong.content.decode()
