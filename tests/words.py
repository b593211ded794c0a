"""The sentences that people see: found in the source, kept in the Indonesian catalogue.

`make words` adds new ones to django.po with an empty translation, drops those nobody uses and
compiles django.mo. It needs no gettext programs. tests/test_words.py demands completeness.
"""

import ast
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment

APP = Path(__file__).resolve().parent.parent / "mufakat"
PO = APP / "locale" / "id" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
# `_(name)` looks up a sentence that was marked where it stands; one made on the spot is never found.
MADE = (ast.JoinedStr, ast.BinOp, ast.Call)
HEADER = (
    "Project-Id-Version: mufakat\nLanguage: id\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=1; plural=0;\n"
)


class Sentence(NamedTuple):
    """What a catalogue looks up: a context (rarely), the English, its plural (if it counts)."""

    english: str
    plural: str = ""
    context: str = ""


def in_python(source: str) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        said = [a.value for a in node.args if isinstance(a, ast.Constant)]
        words = [w for w in said if isinstance(w, str)]
        if name in PLAIN and len(words) == 1:
            yield Sentence(words[0])
        elif name in PLURAL and len(words) == 2:
            yield Sentence(words[0], plural=words[1])
        elif name in CONTEXT and len(words) == 2:
            yield Sentence(words[1], context=words[0])
        elif name in PLAIN | PLURAL | CONTEXT and any(isinstance(a, MADE) for a in node.args):
            raise ValueError(f"line {node.lineno}: {name}() wants plain text, not something made")


PAGES: Any = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
PAGES.newstyle_gettext = True  # as the pages are drawn (core/templating.py)


def in_template(source: str) -> Iterator[Sentence]:
    """What a template says by `_("…")` and {% trans %}."""
    for line, name, said in PAGES.extract_translations(source):
        words = [said] if isinstance(said, str) else [w for w in said or () if w is not None]
        if not words:
            raise ValueError(f"line {line}: {name}() wants plain text, not something made")
        yield Sentence(words[0], plural=words[1] if name == "ngettext" else "")


def used() -> dict[Sentence, str]:
    """Every sentence, and the first file that says it."""
    found: dict[Sentence, str] = {}
    readers = {".py": in_python, ".html": in_template}
    for file in sorted(p for p in APP.rglob("*") if p.suffix in readers):
        if {"tests", "migrations", "reference", "templates", "__pycache__"} & set(file.parts):
            continue
        where = file.relative_to(APP.parent).as_posix()
        try:
            for sentence in readers[file.suffix](file.read_text(encoding="utf-8")):
                found.setdefault(sentence, where)
        except ValueError as wrong:
            raise ValueError(f"{where}: {wrong}") from wrong
    return found


FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[0\])?)?\s*(".*")')


def read(po: str) -> dict[Sentence, str]:
    """The catalogue: sentence → Indonesian. A fuzzy entry counts as untranslated."""
    catalogue: dict[Sentence, str] = {}
    for block in re.split(r"\n\s*\n", po):
        fields: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("#") or not (found := FIELD.fullmatch(line.strip())):
                continue
            key = found[1] or key
            fields[key] = fields.get(key, "") + ast.literal_eval(found[2])
        if fields.get("msgid"):
            sentence = Sentence(
                fields["msgid"], fields.get("msgid_plural", ""), fields.get("msgctxt", "")
            )
            said = fields.get("msgstr", "") or fields.get("msgstr[0]", "")
            catalogue[sentence] = "" if re.search("^#,.*fuzzy", block, re.MULTILINE) else said
    return catalogue


def quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = text.split("\n")
    parts = [line + "\\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    if len(parts) < 2:
        return f'"{"".join(parts)}"'
    return "\n".join(['""', *(f'"{part}"' for part in parts)])


def written(catalogue: dict[Sentence, str], where: dict[Sentence, str]) -> str:
    """The text of django.po, by file and then by sentence."""
    blocks = [f'msgid ""\nmsgstr {quoted(HEADER)}']
    for sentence in sorted(catalogue, key=lambda s: (where.get(s, ""), s)):
        block = [f"#: {where[sentence]}"] if sentence in where else []
        block += [f"msgctxt {quoted(sentence.context)}"] if sentence.context else []
        block += [f"msgid {quoted(sentence.english)}"]
        if sentence.plural:
            block += [f"msgid_plural {quoted(sentence.plural)}"]
        said = quoted(catalogue[sentence])
        block += [f"msgstr[0] {said}" if sentence.plural else f"msgstr {said}"]
        blocks.append("\n".join(block))
    return "\n\n".join(blocks) + "\n"


def compiled(catalogue: dict[Sentence, str]) -> bytes:
    """The bytes of django.mo (GNU gettext, little-endian, no hash table)."""
    entries = {b"": HEADER.encode()}
    for sentence, said in catalogue.items():
        if said:
            key = f"{sentence.context}\4" if sentence.context else ""
            key += sentence.english + (f"\0{sentence.plural}" if sentence.plural else "")
            entries[key.encode()] = said.encode()
    keys = sorted(entries)
    ids = b"".join(key + b"\0" for key in keys)
    said_all = b"".join(entries[key] + b"\0" for key in keys)
    start = 28 + 16 * len(keys)
    id_table, said_table, at_id, at_said = b"", b"", start, start + len(ids)
    for packed in keys:
        id_table += struct.pack("<2I", len(packed), at_id)
        said_table += struct.pack("<2I", len(entries[packed]), at_said)
        at_id += len(packed) + 1
        at_said += len(entries[packed]) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, start)
    return head + id_table + said_table + ids + said_all


def main() -> None:
    where = used()
    had = read(PO.read_text(encoding="utf-8")) if PO.exists() else {}
    catalogue = {sentence: had.get(sentence, "") for sentence in where}
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text(written(catalogue, where), encoding="utf-8")
    MO.write_bytes(compiled(catalogue))
    empty = sum(not said for said in catalogue.values())
    print(
        f"{len(catalogue)} sentences, {empty} without Indonesian, in {PO.relative_to(APP.parent)}"
    )


if __name__ == "__main__":
    main()
