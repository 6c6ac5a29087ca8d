"""Who people are: accounts, logging in, sessions and keys."""
