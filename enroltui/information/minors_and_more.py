"""Seed page: minors, the Honours College, and the courses of the faculty itself."""

from enroltui.information.parts import Heading, Lists, Paragraph, Point, Pointer, Section, Target
from enroltui.language import N_
from enroltui.terms import ProgrammeKind

MINORS = Section(
    "minors",
    N_("Minors"),
    N_("Minors {year}"),
    (
        Paragraph(N_("The information about the minors is available on the minor website of Leiden University.")),
        Pointer(N_("Apply for a minor, or see how your application stands"), Target("minors")),
        Paragraph(N_("These are the “Science” minors. Those with class numbers are marked with ›.")),
        Lists(ProgrammeKind.MINOR, with_notes=False),
        Paragraph(
            N_(
                "For Advanced Life Science and Technology you register in the system of Delft University (Osiris). A "
                "link to that system is in the document of that minor."
            )
        ),
        Paragraph(
            N_("After you are admitted to a minor, you should enrol for the exams of the courses in that minor.")
        ),
    ),
)
HONOURS = Section(
    "honours",
    N_("Honours"),
    N_("Honours College Beta and Life Sciences {year}"),
    (Lists(ProgrammeKind.HONOURS),),
)
FACULTY = Section(
    "faculty",
    N_("Faculty"),
    N_("Courses offered by the Faculty of Science"),
    (
        Paragraph(
            N_(
                "Every year a number of courses are not offered by a specific institute or study, but by the Faculty "
                "of Science. In 2016-2017 the following courses are on offer:"
            )
        ),
        Heading(N_("For bachelor (and sometimes master) students")),
        Point(N_("Complex Networks")),
        Point(N_("Keerpunten in de geschiedenis van de natuurwetenschappen")),
        Point(N_("On being a scientist")),
        Heading(N_("For master students")),
        Point(N_("Science and the Public")),
        Point(N_("Science Methodology")),
        Heading(N_("Class numbers to sign up in uSis")),
        Lists(ProgrammeKind.FACULTY, with_notes=False),
    ),
)
