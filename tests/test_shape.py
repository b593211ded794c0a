"""The shape of the house (docs/where.md), read from the source. No Django, no database.

Each check is a function from text to complaints; `test_bites` feeds each an offending snippet.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "mufakat"

# -- The lists to change when the house changes (with an ADR) ----------------------------------

ROOMS = {"core", "journal", "directory", "commitments", "meetings", "exchange", "web"}
IN_EVERY_ROOM = {
    *("__init__", "apps", "urls", "views", "jobs", "forms", "actions", "queries", "access"),
    *("rules", "models", "reference", "templates", "tests", "migrations"),
    *("sentences", "components", "static", "templatetags", "jinja2", "templating"),
}
ALSO_IN = {
    "core": {
        "ids",
        "periods",
        "money",
        "errors",
        "fields",
        "answers",
        "asked",
        "charts",
        "clock",
        "dates",
        "numbers",
        "statistics",
    },
    "journal": {"intents", "turns", "worker", "seals"},
    "commitments": {"history"},
    "directory": {"roles", "fields", "lookup", "viewing"},
    "meetings": {"documents", "pages", "papers", "snapshot"},
    "exchange": {"xlsx", "hxl", "fhir", "dhis2", "icalendar", "api"},
    "web": {"context", "demo"},
}
NEVER = {"utils", "helpers", "services", "managers", "common", "signals", "models_base"}
NOT_ROOMS = {"site", "locale"}

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
    "core/statistics.py: cursor.execute": "SQLite counts its rows; no row of ours changes",
    "directory/queries/things.py: cache.set": "the cache of a process, not the database",
    "site/counters.py: super().add": "the cache of all processes, in files",
    "site/backups.py: copy.execute": "the copy of the database, in another file",
    "site/server.py: self.stopping.set": "threading.Event",
}

VIEW_LINES, FUNCTION_LINES, FILE_LINES = 25, 60, 500
# Most are far shorter: the median, and what 95 of 100 keep to.
HALF_OF_FILES, MOST_FILES, HALF_OF_FUNCTIONS, MOST_FUNCTIONS = 80, 350, 10, 40
TEMPLATE_LINES, JS_LINES, DEPENDENCIES = 200, 1500, 25
VENDORED = re.compile(r"(^|/)vendor/|\.min\.js$|(^|/)htmx[^/]*\.js$")

# -- The checks --------------------------------------------------------------------------------


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines without the decorators, the docstring and blank lines at the end."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def long_functions(source: str, most: int) -> list[str]:
    return [
        f"{f.lineno}: {f.name} has {lines_of(f)} lines, at most {most}"
        for f in functions(source)
        if lines_of(f) > most
    ]


def long_text(source: str, most: int) -> list[str]:
    count = len(source.splitlines())
    return [f"{count} lines, at most {most}"] if count > most else []


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


def unknown_name(room: str, name: str) -> list[str]:
    known = IN_EVERY_ROOM | ALSO_IN.get(room, set())
    if name in NEVER or name not in known:
        return [f"{room}/{name} is no known name; the house has {', '.join(sorted(known))}"]
    return []


def strange_test_file(path: str) -> list[str]:
    """`path` is below a room's tests/."""
    fine = re.fullmatch(r"(test_\w+|__init__|conftest)\.py|data/.+", path)
    return [] if fine else [f"tests/{path} is not test_*.py"]


FROM_ELSEWHERE = re.compile(
    r"""<(?:script|link|img|iframe|source|video|audio|embed)\b[^>]*?\b(?:src|href|srcset)\s*=\s*["']?\s*"""
    r"""((?:https?:)?//[^"'\s>]+)""",
    re.IGNORECASE,
)
CSS_ELSEWHERE = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"'\s)]+)""")


def third_party(text: str) -> list[str]:
    found = FROM_ELSEWHERE.findall(text) + CSS_ELSEWHERE.findall(text)
    return [f"takes {address} from another machine" for address in found]


LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def left_for_later(text: str) -> list[str]:
    return [
        f"{number}: {found[0]}"
        for number, line in enumerate(text.splitlines(), 1)
        if (found := LATER.search(line))
    ]


def dependencies_without_reason(toml: str) -> list[str]:
    read = tomllib.loads(toml)
    named = [*read["project"]["dependencies"]]
    for group in read.get("dependency-groups", {}).values():
        named += [entry for entry in group if isinstance(entry, str)]
    complaints = []
    for entry in named:
        line = next(li for li in toml.splitlines() if f'"{entry}"' in li)
        if not re.search(r'",?\s*#\s*\S.*\S', line):
            complaints.append(f"{entry} has no reason beside it")
    count = len(read["project"]["dependencies"])
    if count > DEPENDENCIES:
        complaints.append(f"{count} runtime dependencies, more than {DEPENDENCIES} need an ADR")
    return complaints


