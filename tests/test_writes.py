"""Nobody writes past the actions, read from the source: what looks like a write stands only where writes belong.

`guard.py` sees the same from the database. No Django, no database here.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .test_shape import APP, ROOT, part, sources

# Whoever calls one of these writes, whatever it is called on: a row, a queryset in a variable, a related manager.
WRITES = {
    *("save", "save_base", "create", "bulk_create", "bulk_update", "delete"),
    *("get_or_create", "update_or_create", "_update", "_insert", "_raw_delete"),
}
# These, too, unless it is seen in the same file that they are called on a dict, a set, a list, a hash …
PERHAPS = {"update", "add", "set", "remove", "clear"}
PLAIN = re.compile(
    r"(\w+\.)*(dict|set|list|bytearray|deque|defaultdict|OrderedDict|Counter|ChainMap|(Mutable)?Mapping"
    r"|MutableSet|MutableSequence|sha\d+|blake2\w|hmac)(?![.\w])"
)
PLAIN_THINGS = (ast.Dict, ast.Set, ast.List, ast.DictComp, ast.SetComp, ast.ListComp)
SQL = {"execute", "executemany", "executescript"}
READS = re.compile(
    r"\s*(SELECT|EXPLAIN)\b(?!.*\b(INSERT|UPDATE|DELETE)\b)", re.IGNORECASE | re.DOTALL
)
MAY_WRITE = {"actions", "migrations", "tests", "jobs"}
MAY_WRITE_TOO = {
    "journal/worker.py": "how far it read, and what failed: bookkeeping, repeatable",
    "journal/seals.py": "the seal of a day that is over",
}
NO_ROWS = {
    "core/asked.py: cursor.execute": "a question, put into SQL by Django's own compiler",
    "web/queries/searching.py: cursor.execute": "the index of words is read, by SELECT",
    "core/statistics.py: cursor.execute": "SQLite counts its rows; no row of ours changes",
    "directory/queries/things.py: cache.set": "the cache of a process, not the database",
    "exchange/icalendar/events.py: component.add": "a line of a calendar file",
    "site/counters.py: super().add": "the cache of all processes, in files",
    "site/demo/pictures.py: image.save": "a picture of the demonstration, in memory",
    "commitments/proofs.py: image.save": "a photo drawn anew, in memory",
    "site/backups.py: archive.add": "the copy of the files that were sent, in another file",
    "site/backups.py: copy.execute": "the copy of the database, in another file",
    "site/server.py: self.stopping.set": "threading.Event",
}


Binding = tuple[str, ast.expr | None, bool]


def bindings(tree: ast.AST) -> Iterator[Binding]:
    """Every name or attribute that gets a value: its text, the value or annotation, whether it is an annotation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            yield from ((ast.unparse(target), node.value, False) for target in node.targets)
        elif isinstance(node, ast.NamedExpr):
            yield node.target.id, node.value, False
        elif isinstance(node, ast.AnnAssign):
            yield ast.unparse(node.target), node.annotation, True
        elif isinstance(node, ast.arg):
            yield node.arg, node.annotation, True
        else:
            yield from bound_elsewhere(node)


def bound_elsewhere(node: ast.AST) -> Iterator[Binding]:
    """By loops and `with`."""
    if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        names = (each.id for each in ast.walk(node.target) if isinstance(each, ast.Name))
        yield from ((name, None, False) for name in names)
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        yield ast.unparse(node.optional_vars), node.context_expr, False


def is_plain(value: ast.expr | None) -> bool:
    """A dict, a set, a list, a hash: made here, or said to be one."""
    if isinstance(value, ast.BinOp):
        return is_plain(value.left) or is_plain(value.right)
    if isinstance(value, ast.Call):
        return bool(PLAIN.fullmatch(ast.unparse(value.func)))
    return isinstance(value, PLAIN_THINGS)


def is_plain_type(annotation: ast.expr | None) -> bool:
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):  # in quotes
        return bool(PLAIN.match(annotation.value))
    return annotation is not None and bool(PLAIN.match(ast.unparse(annotation)))


def plain_names(tree: ast.AST) -> set[str]:
    """Names that are bound to nothing but such things in the whole file."""
    bound: dict[str, list[bool]] = {}
    for name, value, is_annotation in bindings(tree):
        bound.setdefault(name, []).append((is_plain_type if is_annotation else is_plain)(value))
    return {name for name, each in bound.items() if all(each)}


