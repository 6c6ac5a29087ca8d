"""What can be asked of the registrar, a desk for each subject; `registrar.py` holds them together."""
