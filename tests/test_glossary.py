"""The glossary names what is there: each identifier exists in the code, and no term stands twice.

`docs/where.md` lists the verbs of the journal; they are those that have a sentence. No Django, no database.
"""

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ["Term", "Identifier", "Label (id)", "Meaning", "Source"]
NAME = re.compile(r"`(\w+)`")
VERB = re.compile(r"[a-z]+\.[a-z]+")

Row = list[str]


def rows_of(text: str) -> list[Row]:
    """The rows of every table, without headings and rules."""
    cells = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    return [row for row in cells if row != COLUMNS and not set("".join(row)) <= set("-: ")]


def complaints(rows: list[Row], known: set[str]) -> list[str]:
    """What is wrong with the table, one sentence each."""
    found = [
        f"“{' | '.join(row)}” does not have {len(COLUMNS)} filled cells"
        for row in rows
        if len(row) != len(COLUMNS) or not all(row)
    ]
    whole = [row for row in rows if len(row) == len(COLUMNS)]
    for term, identifier in (row[:2] for row in whole):
        name = NAME.fullmatch(identifier)
        if name is None:
            found.append(f"{term}: {identifier} is no `identifier`")
        elif name[1] not in known:
            found.append(f"{term}: no class or function is called {name[1]}")
    for column, what in ((0, "term"), (1, "identifier")):
        counted = Counter(row[column].casefold() for row in whole)
        found += [f"the {what} {name} stands {n} times" for name, n in counted.items() if n > 1]
    return found


def names_in(source: str) -> set[str]:
    """Classes, functions and named types."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def known_names() -> set[str]:
    files = [
        file
        for file in (ROOT / "mufakat").rglob("*.py")
        if not {"tests", "migrations"} & set(file.parts)
    ]
    return set().union(*(names_in(file.read_text(encoding="utf-8")) for file in files))


def verbs_with_a_sentence() -> set[str]:
    """The keys of every room's SENTENCES, without the forms of a verb ("verdict.given:kept")."""
    return {
        node.value.split(":")[0]
        for file in (ROOT / "mufakat").glob("*/sentences.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if VERB.fullmatch(node.value.split(":")[0])
    }


def verbs_noted() -> set[str]:
    """The verbs that an action notes: `act.note("…")` and `act.change(thing, "…")`, and what is handed to them."""
    known = verbs_with_a_sentence()
    files = [*(ROOT / "mufakat").glob("*/actions.py"), *(ROOT / "mufakat").glob("*/actions/*.py")]
    return {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in known
    }


def test_glossary_is_true() -> None:
    rows = rows_of((ROOT / "docs/glossary.md").read_text(encoding="utf-8"))
    assert len(rows) > 50
    assert not complaints(rows, known_names()), "\n".join(complaints(rows, known_names()))


def test_verbs_are_listed() -> None:
    text = (
        (ROOT / "docs/where.md")
        .read_text(encoding="utf-8")
        .partition("## The verbs of the journal")
    )
    table = [row[1] for row in rows_of(text[2])]
    told = re.findall(r"`([a-z]+\.[a-z]+)`", " ".join(table))
    assert len(told) == len(set(told))
    assert set(told) == verbs_noted()


def lost_files(text: str) -> list[str]:
    """The files and folders that a guide to the code names and that are not there: a path in full from a room, or, in a
    row of the table, a name in the rooms of that row."""
    app = ROOT / "mufakat"
    lost = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        rooms = cells[1].split(", ") if line.startswith("|") and len(cells) == 3 else []
        homes = [app / room for room in rooms if room and (app / room).is_dir()]
        for name in re.findall(r"`([\w/.-]+(?:\.py|\.toml|\.typ|/))`", cells[-1]):
            whole = (app / name.split("/")[0]).is_dir()
            if not (whole or homes) or any((at / name).exists() for at in (app, ROOT, *homes)):
                continue
            if whole or not any(any(home.rglob(name)) for home in homes):
                lost.append(name)
    return lost


def test_where_names_files_that_are_there() -> None:
    text = (ROOT / "docs/where.md").read_text(encoding="utf-8")
    assert not lost_files(text)
    assert lost_files("| x | meetings | `rules.py` |") == ["rules.py"]
    assert lost_files("3. `meetings/rules.py`: asks") == ["meetings/rules.py"]


def test_bites() -> None:
    known = {"Forum", "act"}
    right = ["forum", "`Forum`", "Forum", "a body that meets", "H"]
    assert not complaints([right], known)
    assert complaints([["forum", "`Forums`", "Forum", "a body that meets", "H"]], known)
    assert complaints([["forum", "Forum", "Forum", "a body that meets", "H"]], known)
    assert complaints([["forum", "`Forum`", "Forum", "", "H"]], known)
    assert complaints([["forum", "`Forum`", "Forum"]], known)
    assert complaints([right, ["Forum", "`act`", "Forum", "another", "H"]], known)
    assert complaints([right, ["another", "`Forum`", "Forum", "another", "H"]], known)
    assert names_in("class A:\n    def b(self): ...\nC = A\nd.e = 1") == {"A", "b", "C"}
    headed = "| Term | Identifier | Label (id) | Meaning | Source |\n|---|:--|---|---|---|\n| a | b | c | d | e |"
    assert rows_of(headed) == [["a", "b", "c", "d", "e"]]
