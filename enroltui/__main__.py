"""`python -m enroltui` is the command `enroltui`."""

from enroltui.cli import main

if __name__ == "__main__":
    main()