def is_write(node: ast.AST, plain: set[str], called: set[int]) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
        named = node.args[1] if len(node.args) > 1 else None
        return isinstance(named, ast.Constant) and named.value in WRITES | PERHAPS
    if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
        return False
    name = node.attr.removeprefix("a") if node.attr != "add" else "add"
    name = name if name in WRITES | PERHAPS | SQL else node.attr
    if id(node) in called:
        return name in WRITES or (name in PERHAPS and ast.unparse(node.value) not in plain)
    return name in WRITES  # handed on: `map(Note.objects.create, rows)`


def is_writing_sql(node: ast.AST) -> bool:
    """Any statement but a plain question; one that is put together is no plain question."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr not in SQL:
        return False
    text = node.args[0] if node.args else None
    asks = isinstance(text, ast.Constant) and READS.match(str(text.value))
    return node.func.attr == "executescript" or not asks


def orm_writes(source: str) -> list[str]:
    tree = ast.parse(source)
    plain = plain_names(tree)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = []
    for node in ast.walk(tree):
        if is_write(node, plain, called) or is_writing_sql(node):
            what = node.func if isinstance(node, ast.Call) else node
            text = ast.unparse(node if ast.unparse(what) == "getattr" else what)
            found.append(f"{node.lineno}: {text} writes outside actions")  # type: ignore[attr-defined]
    return found


def writes_of(file: Path) -> list[str]:
    """The writes of a file of the house, but for those that are none."""
    name = file.relative_to(APP).as_posix()
    allowed = {entry.partition(": ")[2] for entry in NO_ROWS if entry.startswith(f"{name}: ")}
    found = orm_writes(file.read_text(encoding="utf-8"))
    return [said for said in found if said.split(": ", 1)[1].split(" writes")[0] not in allowed]


def test_only_actions_write() -> None:
    files = [
        p
        for p in sources()
        if part(p) not in MAY_WRITE and p.relative_to(APP).as_posix() not in MAY_WRITE_TOO
    ]
    found = [f"{p.relative_to(ROOT)}:{said}" for p in files for said in writes_of(p)]
    assert not found, "\n".join(found)


def test_no_exception_outlives_its_reason() -> None:
    for entry in NO_ROWS:
        name, _, text = entry.partition(": ")
        said = "\n".join(orm_writes((APP / name).read_text(encoding="utf-8")))
        assert f" {text} writes" in said, entry
    for name in MAY_WRITE_TOO:
        assert orm_writes((APP / name).read_text(encoding="utf-8")), name


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("meeting.save()", "page.saved()"),
        ("await meeting.asave()", "await meeting.aget()"),
        ("Meeting.objects.create(title='x')", "Act.create_answer()"),
        (
            "late = notes.filter(late=True)\nlate.update(late=False)",
            "a = {}\na.update(b)",
        ),
        (
            "def f(rows): rows.update(x=1)",
            "def f(rows: dict[str, int]): rows.update(x=1)",
        ),
        (
            "a = {}\na = Note.objects.all()\na.update(x=1)",
            "a = sha256()\na.update(b'')",
        ),
        ("for row in {1}: row.update(x=1)", "seen: set[int] = set()\nseen.add(1)"),
        ("a = b.filter(c.list)\na.update(x=1)", "a = typing.Counter()\na.update(x=1)"),
        (
            "def f(a: 'QuerySet[Counter]'): a.update(x=1)",
            "def f(a: 'set[int]'): a.add(1)",
        ),
        ("meeting.notes.create(text='x')", "meeting.notes.all()"),
        ("meeting.hosts.add(host)", "hosts = [*a]\nhosts.remove(host)"),
        ("meeting.hosts.set(hosts)", "self.seen = Counter()\nself.seen.update('ab')"),
        ("meeting.hosts.remove(host)", "found = a | {1}\nfound.add(2)"),
        ("meeting.hosts.clear()", "meeting.hosts.exists()"),
        ("manager = m.notes\nmanager.bulk_create(rows)", "manager.count()"),
        ("list(map(Note.objects.create, rows))", "print(line.update)"),
        ("getattr(note, 'save')()", "getattr(note, 'text')"),
        ("Meeting.objects.filter(id=1)[:3].delete()", "delete(note)"),
        ("note.delete()", "line.update.text"),
        ("await Forum.objects.aupdate_or_create(id=1)", "await Forum.objects.aget()"),
        ("c.execute('DELETE FROM a')", "c.execute('SELECT 1')"),
        ("c.execute(sql)", "c.execute(' select %s', [1])"),
        ("c.execute('WITH a AS (SELECT 1) INSERT INTO b')", "executed(sql)"),
        ("c.executemany('UPDATE a SET b = 1', rows)", "c.fetchall()"),
        ("c.executescript('SELECT 1')", "c.fetchone()"),
    ],
)
def test_bites(wrong: str, right: str) -> None:
    assert orm_writes(wrong)
    assert not orm_writes(right)
