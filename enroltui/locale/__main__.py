"""`python -m enroltui.locale`: gather new messages into the Dutch .po file, compile it, and say what is missing."""

import sys

from enroltui.locale.messages import bring_up_to_date

missing = bring_up_to_date()
sys.stdout.writelines(f"not translated: {message!r}\n" for message in missing)
sys.exit(1 if missing else 0)
