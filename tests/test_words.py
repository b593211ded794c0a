"""Every sentence that people see is in the Indonesian catalogue (`make words` keeps it)."""

import gettext
import io
import re

import pytest

from tests import words
from tests.words import Sentence

PLACE = re.compile(r"%\(\w+\)\w|%[sd]|\{\w*\}")


def catalogue() -> dict[Sentence, str]:
    assert words.PO.exists(), "there is no Indonesian catalogue: make words"
    return words.read(words.PO.read_text(encoding="utf-8"))


def untranslated(used: dict[Sentence, str], known: dict[Sentence, str]) -> list[str]:
    return [f"{used[s]}: {s.english!r}" for s in used if not known.get(s)]


def misplaced(known: dict[Sentence, str]) -> list[str]:
    """Translations that lost or made up a placeholder."""
    return [
        f"{s.english!r}: {said!r}"
        for s, said in known.items()
        if said and set(PLACE.findall(s.plural or s.english)) != set(PLACE.findall(said))
    ]


def test_every_sentence_has_its_indonesian() -> None:
    missing = untranslated(words.used(), catalogue())
    assert not missing, f"{len(missing)} (make words, then translate):\n" + "\n".join(missing)


def test_placeholders_survive() -> None:
    assert not misplaced(catalogue())


DEVICE = re.compile(r"\b(kamera|lewat|dengan|di) telepon|\btelepon (Anda|lain)\b")


def test_what_lies_in_the_hand_is_a_ponsel() -> None:
    """A number is called by "telepon"; the device with a camera and programs is a "ponsel", everywhere."""
    assert DEVICE.search("Untuk difoto dengan telepon") and not DEVICE.search("nomor telepon")
    assert [said for said in catalogue().values() if DEVICE.search(said)] == []


def test_compiled_is_what_is_written() -> None:
    assert words.MO.read_bytes() == words.compiled(catalogue()), "make words"


def test_bites() -> None:
    hello = Sentence("Hello")
    assert untranslated({hello: "a.py"}, {})
    assert untranslated({hello: "a.py"}, words.read('#, fuzzy\nmsgid "Hello"\nmsgstr "Halo"'))
    assert not untranslated({hello: "a.py"}, {hello: "Halo"})
    assert misplaced({Sentence("%(n)s rows"): "baris"})
    with pytest.raises(ValueError, match="plain text"):
        list(words.in_python("_(f'{x}')"))


def test_reads_python_and_templates() -> None:
    python = "_('One'); ngettext('%d row', '%d rows', n); pgettext('verb', 'Open')"
    assert list(words.in_python(python)) == [
        Sentence("One"),
        Sentence("%d row", plural="%d rows"),
        Sentence("Open", context="verb"),
    ]
    template = (
        '{{ _("It\'s one") }} {% trans n=x %}Hi {{ n }}{% endtrans %}{% trans n=x %}{{ n }} row'
        '{% pluralize n %}{{ n }} rows{% endtrans %}<a title="{{ _("Three (3)") if x }}">'
    )
    assert set(words.in_template(template)) == {
        Sentence("It's one"),
        Sentence("Hi %(n)s"),
        Sentence("%(n)s row", plural="%(n)s rows"),
        Sentence("Three (3)"),
    }
    with pytest.raises(ValueError, match="plain text"):
        list(words.in_template("{{ _(made) }}"))


def test_written_and_compiled_come_back() -> None:
    known = {
        Sentence('Say "yes"\nor no'): 'Katakan "ya"\natau tidak',
        Sentence("%d row", plural="%d rows"): "%d baris",
        Sentence("Open", context="verb"): "Buka",
        Sentence("None yet"): "",
    }
    assert words.read(words.written(known, {})) == known
    loaded = gettext.GNUTranslations(io.BytesIO(words.compiled(known)))
    assert loaded.ngettext("%d row", "%d rows", 3) == "%d baris"
    assert loaded.pgettext("verb", "Open") == "Buka"
    assert loaded.gettext("None yet") == "None yet"
