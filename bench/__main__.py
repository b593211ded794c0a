"""`make bench`: measures, prints a table, fails when a budget is broken. `--write` puts it into docs/figures.md.

    python -m bench [--only pages,wire,…] [--forums 200] [--data FOLDER] [--write]
    MUFAKAT_DEVICES=100,200 python -m bench --only devices     fewer of them: the whole thousand takes its minutes
    MUFAKAT_PUSKESMAS=1000 MUFAKAT_SITES=8500 python -m bench --only figures,facts     a tenth of the nation

Each measurement runs in a process of its own. `--data` keeps the nation for another time (its making takes
minutes). Budgets are those of the issue; nothing here is a test of the suite, for time depends on the machine.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "docs" / "figures.md"
MARK = "<!-- measured -->"
PARTS = (
    "pages",
    "wire",
    "memory",
    "writers",
    "regions",
    "minutes",
    "papers",
    "demo",
    "search",
    "offline",
    "postgres",
    "devices",
    "figures",
    "facts",
)
OF_THE_NATION = {"pages", "wire", "memory", "writers", "minutes", "papers", "offline"}
Row = dict[str, Any]


def run(module: str, *arguments: str, data: Path, before: list[str] | None = None) -> list[Row]:
    """A measurement in its own process; what it prints last is its rows."""
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {
        "MUFAKAT_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "mufakat.site.settings",
        "PYTHONPATH": str(ROOT),
    }
    command = [*(before or []), sys.executable, "-m", f"bench.{module}", *arguments]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"bench.{module} failed")
    lines = done.stdout.splitlines()
    return list(json.loads(lines[-1])) if lines else []


def measure(parts: set[str], forums: int, nation: Path, scratch: Path) -> list[Row]:
    rows: list[Row] = []
    if parts & OF_THE_NATION:
        print(f"A nation with {forums} other forums …", flush=True)
        run("prepare", str(forums), data=nation)
    for part in ("pages", "wire", "memory", "offline"):
        if part in parts:
            told = [] if part == "pages" else [str(nation)]
            rows += run(part, *told, data=scratch / part if part == "offline" else nation)
    if "writers" in parts:
        rows += run("writers", "SQLite", data=nation)
    for part in ("regions", "minutes", "papers", "demo"):
        if part in parts:
            where = nation if part in ("minutes", "papers") else scratch / part
            rows += run("tasks", part, str(where), data=where)
    if "search" in parts:
        rows += run("search", "SQLite", data=scratch / "search")
    if "postgres" in parts:
        before = [sys.executable, str(ROOT / "tests" / "pg.py"), "--"]
        rows += run("search", "PostgreSQL", data=scratch / "search-postgres", before=before)
        rows += run("postgres", data=scratch / "postgres", before=before)
    if "devices" in parts:
        before = [sys.executable, str(ROOT / "tests" / "pg.py"), "--"]
        rows += run("devices", data=scratch / "devices", before=before)
    return rows + measure_figures(parts, scratch)


def measure_figures(parts: set[str], scratch: Path) -> list[Row]:
    """Those of instruments; if they were made, they are exported as facts too."""
    rows: list[Row] = []
    if "figures" in parts:
        rows += run("figures", "SQLite", data=scratch / "figures")
        rows += run("dashboards", "SQLite", data=scratch / "figures")
    if "facts" in parts:  # the figures, if they were made before, are exported too
        rows += run("facts", str(scratch / "facts"), data=scratch / "figures")
        rows += run("export", str(scratch / "exported"), data=scratch / "export")
    return rows


def is_kept(row: Row) -> bool:
    return row["budget"] is None or row["value"] <= row["budget"]


def shown(row: Row) -> tuple[str, str, str, str]:
    def number(value: float | None) -> str:
        if value is None:
            return ""
        digits = 0 if row["unit"] in ("B", "") or value >= 100 else 1
        return f"{value:,.{digits}f} {row['unit']}".strip()

    ok = "" if row["budget"] is None else "yes" if is_kept(row) else "NO"
    return row["what"], number(row["value"]), number(row["budget"]), ok


def table(rows: list[Row]) -> str:
    lines = [("what", "measured", "budget", "ok"), *map(shown, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(4)]
    return "\n".join(
        f"{a:<{widths[0]}}  {b:>{widths[1]}}  {c:>{widths[2]}}  {d}".rstrip()
        for a, b, c, d in lines
    )


def write(rows: list[Row]) -> None:
    """Replace what stands below the mark in docs/figures.md."""
    before = FIGURES.read_text(encoding="utf-8").split(MARK)[0]
    lines = [
        f"Measured on {datetime.now(UTC):%d %B %Y}.",
        "",
        "| What | Measured | Budget | Kept |",
        "|---|--:|--:|---|",
    ]
    lines += [f"| {' | '.join(shown(row))} |" for row in rows]
    FIGURES.write_text(before + MARK + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    asked.add_argument("--only", default=",".join(PARTS), help=", ".join(PARTS))
    asked.add_argument("--forums", type=int, default=200, help="how many other forums")
    asked.add_argument("--data", type=Path, help="a folder that keeps the nation")
    asked.add_argument("--write", action="store_true", help="put the table into docs/figures.md")
    chosen = asked.parse_args()
    parts = set(chosen.only.split(","))
    if unknown := parts - set(PARTS):
        asked.error(f"unknown: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="mufakat-bench-") as folder:
        scratch = Path(folder)
        nation = chosen.data or scratch / "nation"
        nation.mkdir(parents=True, exist_ok=True)
        rows = measure(parts, chosen.forums, nation.resolve(), scratch)
    print(table(rows))
    if chosen.write:
        write(rows)
    broken = [row["what"] for row in rows if not is_kept(row)]
    if broken:
        print(f"\n{len(broken)} budgets are broken: {'; '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
