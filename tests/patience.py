"""How long a test waits for what has to happen: a backstop against hanging for ever, not a measurement.

No test is decided by how busy the machine is: it waits for a condition. Whoever looks for a fault may set
ENROLTUI_TEST_PATIENCE to fewer seconds, so that a condition that never comes fails sooner.
"""

from __future__ import annotations

import os

PATIENCE = float(os.environ.get("ENROLTUI_TEST_PATIENCE", "900"))
"""Seconds."""
