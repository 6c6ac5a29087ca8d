"""The command `enroltui`: the app at once where nothing is asked, else what `commands/root.py` reads.

Only what the first paint needs is imported before it.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from platformdirs import user_data_path

from enroltui.ascii_text import is_utf8, write_as_locale
from enroltui.clock import ShownClock
from enroltui.ending import in_order
from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.language import DUMB, Language, code_from_environment
from enroltui.settings import default_today, keep_log, log_file, open_for_app, own_database
from enroltui.visit import Visit
from enroltui.where import Where

if TYPE_CHECKING:
    from enroltui.app import EnrolApp
    from enroltui.letters.mail_server import MailServer
    from enroltui.sandbox import Sandbox

MISUSE = 2
"""Exit status: it could not be asked at all."""

log = logging.getLogger(__name__)


def main() -> None:
    """Run the command `enroltui`. A traceback goes to the log file, and the person gets a sentence."""
    write_as_locale(sys.stdout, sys.stderr)
    keep_log()
    language = Language(code_from_environment(dict(os.environ)))
    try:
        with in_order():
            _run(language)
    except Exception:
        log.exception("enroltui stopped")
        _stop(language.text("Something went wrong in enroltui itself. The details are in {log}", log=log_file()))


def _run(language: Language) -> None:
    if sys.argv[1:] or any(name.startswith("ENROLTUI_") for name in os.environ):
        from enroltui.commands.root import root

        root(prog_name="enroltui", obj=start)
    else:
        database = own_database()
        clock = ShownClock.parse(default_today(database))
        start(Visit(partial(open_for_app, database), clock, language), database, None)


def start(
    visit: Visit,
    database: Where,
    mail_server: MailServer | None,
    opening: Callable[[EnrolApp], object] | None = None,
) -> None:
    """Run the app for this visit, sending letters where there is a server; end the program with its exit status.

    `opening` is what the app does first.
    """
    if isinstance(database, Path) and database != own_database() and not database.exists():
        from enroltui.sentences.errors import error_sentence  # not needed for the first paint

        _stop(error_sentence(DatabaseUnusable(Unusable.MISSING, database), visit.language))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _stop(visit.language.text("The app needs a terminal. Commands that need none: enroltui --help"))
    if os.environ.get("TERM") in DUMB:
        _stop(
            visit.language.text(
                "This terminal (TERM={kind}) has no full screen. The same is done by plain commands: enroltui --help",
                kind=os.environ["TERM"],
            )
        )
    gc.disable()  # what is made before the first paint is hardly ever rubbish; the app turns it on again
    sys.setswitchinterval(0.001)  # what is painted is written by a thread: it comes to its turn sooner
    from enroltui.local_app import LocalApp, given_back  # the plain commands do without Textual

    postman = None
    if mail_server is not None:
        from enroltui.letters.postman import Postman

        postman = Postman(lambda: visit.registrar, mail_server)
    app = LocalApp(visit, ascii_only=not is_utf8(sys.stdout), postman=postman, make_sandbox=make_sandbox)
    app.opening = opening
    app.recordings = user_data_path("enroltui", appauthor=False) / "recordings"
    with postman or nullcontext(), given_back():
        app.run()
    if visit.kept_before_upgrade or visit.set_aside:
        from enroltui.sentences.errors import opened_sentences

        told = opened_sentences(visit.kept_before_upgrade, visit.set_aside, visit.language)
        sys.stderr.writelines(f"{sentence}\n" for sentence in told)
    visit.close()
    if app.parting:
        sys.stderr.write(f"{app.parting}\n")
    sys.exit(app.return_code or 0)


def make_sandbox() -> Sandbox:
    """Return a function that makes the sandbox in which guided tours take place."""
    from enroltui.sandbox import Sandbox

    return Sandbox()


def _stop(sentence: str) -> NoReturn:
    """End the program with a sentence on stderr."""
    sys.stderr.write(f"{sentence}\n")
    sys.exit(MISUSE)
