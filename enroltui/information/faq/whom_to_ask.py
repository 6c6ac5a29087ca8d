"""FAQ: who answers what is not answered here."""

from enroltui.information.parts import Chapter, Paragraph, Pointer, Question, Target, steps
from enroltui.language import N_

WHOM_TO_ASK = Chapter(
    N_("Logging in, letters, and whom to ask"),
    (
        Question(
            "log-in",
            N_("I cannot log in. What now?"),
            (
                Paragraph(
                    N_(
                        "Log in with your ULCN account, which is your Blackboard account too: your student number, "
                        "with the s before it, and your password. A forgotten password is replaced by the helpdesk."
                    )
                ),
                Pointer(N_("ULCN account: help with logging in"), Target("ulcn_help")),
            ),
        ),
        Question(
            "whom-to-ask",
            N_("Whom do I ask?"),
            (
                Paragraph(N_("About uSis: this FAQ first. Then your education administration office.")),
                Paragraph(
                    N_(
                        "About difficulties with enrolling, mail {usis}: include your student number, study, the "
                        "course you want to enrol in and a description of the problem."
                    )
                ),
                Paragraph(N_("About the contents of your studies, in this order:")),
                *steps(
                    N_("the E-study guide"),
                    N_("the website of your study programme"),
                    N_("your study adviser"),
                ),
                Pointer(N_("Ask a question"), Target("question")),
            ),
        ),
        Question(
            "transcript",
            N_("How do I get a Transcript of Records (cijferlijst)?"),
            (
                Paragraph(
                    N_(
                        "Send an e-mail to {transcripts}, the Graduate School Office (Educatief Centrum), with your "
                        "study programme in the subject line. Allow at least two days for it. This program writes the "
                        "letter."
                    )
                ),
                Pointer(N_("Write this letter now"), Target("transcript")),
            ),
        ),
        Question(
            "letters",
            N_("Is my letter really sent?"),
            (
                Paragraph(
                    N_(
                        "The page of the letter says so. A letter waits in the outbox until a mail server takes it; "
                        "where none is set up, nothing is sent, and you can copy the letter or save it for your own "
                        "mail program."
                    )
                ),
            ),
        ),
    ),
)
