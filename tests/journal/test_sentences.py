"""Every verb has its sentence, and no text of a user becomes markup."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from mufakat.journal.models import Event
from mufakat.journal.sentences import known_verbs, sentence
from mufakat.site.reactions import REACTIONS

APP = Path(__file__).resolve().parents[2] / "mufakat"


def noted_verbs() -> dict[str, str]:
    """Every verb in a call of `act.note` or `act.change`, and the file that says it."""
    found = {}
    for file in APP.rglob("*.py"):
        if "tests" in file.parts or "migrations" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                place = {"note": 0, "change": 1}.get(node.func.attr)
                if place is not None and len(node.args) > place:
                    for said in ast.walk(node.args[place]):
                        if isinstance(said, ast.Constant) and "." in str(said.value):
                            found[str(said.value)] = file.name
    return found


def test_every_verb_has_a_sentence() -> None:
    noted = noted_verbs()
    assert len(noted) > 30
    assert {"meeting.ratified", "person.recorded", "commitment.changed"} <= set(noted)
    known = {verb.partition(":")[0] for verb in known_verbs()}
    assert sorted(set(noted) - known) == []


def test_every_reaction_is_to_a_verb_that_happens() -> None:
    by_name = {"verdict.given", "verdict.withdrawn", "office.ended", "message.stopped"}
    by_name |= {
        "message.started",
        "membership.ended",
        "obligation.excused",
    }  # these reach `note` by a name
    told = {*noted_verbs(), *by_name}
    assert set(REACTIONS) <= told


@pytest.mark.parametrize("verb", sorted(known_verbs()))
def test_each_sentence_can_be_read(verb: str) -> None:
    name, _, form = verb.partition(":")
    for language in ("id", "en"):
        with translation.override(language):
            said = sentence(event(name, form=form))
            assert said.startswith(("<b>", " ")) or "<b>Ani</b>" in said
            assert "%(" not in said


def event(verb: str, **data: Any) -> Event:
    return Event(verb=verb, by_name="Ani", data=data)


def test_user_text_is_escaped() -> None:
    bad = "<script>alert(1)</script>"
    told = event("note.recorded", text=bad, item=bad)
    told.by_name = bad
    said = sentence(told)
    assert "<script>" not in said
    assert said.count("&lt;script&gt;") == 2
    assert "<b>&lt;script&gt;" in said


@pytest.mark.parametrize(
    "text", ["100 %", "%(who)s", "%s %d %", "2026-02-31", "٢٠٢٦-٠٢-٣١", "9999-99-99", "{{ x }}", ""]
)
def test_odd_text_is_only_text(text: str) -> None:
    assert text in sentence(event("note.recorded", text=text))


def test_days_are_written_as_people_write_them() -> None:
    with translation.override("id"):
        told = event("forum.ended", name="Lokmin", on="2026-08-17")
        assert sentence(told).endswith("17 Agu 2026")


def test_an_unknown_verb_is_still_told() -> None:
    assert sentence(event("moon.landed")) == "<b>Ani</b>: moon.landed"
