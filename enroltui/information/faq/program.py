"""FAQ: this program itself."""

from enroltui.information.parts import Chapter, Paragraph, Point, Pointer, Question, Target
from enroltui.language import N_

PROGRAM = Chapter(
    N_("This program"),
    (
        Question(
            "keys",
            N_("How do I find my way in this program?"),
            (
                Point(N_("The arrow keys move and Enter chooses, everywhere. In a menu its digit does so too.")),
                Point(N_("Escape leaves a field, or goes back one page. Nothing typed is lost.")),
                Point(N_("g goes to any page or programme by its name, c to the shopping cart, / to the search.")),
                Point(N_("? or F1 is help on the page where you are; the last line shows its keys.")),
                Pointer(N_("Main Menu"), Target("main_menu")),
            ),
        ),
        Question(
            "language",
            N_("How do I change the language or my password?"),
            (
                Paragraph(
                    N_(
                        "l switches between Dutch and English, F2 does so in a field; your choice is remembered. In My "
                        "account you choose a new password."
                    )
                ),
                Pointer(N_("My account"), Target("account")),
            ),
        ),
        Question(
            "timetable",
            N_("How does my timetable get into my own calendar?"),
            (
                Paragraph(
                    N_(
                        "In Week timetable s saves all your classes as a calendar file, which other calendar programs "
                        "read. Save it and read it in again later: the events are updated, none comes twice, and what "
                        "you have withdrawn from is cancelled."
                    )
                ),
                Pointer(N_("Week timetable"), Target("timetable")),
            ),
        ),
        Question(
            "made-up",
            N_("What is real here, and what is made up?"),
            (
                Paragraph(
                    N_(
                        "Real are the courses of 2017-2018: their numbers, titles and credits, and the programmes and "
                        "lists they stand in. Made up are class numbers, days, rooms, sizes and people. This program "
                        "is not connected to the university: nobody is enrolled in anything by it."
                    )
                ),
            ),
        ),
        Question(
            "without-screen",
            N_("Can I do all this without a full screen?"),
            (
                Paragraph(
                    N_(
                        "Yes, with plain commands, also for screen readers: enroltui classes, enroltui lists, enroltui "
                        "enrol and others. enroltui --help names them all."
                    )
                ),
            ),
        ),
        Question(
            "staff",
            N_("I work at the helpdesk. What can I do here?"),
            (
                Paragraph(
                    N_(
                        "Find a student at the counter, see what the student is enrolled in, and give a one-time "
                        "password. It lets the student in once, and giving it is written down in the audit trail."
                    )
                ),
                Paragraph(
                    N_(
                        "Over SSH you can also watch along with a student who is logged in there and allows it, and "
                        "help by keys if the student allows that too."
                    )
                ),
            ),
        ),
    ),
)
