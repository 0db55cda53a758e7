"""A Spark to work on: the one that is given or running, or one of our own for the time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from toolkit.config import SparkSettings
from toolkit.errors import ConfigError, ToolkitError, UsageError

# Spark tells of every start and of every slow task; errors reach the caller as exceptions.
_QUIET = """
rootLogger.level = off
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c: %m%n
"""


def check_installed(settings: SparkSettings, session: Any = None) -> None:
    """What can be known before any work is done. Raises UsageError and ConfigError."""
    if session is not None:
        if not hasattr(session, "_jsparkSession"):
            raise UsageError(
                "Splink cannot work on a Spark Connect session",
                where="spark", hint="Give a session that was made on the cluster itself.",
            )  # fmt: skip
        return
    if find_spec("pyspark") is None:
        hint = "pip install 'crossdoc-toolkit[spark]', or use matching.backend = \"duckdb\"."
        raise UsageError("Spark needs the package pyspark", where="backend spark", hint=hint)
    if not _running() and not _java():
        hint = "Install a Java runtime, version 17 or later, or set JAVA_HOME to one."
        raise UsageError("Spark needs Java, which was not found", where="backend spark", hint=hint)
    if not is_local(settings.master) and not settings.directory:
        raise ConfigError(
            "a cluster needs a folder that all its machines see",
            where="setting 'spark.directory'", hint="Give one on a file system that they share.",
        )  # fmt: skip


def is_local(master: str) -> bool:
    return master == "local" or master.startswith("local[")


def _running() -> Any:
    """The session of this process, if it has one already."""
    if "pyspark" not in sys.modules:
        return None
    from pyspark.sql import SparkSession

    return SparkSession.getActiveSession()


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME", "")
    return shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")


@contextmanager
def spark_session(settings: SparkSettings, threads: int, folder: Path, given: Any) -> Iterator[Any]:
    """A session of its own, with its own names, on the Spark that is given or running.

    Where there is none, one is started as the settings say, with its files in `folder`, and
    stopped at the end. Raises ToolkitError where it does not start.
    """
    session = given or _running()
    if session is not None:
        yield session.newSession()
        return
    session = _start(settings, threads, folder)
    try:
        yield session
    finally:
        session.stop()


def _start(settings: SparkSettings, threads: int, folder: Path) -> Any:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("toolkit")
    for name, value in _options(settings, threads, folder).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        found = subprocess.run(
            [_java() or "java", "-version"], capture_output=True, text=True, check=False
        )
        version = (found.stderr.splitlines() or ["no version"])[0]
        hint = f"Spark 4 needs Java 17 or later, this is: {version}. See also spark.options."
        raise ToolkitError("Spark did not start", where="backend spark", hint=hint) from error
    except Exception as error:  # of the Java side: no such master, a wrong option
        said = str(error).splitlines()[0][:300]
        raise ToolkitError(f"Spark did not start: {said}", where="backend spark") from error
    if is_local(settings.master) and "PYSPARK_PYTHON" not in os.environ:
        session.sparkContext.pythonExec = sys.executable  # else whatever is called python3
    return session


def _options(settings: SparkSettings, threads: int, folder: Path) -> dict[str, str]:
    """Options of a session of our own; those of `spark.options` come last."""
    master = f"local[{threads}]" if settings.master == "local[*]" and threads else settings.master
    logging = folder / "log4j2.properties"
    logging.write_text(_QUIET, encoding="utf-8")
    options = {
        "spark.master": master,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={logging}",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": str(settings.partitions or 8),
    }
    if is_local(settings.master):  # nothing listens outside this machine
        options |= {
            "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
            "spark.local.dir": str(folder / "local"), "spark.driver.memory": "2g",
        }  # fmt: skip
    return options | dict(settings.options)
