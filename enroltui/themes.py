"""The colours. Leiden's blue for the frame, one warm accent for what can be done now; meaning never by colour alone."""

from __future__ import annotations

from textual.theme import Theme

_DARK_FRAME = {
    "frame": "#001158",
    "frame-text": "#ffffff",
    "warm": "#f6b53d",
    "quiet": "#8f9bb8",
    "block-cursor-background": "#2a3f9d",
    "block-cursor-foreground": "#ffffff",
    "input-selection-background": "#f6b53d 35%",
}

LEIDEN_DARK = Theme(
    name="leiden-dark",
    primary="#6f8cff",
    secondary="#8f9bb8",
    accent="#f6b53d",
    warning="#f6b53d",
    error="#ff8080",
    success="#6fd08c",
    foreground="#e8ebf4",
    background="#0b1026",
    surface="#121938",
    panel="#18204a",
    variables=_DARK_FRAME,
)
LEIDEN_LIGHT = Theme(
    name="leiden-light",
    primary="#001158",
    secondary="#4a5578",
    accent="#9a4f00",
    warning="#9a4f00",
    error="#a3001f",
    success="#0a6b2d",
    foreground="#10142a",
    background="#fbfbfd",
    surface="#eef0f7",
    panel="#e2e6f2",
    dark=False,
    variables={
        "frame": "#001158",
        "frame-text": "#ffffff",
        "warm": "#9a4f00",
        "quiet": "#56607f",
        "block-cursor-background": "#001158",
        "block-cursor-foreground": "#ffffff",
    },
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff9090",
    success="#90ff90",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    variables={
        "frame": "#000000",
        "frame-text": "#ffffff",
        "warm": "#ffff00",
        "quiet": "#ffffff",
        "block-cursor-background": "#ffffff",
        "block-cursor-foreground": "#000000",
    },
)
TERMINAL = Theme(
    name="terminal",
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    ansi=True,
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "frame": "ansi_blue",
        "frame-text": "ansi_bright_white",
        "warm": "ansi_yellow",
        "quiet": "ansi_default",
        "block-cursor-background": "ansi_blue",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-text-style": "b",
    },
)
THEMES = (LEIDEN_DARK, LEIDEN_LIGHT, HIGH_CONTRAST, TERMINAL)
