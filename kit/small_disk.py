"""Make a disk of a few megabytes, so that a test sees what happens when it is full."""

import subprocess
from pathlib import Path


def small_disk(folder: Path, megabytes: int) -> bool:
    """Make a folder a disk of its own in memory, which only root can; return whether it is one."""
    options = f"size={megabytes}m,mode=0777"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    return mounted.returncode == 0


def give_back(folder: Path) -> None:
    """Unmount the small disk again."""
    subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)
