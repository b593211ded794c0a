"""What continues a question in the next versions: its trend, and the answers that are put in from the last time, follow
the map and never a code that means something else by now."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
import time_machine

from mufakat.indicators.actions.drafts import (
    change_domain,
    change_question,
    record_question,
    withdraw_question,
)
from mufakat.indicators.actions.instruments import (
    publish_version,
    record_instrument,
    record_version,
)
from mufakat.indicators.jobs.frozen import altered_versions
from mufakat.indicators.models import Assessment, InstrumentVersion
from mufakat.indicators.queries.assessments import sheet_of
from mufakat.indicators.queries.figures import trend
from mufakat.indicators.queries.versions import form_of
from mufakat.indicators.rules import Part, answers, versions as judged
from tests.assessing import accept, begin, fill, send
from tests.world import World

from .test_rules_scoring import form_of as read_form, question

STEPS = [{"code": "a", "title": "tidak", "points": 0}, {"code": "b", "title": "ya", "points": 1}]


def asks(code: str, title: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "title": title, "kind": "yes_no", **more}


class Office:
    """The health office of the city writes one instrument, version after version."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.draft: Any = None

    def begin(self, *rows: Mapping[str, Any]) -> None:
        """The first version."""
        with self.world.doing("dinkes_kabkota") as act:
            keeper = self.world.bodies["dinkes"]
            self.draft = record_instrument(
                act, keeper=keeper, code="uji-salin", title="Uji", level="puskesmas"
            )
            named = {"code": "domain_1", "title": "Kesiapan"}
            self.draft = change_domain(act, self.draft, "domain_1", row=named, after="")
        for row in rows:
            self.write(row)
        self.publish(date(2026, 1, 1), {}, backwards=True)

    def next(self) -> None:
        with self.world.doing("dinkes_kabkota") as act:
            self.draft = record_version(act, self.draft.instrument)

    def write(self, row: Mapping[str, Any], was: str = "", after: str = "") -> None:
        with self.world.doing("dinkes_kabkota") as act:
            place: Any = {"row": row, "domain": "domain_1", "after": after}
            if was:
                self.draft = change_question(act, self.draft, was, **place)
            else:
                self.draft = record_question(act, self.draft, **place)

    def take_out(self, code: str) -> None:
        with self.world.doing("dinkes_kabkota") as act:
            self.draft = withdraw_question(act, self.draft, code)

    def publish(self, day: date, said: Mapping[str, str], **more: Any) -> None:
        with self.world.doing("dinkes_kabkota") as act:
            self.draft = publish_version(act, self.draft, valid_from=day, mapping=said, **more)

    def keys(self) -> dict[str, str]:
        found: InstrumentVersion = self.draft
        return {each.code: each.key for each in form_of(found).indicators}


@pytest.fixture(autouse=True)
def in_june() -> Iterator[None]:
    with time_machine.travel("2026-06-15T05:00:00Z"):
        yield


@pytest.fixture
def office(world: World) -> Office:
    made = Office(world)
    made.begin(asks("s1", "Ada dokter"), asks("s2", "Ada genset"), asks("s3", "Ada air"))
    return made


def accepted(office: Office, month: str, said: Mapping[str, bool]) -> Assessment:
    given = {code: {"yes": yes, "still": True} for code, yes in said.items()}
    begun = begin(office.world, office.draft.instrument, month)
    return accept(office.world, send(office.world, fill(office.world, begun, given)))


def put_in(office: Office, month: str) -> dict[str, bool]:
    """Title of a question → the answer put in from the last time."""
    made = begin(office.world, office.draft.instrument, month)
    titles = {each.code: each.title for each in sheet_of(made).form.indicators}
    body = str(made.organisation_id)
    assert all(said[body]["prior"] for said in made.answers.values())
    return {titles[code]: said[body]["yes"] for code, said in made.answers.items()}


def shift(office: Office) -> None:
    """A question in front, and all codes numbered anew: each code means the question before it now."""
    office.next()
    for code, title in (("s3", "Ada air"), ("s2", "Ada genset"), ("s1", "Ada dokter")):
        office.write(asks(f"s{int(code[1]) + 1}", title), was=code)
    office.write(asks("s1", "Ada ambulans"), after="first")
    office.publish(date(2026, 6, 15), {"s1": "s2", "s2": "s3", "s3": "s4"})


def test_numbered_anew_each_answer_stays_with_its_question(office: Office) -> None:
    accepted(office, "2026-05", {"s1": True, "s2": False, "s3": True})
    shift(office)
    assert office.keys() == {"s1": "s1-v2", "s2": "s1", "s3": "s2", "s4": "s3"}
    assert put_in(office, "2026-06") == {"Ada dokter": True, "Ada genset": False, "Ada air": True}


