"""The messages: gathered from the source, kept as `nl/LC_MESSAGES/enroltui.po`, used as `enroltui.mo`."""
