"""Letters of the outbox: their words, the message made of them, and the way to the mail server."""
