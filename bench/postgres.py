"""The writers again, on PostgreSQL, for information: `python tests/pg.py -- python -m bench.postgres`."""

import json
import os

from bench import prepare, writers


def main() -> None:
    if not os.environ.get("DATABASE_URL"):
        return  # no server programs on this machine; tests/pg.py has said so
    prepare.main(0)
    print(json.dumps(writers.main("PostgreSQL (nothing flushed to disk)")))


if __name__ == "__main__":
    main()
