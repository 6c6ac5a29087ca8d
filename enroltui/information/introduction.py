"""Seed page, top: what one enrols for, why early, and where the class numbers are."""

from enroltui.information.parts import Heading, Paragraph, Point, Pointer, Section, Target
from enroltui.language import N_

INTRODUCTION = Section(
    "introduction",
    N_("Top"),
    N_("Course and exam enrolment"),
    (
        Paragraph(
            N_(
                "You can enrol via uSis for lectures, seminars, exams, papers, assignments and presentations. How you "
                "enrol for certain activities can vary from programme to programme. In some cases you may have to "
                "enrol via the education administration office instead."
            )
        ),
        Paragraph(N_("If you have questions about uSis, please consult the FAQ first.")),
        Pointer(N_("FAQ: questions about uSis, with their answers"), Target("faq")),
        Paragraph(N_("Other questions should be addressed to your education administration office.")),
        Heading(N_("Class numbers")),
        Paragraph(
            N_(
                "If you want to take a course or an exam, retakes included, you have to register via uSis in a class "
                "number. Mostly this class number refers to an exam, but please enrol as soon as you plan to follow "
                "the course: then the coordinator can use the list of enrolled students to see how many to expect in "
                "the group."
            )
        ),
        Paragraph(
            N_(
                "Find the numbers you need by choosing your bachelor's or master's programme below, or by the tab of "
                "the study programme above each list. To change the study programme, choose another at the upper "
                "right of the screen: press p there and type a few letters of its name."
            )
        ),
        Paragraph(
            N_(
                "The class numbers for {year} are not yet all defined. The lists show the numbers that are already "
                "available, and are updated as soon as more information is available."
            )
        ),
        Pointer(N_("Class numbers {year}: the list of your programme"), Target("class_lists")),
        Heading(N_("Useful tips")),
        Point(N_("An exam and its retake have class numbers of their own: sign up for a retake separately, always.")),
        Point(N_("Sign up at least ten days before the exam date.")),
        Point(N_("The day behind a list is the day on which its class numbers were last updated.")),
    ),
)
