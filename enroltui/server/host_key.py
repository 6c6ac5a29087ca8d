"""The service's own key, by which clients know it: made at the first start, readable by its owner only."""

from __future__ import annotations

from pathlib import Path

import asyncssh

from enroltui.saving import draft_of, make_private


def own_key(path: Path) -> asyncssh.SSHKey:
    """Return the key in this file, made where it is missing (ed25519, mode 0600). Raises OSError or KeyImportError."""
    if not path.exists():
        made = asyncssh.generate_private_key("ssh-ed25519", comment="enroltui")
        make_private(path.parent)
        with draft_of(path, replace=False) as draft:
            draft.touch(0o600)
            draft.write_bytes(made.export_private_key("openssh"))
    return asyncssh.import_private_key(path.read_bytes())  # `read_private_key` takes no name that is not UTF-8
