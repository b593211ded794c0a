"""A lasting name keeps its unit: what does not count alike continues nothing, whoever says so, and whoever publishes is
told before that the trend ends."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import assume, given, strategies as st

from mufakat.core.errors import RuleBroken
from mufakat.indicators.models import InstrumentVersion
from mufakat.indicators.queries.figures import trend
from mufakat.indicators.rollup.formulas import Formulas
from mufakat.indicators.rules import faults_in, read, score, versions as judged
from mufakat.indicators.rules.instrument import ACROSS_PERIODS, ACROSS_PLACES, COMBINES, KINDS
from tests.assessing import accept, begin, fill, send
from tests.world import World

from .test_questions_go_on import Office, asks
from .test_rules_scoring import BANDS, STEPS, UNIT, body_of, form_of, question

TWO = {"kind": "number", "numerator": "kader terlatih", "denominator": "kader"}


def pairs_of(values: Collection[str]) -> list[tuple[str, str]]:
    return [(old, new) for old in values for new in values]


# Entry → two values that are not of one unit, and the question in which they stand.
UNITS: list[tuple[str, Any, Any, dict[str, Any]]] = [
    ("combine", "all", "share", {"part": "posyandu", "share_percent": 50}),
    ("combine", "any", "pool", {"part": "posyandu", "kind": "number"}),
    ("combine", "share", "pool", {"part": "posyandu", "kind": "number", "share_percent": 50}),
    ("bands", STEPS, [STEPS[0], {**STEPS[2], "points": 9}], {"kind": "scale", "part": "pustu"}),
    ("part", "puskesmas", "pustu", {}),
    *(("across_places", old, new, {"part": "pustu"}) for old, new in pairs_of(ACROSS_PLACES)),
    *(("across_periods", old, new, {"part": "pustu"}) for old, new in pairs_of(ACROSS_PERIODS)),
    *(("kind", old, new, {"part": "pustu"}) for old, new in pairs_of(KINDS)),
]


@pytest.mark.parametrize(("entry", "old", "new", "more"), UNITS)
def test_only_what_counts_alike_keeps_its_lasting_name(
    entry: str, old: Any, new: Any, more: dict[str, Any]
) -> None:
    """Every pair of kinds, and of all else that makes the unit of a pair."""
    before, after = (
        form_of(question(code, **{"kind": "yes_no", **more, entry: value}), level="coe")
        for code, value in (("lama", old), ("baru", new))
    )
    if old == new:
        assert judged.map_of(before, after, {"lama": "baru"}) == {"lama": "baru"}
        return
    with pytest.raises(RuleBroken) as broken:
        judged.map_of(before, after, {"lama": "baru"})
    assert broken.value.code == "version.map_counts_otherwise"
    assert broken.value.field == "map_lama"
    assert judged.may_continue(before.by_code["lama"], after) == []
    assert entry in judged.counted_otherwise(before.by_code["lama"], after.by_code["baru"])


asked = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "part": st.sampled_from(["puskesmas", "posyandu"]),
        "share_percent": st.just(50),
        "combine": st.sampled_from(COMBINES),
        "across_places": st.sampled_from(ACROSS_PLACES),
        "across_periods": st.sampled_from(ACROSS_PERIODS),
    }
)
FULL = {"yes": True, "band": "high", "value": "9", "num": 10, "den": 10}


@given(asked, asked)
def test_under_one_lasting_name_figures_count_one_thing(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    """The same bodies with the same people, all in full: whatever map is let through, a lasting name adds up to the
    same numerator and denominator by the old version and by the new one."""
    bodies = [
        body_of(question(code, **each), level="coe") for code, each in (("a", old), ("b", new))
    ]
    assume(not any(map(faults_in, bodies)))
    before = read(bodies[0])
    try:
        mapping = judged.map_of(before, read(bodies[1]), {"a": "b"})
    except RuleBroken:
        mapping = judged.map_of(before, read(bodies[1]), {"a": ""})
    after = read(judged.with_keys(bodies[1], before, mapping, {"a"}, 2))
    formulas = Formulas([(1, before), (2, after)])
    told = []
    for number, form in ((1, before), (2, after)):
        found = score(
            form, {each.code: {p.id: FULL for p in UNIT} for each in form.indicators}, UNIT
        )
        ones = {code: {"met": one.met} for code, one in found.indicators.items()}
        told.append(formulas.booked(number, {"measures": found.measures, "indicators": ones}))
    lasting = {each.key for each in before.indicators} & {each.key for each in after.indicators}
    assert all(told[0].get(key) == told[1].get(key) for key in lasting)


# -- In the database and on the page ------------------------------------------------------------


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    with time_machine.travel("2026-06-15T05:00:00Z"):
        made = Office(world)
        made.begin(asks("kader", "Kader terlatih"), asks("genset", "Ada genset"))
        yield made


def sent(client: Client, url: str, **more: str) -> dict[str, str]:
    form = client.get(url).context_data["form"]  # type: ignore[index]
    values = {f.html_name: f.value() for f in form}
    return {name: "" if v is None else str(v) for name, v in values.items()} | more


def groups(answer: Any) -> dict[str, list[str]]:
    return {each["title"]: each["rows"] for each in answer.context_data["becomes"]}


@pytest.mark.django_db
def test_another_unit_under_the_same_code_ends_the_trend_and_the_page_says_so(
    office: Office, settings: Any
) -> None:
    """Yes or no in version 1, a number in version 2: one body, never 401."""
    settings.LANGUAGE_CODE = "en"
    body = office.world.citarip
    given: Any = {code: {"yes": True, "still": True} for code in ("kader", "genset")}
    begun = begin(office.world, office.draft.instrument, "2026-05")
    accept(office.world, send(office.world, fill(office.world, begun, given)))
    office.next()
    office.write(asks("kader", "Kader terlatih") | TWO | {"target_percent": 80}, was="kader")
    client = office.world.client("dinkes_kabkota")
    url = f"/instrumen/uji-salin/{office.draft.number}/terbitkan/"
    field = client.get(url).context_data["form"].fields["map_kader"]  # type: ignore[index]
    assert [code for code, _title in field.choices] == ["", "-", "genset"]
    assert "counted otherwise" in str(field.help_text) and "kind of answer" in str(field.help_text)
    data = sent(client, url, valid_from="2026-06-15", map_kader="kader")
    answer: Any = client.post(url, data)
    assert answer.status_code == 422 and groups(answer)["To be said below"] == ["Kader terlatih"]
    answer = client.post(url, data | {"map_kader": "-"})
    [ends] = groups(answer)["These end"]
    assert "counted otherwise" in ends and groups(answer)["These begin"] == ["Kader terlatih"]
    assert groups(answer)["These go on as they are"] == ["Ada genset"]
    with pytest.raises(RuleBroken, match=r"version\.map_counts_otherwise"):
        office.publish(date(2026, 6, 15), {"kader": "kader"})
    office.publish(date(2026, 6, 15), {"kader": ""})
    assert office.keys() == {"kader": "kader-v2", "genset": "genset"}
    number: Any = {"kader": {"num": 120, "den": 400}, "genset": {"yes": True, "still": True}}
    begun = begin(office.world, office.draft.instrument, "2026-06")
    accept(office.world, send(office.world, fill(office.world, begun, number)))
    told = {
        key: trend(office.draft.instrument, body.region_path, key, ["2026-05", "2026-06"])
        for key in ("kader", "kader-v2")
    }
    assert told == {
        "kader": [(1, 1, 1), (0, 0, 0)],
        "kader-v2": [(0, 0, 0), (120, 400, 1)],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, ""),
        ({"must": True}, "required"),
        ({"weight": 3, "evidence": "SK"}, "weight, evidence"),
        ({"title": "Ada genset besar"}, "Ada genset (genset) → Ada genset besar (genset)"),
    ],
)
def test_a_question_goes_on_as_it_is_only_if_every_entry_stayed(
    office: Office, settings: Any, more: dict[str, Any], said: str
) -> None:
    settings.LANGUAGE_CODE = "en"
    office.next()
    office.write({**asks("genset", "Ada genset"), **more}, was="genset")
    client = office.world.client("dinkes_kabkota")
    answer: Any = client.get(f"/instrumen/uji-salin/{office.draft.number}/terbitkan/")
    told = groups(answer)
    assert ("Ada genset" in told["These go on as they are"]) == (not said)
    assert said in "".join(told.get("These go on, changed", []))
    assert bool(said) is ("These go on, changed" in told)


@pytest.mark.django_db
def test_both_pages_of_a_draft_say_that_another_code_is_the_same_question(
    office: Office, settings: Any
) -> None:
    settings.LANGUAGE_CODE = "en"
    office.next()
    office.write(asks("genset-baru", "Ada genset"), was="genset")
    client, here = (
        office.world.client("dinkes_kabkota"),
        f"/instrumen/uji-salin/{office.draft.number}/",
    )
    changes: Any = client.get(f"{here}perubahan/")
    [told] = changes.context_data["rows"]
    assert (told["state"], told["title"]) == ("changed", "Ada genset")
    [said] = groups(client.get(f"{here}terbitkan/"))["These go on, changed"]
    assert said.startswith("Ada genset (genset) → Ada genset (genset-baru)")


@pytest.mark.django_db
def test_a_map_that_was_published_before_stays_and_is_told(office: Office) -> None:
    """Its lasting name and its figures stay as they were; the page of what the version changes says what they add."""
    office.next()
    office.write(asks("kader", "Kader terlatih") | TWO, was="kader")
    office.publish(date(2026, 6, 15), {"kader": ""})
    url = f"/instrumen/uji-salin/{office.draft.number}/perubahan/"
    client = office.world.client("dinkes_kabkota")
    assert not any(row["note"] for row in client.get(url).context_data["rows"])  # type: ignore[index]
    body = office.draft.body
    rows = [
        {**row, "key": "kader"} if row["code"] == "kader" else row
        for row in body["domain"][0]["indicator"]
    ]
    body = {**body, "domain": [{**body["domain"][0], "indicator": rows}]}
    stands = InstrumentVersion.objects.filter(pk=office.draft.pk)
    stands.update(body=body, mapping={"kader": "kader", "genset": "genset"}, digest="x" * 64)
    [told] = [row for row in client.get(url).context_data["rows"] if row["note"]]  # type: ignore[index]
    assert told["title"] == "Kader terlatih"


def test_bands_of_another_most_are_another_unit() -> None:
    """Points are added: of ten at most is not of two at most."""
    before, after = (
        form_of(question("a", "range", bands=bands, part="pustu"), level="coe")
        for bands in (BANDS, [*BANDS[:3], {**BANDS[3], "points": 8}])
    )
    assert judged.proposed(before, after) == {}
    assert judged.counted_otherwise(before.by_code["a"], after.by_code["a"]) == ("bands",)


@pytest.mark.django_db
def test_what_somebody_else_changed_meanwhile_is_read_before_it_is_published(
    office: Office,
) -> None:
    """It never changes again: also another entry than the words of a question sends the page back once."""
    office.next()
    client = office.world.client("dinkes_kabkota")
    url = f"/instrumen/uji-salin/{office.draft.number}/terbitkan/"
    data = sent(client, url, valid_from="2026-06-15")
    office.write({**asks("genset", "Ada genset"), "weight": 3}, was="genset")
    answer: Any = client.post(url, data)
    assert answer.status_code == 422
    data["shown"] = answer.context_data["form"]["shown"].value()
    assert client.post(url, data).status_code == 303
