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

ROOMS = {"core", "journal", "directory", "delivery", "commitments", "meetings"} | {
    "programmes",
    "indicators",
    "learning",
    "exchange",
    "offline",
    "web",
}
IN_EVERY_ROOM = {
    *("__init__", "apps", "urls", "views", "jobs", "forms", "actions", "queries", "access"),
    *("rules", "models", "reference", "templates", "tests", "migrations"),
    *("sentences", "components", "static", "templatetags", "jinja2", "templating"),
}
ALSO_IN = {
    "core": {
        "ids",
        "paging",
        "periods",
        "money",
        "errors",
        "fields",
        "answers",
        "asked",
        "batch",
        "charts",
        "clock",
        "dates",
        "numbers",
        "lan",
        "statistics",
        "typed",
        "typesetting",
        "uploads",
        "words",
    },
    "journal": {"intents", "turns", "worker", "seals"},
    "commitments": {"history", "pages", "pdf", "proofs"},
    "delivery": {"channels"},
    "directory": {"roles", "fields", "lineage", "links", "lookup", "viewing"},
    "meetings": {"documents", "pages", "papers", "snapshot"},
    "programmes": {"instruments", "pages", "scores"},
    "indicators": {"boundaries", "charts", "computed", "export", "pages", "papers", "rollup"},
    "learning": {"effect", "pages", "similar"},
    "exchange": {"xlsx", "hxl", "fhir", "dhis2", "icalendar", "api"},
    "offline": {
        "pages",
        "receiving",
        "keeping",
        "seals",
        "exports",
        "files",
        "photos",
        "turnstile",
    },
    "web": {"context", "demo"},
}
NEVER = {"utils", "helpers", "services", "managers", "common", "signals", "models_base"}
NOT_ROOMS = {"site", "locale"}

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
