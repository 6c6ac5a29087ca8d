"""Put the letters of the outbox into words, make mail of them, and bring them to the mail server."""
