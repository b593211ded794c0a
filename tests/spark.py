"""The roll-up on Spark: `python -m tests.spark FACTS FOLDER` starts a master and two workers on this machine's own
address, adds up the facts by the very expression that DuckDB is given, and writes the cells as `whole.parquet`.

Then once more, as `killed.parquet`: one worker is stopped, and once it holds a task it is killed with everything it
runs, so that the other one has to do that task again. A process of its own: Spark brings warnings and threads.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

HERE = "127.0.0.1"
PATIENCE = 60.0
DEPLOY = "org.apache.spark.deploy"
SPARK = {
    "spark.ui.enabled": "false",
    "spark.driver.host": HERE,
    "spark.driver.bindAddress": HERE,
    "spark.driver.memory": "512m",
    "spark.executor.memory": "512m",
    "spark.executor.cores": "1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.session.timeZone": "UTC",
}
Daemon = subprocess.Popen[bytes]


def wait_for[T](what: str, ask: Any) -> Any:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := ask():
            return found
        time.sleep(0.05)
    raise SystemExit(f"Spark: {what} did not come")


def daemon(home: Path, name: str, *arguments: str) -> Daemon:
    """A master or worker, with all that it starts in a group of its own."""
    import pyspark

    spark = Path(pyspark.__file__).parent
    environment = {**os.environ, "SPARK_HOME": str(spark), "SPARK_LOCAL_IP": HERE}
    environment |= {"SPARK_DAEMON_MEMORY": "256m", "SPARK_NO_DAEMONIZE": "1"}
    command = [str(spark / "bin" / "spark-class"), *arguments, "--host", HERE, "--webui-port", "0"]
    with (home / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=home, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def said(home: Path, name: str, pattern: str) -> str:
    """What a daemon's log tells, once it does."""
    log = home / f"{name}.log"
    return str(wait_for(name, lambda: re.search(pattern, log.read_text(errors="replace")))[1])


@contextmanager
def cluster() -> Iterator[tuple[str, list[Daemon]]]:
    """A master and two workers of one core each: the master's address, and the workers."""
    with tempfile.TemporaryDirectory(prefix="mufakat-spark-") as folder:
        home = Path(folder)
        running = [daemon(home, "master", f"{DEPLOY}.master.Master", "--port", "0")]
        try:
            master = said(home, "master", r"(spark://\S+:\d+)")
            for n in (1, 2):
                room = ["--cores", "1", "--memory", "640m", "--work-dir", str(home / f"work{n}")]
                running.append(daemon(home, f"worker{n}", f"{DEPLOY}.worker.Worker", master, *room))
            for n in (1, 2):
                said(home, f"worker{n}", r"(Successfully registered with master)")
            yield master, running[1:]
        finally:
            for each in running:
                end(each)


def end(process: Daemon) -> None:
    """At once, with all that it started: nothing of it is worth keeping."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


def session(master: str, home: Path) -> Any:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("mufakat")
    for name, value in {**SPARK, "spark.sql.warehouse.dir": str(home)}.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    found.sparkContext.setLogLevel("ERROR")
    executors = found.sparkContext._jsc.sc().getExecutorMemoryStatus
    wait_for("two executors", lambda: executors().size() == 3)  # the driver is counted
    return found


def kill_midway(spark: Any, worker: Daemon) -> threading.Thread:
    """Stop a worker, wait until there is work for both, and kill it: what it held never ends there."""
    os.killpg(worker.pid, signal.SIGSTOP)
    status = spark.sparkContext.statusTracker()

    def both_hold_a_task() -> bool:
        stages = [status.getStageInfo(stage) for stage in status.getActiveStageIds()]
        return any(stage and stage.numTasks > 1 and stage.numActiveTasks for stage in stages)

    def watch() -> None:
        wait_for("a task", both_hold_a_task)
        time.sleep(0.3)  # the tasks are handed out at once, to whoever is free
        end(worker)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def end_with_parent() -> None:
    """Whoever started this may be killed: then the daemons end too, by the way out of `cluster`."""
    parent = os.getppid()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def main(facts: Path, folder: Path) -> None:
    import ibis
    import pyarrow.parquet as pq

    from mufakat.indicators.rollup import expression

    os.environ["SPARK_LOCAL_IP"] = HERE
    end_with_parent()
    with cluster() as (master, workers):
        spark = session(master, folder)
        backend = ibis.pyspark.connect(spark)
        cells = expression.cells(backend.read_parquet(str(facts)))
        pq.write_table(backend.to_pyarrow(cells), folder / "whole.parquet")
        killer = kill_midway(spark, workers[1])
        pq.write_table(backend.to_pyarrow(cells), folder / "killed.parquet")
        killer.join()
        left = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
        print(f"executors at the end: {left}", flush=True)
        spark.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