def test_over_three_versions_nothing_comes_back(office: Office) -> None:
    """The answers are of version 1; in version 3 stands what became of the questions in version 2 as well."""
    accepted(office, "2026-05", {"s1": True, "s2": False, "s3": True})
    shift(office)
    office.next()
    office.take_out("s3")  # Ada genset
    office.write(asks("dokter", "Dokter menetap"), was="s2")
    office.write(asks("s3", "Ada sinyal"))
    office.publish(date(2026, 6, 20), {"s2": "dokter", "s3": ""})
    assert office.keys() == {"s1": "s1-v2", "dokter": "s1", "s4": "s3", "s3": "s3-v3"}
    with time_machine.travel("2026-06-25T05:00:00Z"):
        assert put_in(office, "2026-06") == {"Dokter menetap": True, "Ada air": True}
    assert list(altered_versions()) == []


def test_what_ends_ends_also_under_its_own_code(office: Office) -> None:
    """Withdrawn, and another written under its code: two questions, with two trends."""
    accepted(office, "2026-05", {"s1": True, "s2": False, "s3": True})
    office.next()
    office.take_out("s1")
    office.write(asks("s1", "Ada ambulans"), after="first")
    office.write(asks("genset", "Ada genset"), was="s2")
    old, new = (form_of(each) for each in office.draft.instrument.versions.order_by("number"))
    assert [each.code for each in judged.in_doubt(old, new)] == ["s1", "s2"]
    assert judged.renamed(old, new) == {"s2": "genset"}
    office.publish(date(2026, 6, 15), {"s1": "", "s2": "genset"})
    assert office.draft.mapping == {"s1": "", "s2": "genset", "s3": "s3"}
    assert office.keys() == {"s1": "s1-v2", "genset": "s2", "s3": "s3"}
    june = accepted(office, "2026-06", {"s1": False, "genset": True, "s3": True})
    assert june.result is not None and "s1" not in june.result["measures"]
    months, where = ["2026-05", "2026-06"], office.world.city.path
    told = {
        key: [
            (f.numerator, f.denominator) if f.denominator else None
            for f in trend(office.draft.instrument, where, key, months)
        ]
        for key in ("s1", "s1-v2", "s2")
    }
    assert told == {"s1": [(1, 1), None], "s1-v2": [None, (0, 1)], "s2": [(0, 1), (1, 1)]}


def test_the_end_of_a_question_is_heard_where_it_stayed(office: Office) -> None:
    """Reworded under its code, and said to end: the reworded one begins."""
    office.next()
    office.write(asks("s1", "Ada ambulans"), was="s1")
    office.publish(date(2026, 6, 15), {"s1": ""})
    assert office.draft.mapping["s1"] == "" and office.keys()["s1"] == "s1-v2"


def test_written_again_by_mistake_it_goes_on_if_somebody_says_so(office: Office) -> None:
    office.next()
    office.take_out("s1")
    office.write(asks("s1", "Ada dokter"))
    office.publish(date(2026, 6, 15), {"s1": "s1"})
    assert office.keys()["s1"] == "s1"


@pytest.mark.parametrize(
    ("old", "new", "said", "fits"),
    [
        ({"kind": "yes_no"}, {"kind": "yes_no", "title": "lain"}, {"yes": True}, True),
        ({"kind": "yes_no"}, {"kind": "scale", "bands": STEPS}, {"yes": True}, False),
        ({"unit": "°C"}, {"unit": "°F"}, {"value": "4"}, False),
        ({"unit": "°C"}, {"unit": "°C"}, {"value": "4"}, True),
        ({"bands": STEPS}, {"bands": STEPS}, {"band": "b"}, True),
        ({"bands": STEPS}, {"bands": [STEPS[0], STEPS[1] | {"code": "c"}]}, {"band": "b"}, False),
        ({"bands": STEPS}, {"bands": [STEPS[0], STEPS[1] | {"title": "x"}]}, {"band": "b"}, False),
        ({"kind": "yes_no"}, {"kind": "yes_no", "may_not_apply": False}, {"na": True}, False),
    ],
)
def test_an_answer_that_does_not_fit_any_more_is_empty(
    old: dict[str, Any], new: dict[str, Any], said: dict[str, Any], fits: bool
) -> None:
    was, now = (_form(each) for each in (old, new))
    found = answers.copied(now, [Part("1", "puskesmas")], date(2026, 6, 1), was, {"a": {"1": said}})
    assert bool(found) is fits


def _form(fields: dict[str, Any]) -> Any:
    if "unit" in fields:
        bands = [STEPS[0] | {"below": "2"}, STEPS[1] | {"least": "2"}]
        fields = fields | {"kind": "range", "bands": bands, "met_at": 1}
    elif "bands" in fields:
        fields = fields | {"kind": "scale", "met_at": 1}
    return read_form(question("a", **fields))
