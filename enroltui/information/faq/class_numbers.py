"""FAQ: class numbers, the lists they stand in, and codes."""

from enroltui.information.parts import Chapter, Paragraph, Point, Pointer, Question, Target
from enroltui.language import N_

CLASS_NUMBERS = Chapter(
    N_("Class numbers and lists"),
    (
        Question(
            "class-number",
            N_("What is a class number?"),
            (
                Paragraph(
                    N_(
                        "The number of a study activity, such as an exam. It is not the catalogue number of the "
                        "course: 4031LOGI6 is a course, and each exam, retake or lecture of it has a class number of "
                        "five digits. A class number holds in one academic year only."
                    )
                ),
                Pointer(N_("Enrol by entering the class number"), Target("class_number")),
            ),
        ),
        Question(
            "find-class-number",
            N_("Where do I find the class numbers?"),
            (
                Paragraph(
                    N_(
                        "In the class-number list of your programme, or by searching the course. Choose a programme by "
                        "the tabs, or with p and a few letters of its name."
                    )
                ),
                Pointer(N_("Course and exam enrolment, with all lists"), Target("front_page")),
                Pointer(N_("Class numbers of your programme"), Target("class_lists")),
            ),
        ),
        Question(
            "not-yet-defined",
            N_("A course has no class number. What now?"),
            (
                Paragraph(
                    N_(
                        "The class numbers are not yet all defined. The lists show those that are already available, "
                        "and are updated as soon as more is known. The day of a list tells when that was last."
                    )
                ),
            ),
        ),
        Question(
            "other-year",
            N_("Why is my class number refused as one of another year?"),
            (
                Paragraph(
                    N_(
                        "Each academic year has its own class numbers. Look the number up again in the list of the "
                        "year that you want to enrol in."
                    )
                ),
                Pointer(N_("Academic year in which to search"), Target("academic_year")),
            ),
        ),
        Question(
            "codes",
            N_("What do the letters behind a catalogue number mean?"),
            (
                Paragraph(
                    N_("A Y behind the number stands for the whole course. Another letter tells what the class is:")
                ),
                Point(N_("T exam, D partial exam"), "T D"),
                Point(N_("H lecture, W seminar, A practical"), "H W A"),
                Point(N_("R paper, P presentation, O assignment, S internship"), "R P O S"),
            ),
        ),
        Question(
            "e-guide",
            N_("Biology: where is the “usiscodelijst”?"),
            (
                Paragraph(
                    N_(
                        "In the E-guide, for bachelor and master alike; on the university's page of the master it is "
                        "called “Registration in uSis and Codes”. Here the E-guide of each programme shows its courses "
                        "with their credits, level, semester and class numbers."
                    )
                ),
                Pointer(N_("E-guide of the bachelor Biology"), Target("e_guide", "biology-bsc")),
                Pointer(N_("E-guide of the master Biology"), Target("e_guide", "biology-msc")),
            ),
        ),
        Question(
            "shared-lists",
            N_("Why can't I find a list of my own master?"),
            (
                Paragraph(
                    N_(
                        "Chemistry and Life Science and Technology (LST) share one list. For now, the class numbers of "
                        "the masters Astronomy and Physics are in the list Astronomy-Physics."
                    )
                ),
                Pointer(N_("Class numbers: Chemistry and LST"), Target("class_lists", "chemistry-lst-msc")),
                Pointer(N_("Class numbers: Astronomy-Physics"), Target("class_lists", "astronomy-physics-msc")),
            ),
        ),
        Question(
            "minors",
            N_("How do I enrol for a minor?"),
            (
                Paragraph(
                    N_(
                        "First apply for the minor: registration runs from 1 May to 31 July, and places are limited. "
                        "After you are admitted, enrol for the exams of its courses."
                    )
                ),
                Paragraph(
                    N_(
                        "Two minors are Delft's: Advanced Life Science and Technology is registered in Delft's system "
                        "Osiris, and Geo-Resources for the Future has the Delft code TA-MI-192-17."
                    )
                ),
                Pointer(N_("Apply for a minor, or see how your application stands"), Target("minors")),
                Pointer(N_("The minors and their codes"), Target("front_page", "minors")),
            ),
        ),
    ),
)
