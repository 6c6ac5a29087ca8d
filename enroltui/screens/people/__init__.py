"""Pages of logging in, the account, its keys and its sessions."""
