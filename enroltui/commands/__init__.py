"""The plain commands, for scripts and screen readers: the same registrar as the screens, a file a group."""
