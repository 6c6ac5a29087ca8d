"""Seed page: the Transcript of Records, and where questions go."""

from enroltui.information.parts import Paragraph, Pointer, Section, Target
from enroltui.language import N_

TRANSCRIPT = Section(
    "transcript",
    N_("Transcript"),
    N_("Transcript of Records"),
    (
        Paragraph(
            N_(
                "If you need an authenticated Transcript of Records (in Dutch: cijferlijst) from the Graduate School "
                "Office (Educatief Centrum), you can send an e-mail to {transcripts}. Mention your study programme in "
                "the subject line, and give the information that is asked for in the mail."
            )
        ),
        Paragraph(N_("Please allow at least two days for processing your request.")),
        Pointer(N_("Write this letter now"), Target("transcript")),
    ),
)
QUESTIONS = Section(
    "questions",
    N_("Questions"),
    N_("Questions on uSis topics"),
    (
        Paragraph(N_("Unable to log in to uSis? Here you can find more information about your ULCN account.")),
        Pointer(N_("ULCN account: help with logging in"), Target("ulcn_help")),
        Paragraph(
            N_(
                "For other questions, mail your question to {usis}, quoting your name, student number and degree "
                "programme."
            )
        ),
        Pointer(N_("Ask a question"), Target("question")),
    ),
)