LOCKED = re.compile(r"[a-z0-9][a-z0-9._-]*==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")


def unlocked(lock: str) -> list[str]:
    """Names, versions and hashes; no index, no address, no folder."""
    return [f"{n}: {li}" for n, li in enumerate(lock.splitlines(), 1) if not LOCKED.fullmatch(li)]


# -- The house ---------------------------------------------------------------------------------


def sources(*, with_tests: bool = False) -> list[Path]:
    found = [p for p in APP.rglob("*.py") if "migrations" not in p.parts]
    return sorted(p for p in found if with_tests or "tests" not in p.parts)


def texts(*suffixes: str) -> list[Path]:
    folders = [APP, ROOT / "tests", ROOT / "bench", ROOT / "bin"]
    files = [p for f in folders for p in f.rglob("*") if p.is_file()]
    return sorted(
        p
        for p in files
        if (p.suffix in suffixes or p.parent.name == "bin")
        and not {"reference", "out", "__pycache__"} & set(p.parts)
        and not VENDORED.search(p.as_posix())
    )


def complaints(files: list[Path], check: Callable[[str], list[str]]) -> str:
    return "\n".join(
        f"{file.relative_to(ROOT)}:{said}"
        for file in files
        for said in check(file.read_text(encoding="utf-8"))
    )


def part(file: Path) -> str:
    """The part of a room that a file belongs to: `meetings/actions/notes.py` → `actions`."""
    return Path(*file.relative_to(APP).parts[1:2]).stem


def test_functions_are_short() -> None:
    assert not complaints(sources(), lambda text: long_functions(text, FUNCTION_LINES))


def test_views_are_shorter() -> None:
    views = [p for p in sources() if len(p.relative_to(APP).parts) > 1 and part(p) == "views"]
    assert not complaints(views, lambda text: long_functions(text, VIEW_LINES))


def test_files_are_short() -> None:
    files = [p for p in sources() if "reference" not in p.parts]
    assert not complaints(files, lambda text: long_text(text, FILE_LINES))


