"""What a web process weighs after 200 requests: `python -m bench.memory DATA`. PSS, from smaps_rollup."""

import http.client
import json
import sys
from pathlib import Path
from typing import Any

from bench.serving import served
from bench.wire import addresses

REQUESTS = 200


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    others = [
        c for t in Path(f"/proc/{pid}/task").iterdir() for c in (t / "children").read_text().split()
    ]
    return sorted({int(c) for c in [*listed, *others]})


def pss(pid: int) -> float:
    """MB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1_000_000
    return 0.0


def is_worker(pid: int) -> bool:
    return b"mufakat.site.cli\0work" in Path(f"/proc/{pid}/cmdline").read_bytes()


def session_of(who: str, data: Path) -> str:
    import os

    os.environ["MUFAKAT_DATA"] = str(data)
    from bench.pages import opened, signed_in

    opened()
    return signed_in(who)


def main(data: Path) -> list[dict[str, Any]]:
    cookie = session_of("camat", data)
    pages = [
        *addresses(data).values(),
        "/komitmen/",
        "/forum/",
        "/organisasi/",
        "/api/v1/regions/stats",
    ]
    with served("serve", data) as (port, pid, _):
        for n in range(REQUESTS):
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            asked.request(
                "GET", pages[n % len(pages)], headers={"Cookie": cookie, "Accept-Encoding": "gzip"}
            )
            answer = asked.getresponse()
            answer.read()
            if answer.status >= 500:
                raise SystemExit(f"{pages[n % len(pages)]} answered {answer.status}")
            asked.close()
        below = children(pid)
        web = [pss(p) for p in below if not is_worker(p)]
        work = [pss(p) for p in below if is_worker(p)]
        rows = [
            {
                "what": f"web process after {REQUESTS} requests: PSS",
                "value": max(web),
                "budget": 110,
                "unit": "MB",
            }
        ]
        rows += [
            {"what": "background worker: PSS", "value": w, "budget": 110, "unit": "MB"}
            for w in work
        ]
        rows.append(
            {
                "what": "server that starts them: PSS",
                "value": pss(pid),
                "budget": None,
                "unit": "MB",
            }
        )
        return rows


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
