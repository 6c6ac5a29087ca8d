"""One file a uSis page, each with its own style sheet beside it."""
