"""Saving a new file in a folder as a person types it."""

from __future__ import annotations

from pathlib import Path


def save_new(content: bytes, folder: str, name: str, suffix: str) -> Path | None:
    """Write `name` + `suffix` (such as ".ics") in a folder; its path, or None where that can't be done.

    Nothing is ever overwritten: where there is a file of that name, the next number is taken.
    """
    if not folder.strip():
        return None
    try:
        where = Path(folder).expanduser()
        for number in range(1, 1000):
            path = where / f"{name}{f'-{number}' if number > 1 else ''}{suffix}"
            try:
                with path.open("xb") as file:
                    file.write(content)
            except FileExistsError:
                continue
            return path
    except (OSError, RuntimeError, ValueError):  # also a person without a home, and a name with a NUL in it
        return None
    return None