def too_big(sizes: list[int], half: int, most: int) -> list[str]:
    """Median and 95th percentile (nearest rank) of sizes against what they may be."""
    ordered = sorted(sizes)
    found = {
        "half": ordered[(len(ordered) - 1) // 2],
        "95 of 100": ordered[-(-len(ordered) * 95 // 100) - 1],
    }
    told = zip(found.items(), (half, most), strict=True)
    return [f"{who} have up to {n} lines, at most {limit}" for (who, n), limit in told if n > limit]


def test_most_are_shorter() -> None:
    texts = [p.read_text(encoding="utf-8") for p in sources() if "reference" not in p.parts]
    lines = [count for text in texts if (count := len(text.splitlines()))]  # but for empty files
    assert not too_big(lines, HALF_OF_FILES, MOST_FILES)
    assert not too_big(
        [lines_of(f) for text in texts for f in functions(text)], HALF_OF_FUNCTIONS, MOST_FUNCTIONS
    )


def test_templates_are_short() -> None:
    templates = sorted(p for f in ("templates", "jinja2") for p in APP.rglob(f"{f}/**/*.html"))
    assert not complaints(templates, lambda text: long_text(text, TEMPLATE_LINES))


def test_little_javascript() -> None:
    files = [p for p in APP.rglob("*.js") if not VENDORED.search(p.as_posix())]
    assert sum(len(p.read_text().splitlines()) for p in files) <= JS_LINES


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


def test_known_rooms_and_names() -> None:
    found = []
    for room in (p for p in APP.iterdir() if p.is_dir() and p.name != "__pycache__"):
        if room.name in NOT_ROOMS:
            continue
        if room.name not in ROOMS:
            found.append(f"{room.name} is no room: place it in .importlinter and in ROOMS")
        for entry in room.iterdir():
            if entry.name not in {"__pycache__", "py.typed"}:
                found += unknown_name(room.name, entry.stem)
    assert not found, "\n".join(found)


def test_tests_lie_in_their_room() -> None:
    found = [
        f"{folder.parent.name}/{said}"
        for folder in APP.glob("*/tests")
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
        for said in strange_test_file(file.relative_to(folder).as_posix())
    ]
    astray = [p for p in APP.rglob("test_*.py") if p.parent.name != "tests"]
    assert not found, "\n".join(found)
    assert not astray


def test_nothing_from_other_machines() -> None:
    files = [p for p in texts(".html", ".css", ".js", ".svg", ".py", ".txt") if APP in p.parents]
    assert not complaints(files, third_party)


def test_nothing_left_for_later() -> None:
    mine = Path(__file__).resolve()
    files = [p for p in texts(".py", ".html", ".css", ".js", ".toml", ".md") if p != mine]
    assert not complaints(files, left_for_later)


def test_dependencies_have_reasons() -> None:
    assert not complaints([ROOT / "pyproject.toml"], dependencies_without_reason)


def test_locks_hold_names_and_hashes_only() -> None:
    assert not complaints(sorted(ROOT.glob("requirements*.lock")), unlocked)


# -- Every check can fail ----------------------------------------------------------------------

TOML = '[project]\ndependencies = [\n    "one>=1",{}\n]\n'
LONG = "def f():\n" + "    x = 1\n" * 30


@pytest.mark.parametrize(
    ("check", "wrong", "right"),
    [
        (lambda t: long_functions(t, VIEW_LINES), LONG, "def f():\n    return 1\n"),
        (lambda t: long_functions(t, FUNCTION_LINES), LONG * 1 + "    y = 2\n" * 40, LONG),
        (lambda n: too_big(n, 80, 350), [1] * 50 + [81] * 51, [1] * 50 + [80] * 50),
        (lambda n: too_big(n, 80, 350), [1] * 94 + [351] * 6, [1] * 95 + [499] * 5),
        (lambda t: long_text(t, FILE_LINES), "x = 1\n" * 501, "x = 1\n" * 500),
        (orm_writes, "meeting.save()", "page.saved()"),
        (orm_writes, "await meeting.asave()", "await meeting.aget()"),
        (orm_writes, "Meeting.objects.create(title='x')", "Act.create_answer()"),
        (
            orm_writes,
            "late = notes.filter(late=True)\nlate.update(late=False)",
            "a = {}\na.update(b)",
        ),
        (
            orm_writes,
            "def f(rows): rows.update(x=1)",
            "def f(rows: dict[str, int]): rows.update(x=1)",
        ),
        (
            orm_writes,
            "a = {}\na = Note.objects.all()\na.update(x=1)",
            "a = sha256()\na.update(b'')",
        ),
        (orm_writes, "for row in {1}: row.update(x=1)", "seen: set[int] = set()\nseen.add(1)"),
        (orm_writes, "a = b.filter(c.list)\na.update(x=1)", "a = typing.Counter()\na.update(x=1)"),
        (
            orm_writes,
            "def f(a: 'QuerySet[Counter]'): a.update(x=1)",
            "def f(a: 'set[int]'): a.add(1)",
        ),
        (orm_writes, "meeting.notes.create(text='x')", "meeting.notes.all()"),
        (orm_writes, "meeting.hosts.add(host)", "hosts = [*a]\nhosts.remove(host)"),
        (orm_writes, "meeting.hosts.set(hosts)", "self.seen = Counter()\nself.seen.update('ab')"),
        (orm_writes, "meeting.hosts.remove(host)", "found = a | {1}\nfound.add(2)"),
        (orm_writes, "meeting.hosts.clear()", "meeting.hosts.exists()"),
        (orm_writes, "manager = m.notes\nmanager.bulk_create(rows)", "manager.count()"),
        (orm_writes, "list(map(Note.objects.create, rows))", "print(line.update)"),
        (orm_writes, "getattr(note, 'save')()", "getattr(note, 'text')"),
        (orm_writes, "Meeting.objects.filter(id=1)[:3].delete()", "delete(note)"),
        (orm_writes, "note.delete()", "line.update.text"),
        (orm_writes, "await Forum.objects.aupdate_or_create(id=1)", "await Forum.objects.aget()"),
        (orm_writes, "c.execute('DELETE FROM a')", "c.execute('SELECT 1')"),
        (orm_writes, "c.execute(sql)", "c.execute(' select %s', [1])"),
        (orm_writes, "c.execute('WITH a AS (SELECT 1) INSERT INTO b')", "executed(sql)"),
        (orm_writes, "c.executemany('UPDATE a SET b = 1', rows)", "c.fetchall()"),
        (orm_writes, "c.executescript('SELECT 1')", "c.fetchone()"),
        (lambda n: unknown_name("meetings", n), "services", "views"),
        (lambda n: unknown_name("meetings", n), "admin", "actions"),
        (lambda n: unknown_name("core", n), "utils", "money"),
        (strange_test_file, "helpers.py", "test_rules.py"),
        (third_party, '<script defer src="https://cdn.test/a.js">', "<script src='/static/a.js'>"),
        (third_party, '<link rel=stylesheet href="//cdn.test/a.css">', '<a href="https://x.test">'),
        (third_party, "@font-face { src: url(https://f.test/a.woff2) }", "url(/static/a.woff2)"),
        (left_for_later, "# TO" + "DO: write it", "# toddler"),
        (dependencies_without_reason, TOML.format(""), TOML.format(" # the reason")),
        (unlocked, "--index-url https://x.test", "a-b==1.0 ; sys_platform == 'win32' \\"),
        (unlocked, "a @ file:///tmp/a.whl", "    --hash=sha256:" + "0" * 64),
    ],
)
def test_bites(check: Callable[[Any], list[str]], wrong: Any, right: Any) -> None:
    assert check(wrong)
    assert not check(right)
