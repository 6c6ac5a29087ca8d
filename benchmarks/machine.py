"""Say what machine the figures were taken on."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from importlib.metadata import version
from pathlib import Path

from kit.servers import described

PACKAGES = ("textual", "sqlalchemy", "sqlmodel", "psycopg")


def machine() -> str:
    """Return processor, system and versions in a line."""
    versions = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}", described()]
    versions += [f"{package} {version(package)}" for package in PACKAGES]
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    return f"{_processor()}, {os.cpu_count()} cores; {system}; {', '.join(versions)}."


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.exists() else None
    return named[1] if named else platform.processor() or platform.machine()
