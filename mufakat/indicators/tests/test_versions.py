"""How versions follow each other, what the journal proves of them, and rules as sentences."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from mufakat.core.errors import RuleBroken
from mufakat.indicators.actions.instruments import publish_version, record_instrument
from mufakat.indicators.jobs.frozen import altered_versions
from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.indicators.queries import versions as known
from mufakat.indicators.rules import editing, read, versions as judged
from mufakat.indicators.rules.rule_words import rule_in_words
from mufakat.journal.models import Event
from tests.measured import OWN, write_instrument
from tests.world import World, wib

from .test_rules_scoring import body_of, form_of, question

# -- Maps and lasting names ---------------------------------------------------------------------


def test_what_goes_on_by_itself_and_what_is_in_doubt() -> None:
    before = form_of(question("a"), question("b"), question("c", "scale"), question("d"))
    after = form_of(
        question("a", title="another wording"),
        question("b", "scale"),
        question("c", "scale"),
        question("d", across_places="mean"),
        question("e"),
    )
    assert judged.proposed(before, after) == {"a": "a", "c": "c"}
    assert [each.code for each in judged.in_doubt(before, after)] == ["b", "d"]
    with pytest.raises(RuleBroken) as broken:
        judged.map_of(before, after, {"b": "b"})
    assert broken.value.code == "version.map_missing" and broken.value.field == "map_d"
    with pytest.raises(RuleBroken) as broken:
        judged.map_of(before, after, {"b": "", "d": "d"})
    assert broken.value.code == "version.map_counts_otherwise"
    assert judged.map_of(before, after, {"b": "e", "d": ""}) == {
        "a": "a",
        "c": "c",
        "b": "e",
        "d": "",
    }


@pytest.mark.parametrize(
    ("more", "alike"),
    [
        ({}, True),
        ({"combine": "any"}, True),
        ({"combine": "share", "share_percent": 50}, False),
        ({"part": "pustu"}, False),
        ({"across_periods": "sum"}, False),
    ],
)
def test_only_what_is_of_one_unit_is_added_up(more: dict[str, Any], alike: bool) -> None:
    before = form_of(question("a", part="posyandu"), level="coe")
    after = form_of(question("a", **{"part": "posyandu", **more}), level="coe")
    assert judged.counts_alike(before.by_code["a"], after.by_code["a"]) is alike


def test_lasting_names_follow_the_map_and_are_never_used_twice() -> None:
    before = read(judged.with_keys(body_of(question("a"), question("b")), None, {}, (), 1))
    body = body_of(question("b2"), question("a"), question("c"))
    made = read(judged.with_keys(body, before, {"a": "", "b": "b2"}, {"a", "b"}, 2))
    assert {code: each.key for code, each in made.by_code.items()} == {
        "b2": "b",
        "a": "a-v2",
        "c": "c",
    }


def test_differences_by_the_map() -> None:
    before = form_of(question("a"), question("b"))
    after = form_of(question("a", title="A baru", weight=2), question("c"))
    found = judged.differences(before, after, {"a": "a", "b": ""})
    assert [(each.state, each.fields) for each in found] == [
        ("changed", ("title", "weight")),
        ("added", ()),
        ("ended", ()),
    ]


# -- Editing ------------------------------------------------------------------------------------


def test_questions_and_domains_keep_their_order() -> None:
    body = body_of(question("a"), question("b"), question("c"))
    moved = editing.with_question(body, question("c"), domain="d", after="first", was="c")
    assert [q["code"] for q in moved["domain"][0]["indicator"]] == ["c", "a", "b"]
    moved = editing.with_question(body, question("a"), domain="d", after="b", was="a")
    assert [q["code"] for q in moved["domain"][0]["indicator"]] == ["b", "a", "c"]
    assert [q["code"] for q in body["domain"][0]["indicator"]] == ["a", "b", "c"]
    two = editing.with_domain(body, {"code": "e", "title": "E"}, after="first")
    assert [d["code"] for d in two["domain"]] == ["e", "d"]
    renamed = editing.with_domain(two, {"code": "f", "title": "F"}, after="e", was="d")
    assert [q["code"] for q in renamed["domain"][1]["indicator"]] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("do", "code"),
    [
        (lambda b: editing.with_question(b, question("a"), domain="d", after=""), "code_taken"),
        (lambda b: editing.with_question(b, question("x"), domain="y", after=""), "no_domain"),
        (lambda b: editing.with_question(b, question("X"), domain="d", after=""), "draft.fault"),
        (lambda b: editing.with_domain(b, {"code": "d", "title": "D"}), "code_taken"),
        (lambda b: editing.without_domain(b, "d"), "not_empty"),
        (lambda b: editing.is_as_seen(editing.question_in(b, "a"), "x" * 16), "draft.changed"),
        (lambda b: editing.is_as_seen(editing.question_in(b, "z"), ""), "draft.gone"),
    ],
)
def test_edits_refused(do: Callable[[dict[str, Any]], object], code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        do(body_of(question("a")))
    assert code in broken.value.code


# -- Rules in words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("met*100 >= 80*applicable", "at least 80 % of the questions that apply are met"),
        ("100*met >= applicable*80", "at least 80 % of the questions that apply are met"),
        ("met*3 >= 2*applicable", "(questions met × 3) ≥ (2 × questions that apply)"),
        ("must_met >= must_applicable", "every required question that applies is met"),
        ("index*1000 >= 655", "the index is at least 65.50 %"),
        ("index*100 > 75", "the index is above 75 %"),
        ("index >= 0", "in every other case"),
        ("d__index*100 >= 60", "the index of “D” is at least 60 %"),
        ("d__met*2 >= d__applicable", "at least 50 % of the questions that apply are met in “D”"),
        ("missing == 0", "questions without an answer = 0"),
        ("met > 1 and (missing < 2 or met > 5)", "questions met > 1 and (questions without an "),
        ("met >=", "met >="),
        ("x > 1", "x > 1"),
    ],
)
def test_rules_read_as_sentences(rule: str, said: str) -> None:
    with override("en"):
        assert rule_in_words(rule, form_of(question("a"))).startswith(said)


# -- In the database ----------------------------------------------------------------------------


def mended(code: str, **fields: Any) -> list[str]:
    rows = InstrumentVersion.objects.filter(instrument__code=code, number=1)
    before = rows.values(*fields).get()
    rows.update(**fields)
    found = list(altered_versions())
    rows.update(**before)
    return found


@pytest.mark.django_db
def test_verify_finds_what_was_altered(world: World) -> None:
    draft = write_instrument(world)
    assert list(altered_versions()) == []
    row = InstrumentVersion.objects.get(instrument__code=OWN, number=1)
    other = {**row.body, "threshold": "met*100 >= 50*applicable"}
    assert mended(OWN, body=other) == [f"version 1 of instrument {OWN}: altered"]
    digest = judged.digest_of_version(OWN, 1, date(2026, 1, 1), other, {})
    both = mended(OWN, body=other, digest=digest)
    assert both == [f"version 1 of instrument {OWN}: altered together with its digest"]
    assert mended(OWN, valid_from=date(2026, 2, 1)) and mended("coe", body=other)
    assert mended(OWN, mapping={"a": "b"})
    starter = InstrumentVersion.objects.get(instrument__code="coe")
    body = {**starter.body, "threshold": "met*100 >= 50*applicable"}
    day = date(2022, 1, 1)
    digest = judged.digest_of_version("coe", 1, day, body, {})
    both = mended("coe", body=body, digest=digest)
    assert both == ["version 1 of instrument coe: altered together with its digest"]
    Instrument.objects.filter(code="coe").update(code="lain")
    assert len(list(altered_versions())) == 1
    Instrument.objects.filter(code="lain").update(code="coe")
    draft.delete()
    row.delete()
    assert list(altered_versions()) == [
        f"version 1 of instrument {Instrument.objects.get(code=OWN).pk}: removed"
    ]


@pytest.mark.django_db
def test_a_copy_is_its_own(world: World) -> None:
    draft = write_instrument(world)
    starter = InstrumentVersion.objects.get(instrument__code="coe")
    assert draft.instrument.source == str(starter)
    first = known.published_before(draft)
    assert first and known.form_of(first).indicators == known.form_of(starter).indicators
    assert known.version_on(draft.instrument, date(2026, 6, 1)) == first
    told = Event.objects.filter(verb="instrument.recorded").get()
    assert told.data["form"] == "copied" and told.data["copied"] == str(starter)


@pytest.mark.django_db
def test_two_of_one_code(world: World) -> None:
    write_instrument(world)
    with pytest.raises(RuleBroken) as broken, world.doing("dinkes_provinsi", wib(6, 21)) as act:
        record_instrument(
            act, keeper=world.bodies["dinkes_provinsi"], code=OWN, title="x", level="coe"
        )
    assert broken.value.code == "instrument.code_taken"


@pytest.mark.django_db
def test_a_version_given_up_is_not_written(world: World) -> None:
    draft = write_instrument(world)
    InstrumentVersion.objects.filter(pk=draft.pk).delete()
    with pytest.raises(RuleBroken) as broken, world.doing("dinkes_kabkota", wib(6, 21)) as act:
        publish_version(act, draft, valid_from=date(2026, 7, 1), mapping={})
    assert broken.value.code == "version.gone"
