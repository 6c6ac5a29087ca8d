"""FAQ: exams, retakes and credits."""

from enroltui.information.parts import Chapter, Paragraph, Pointer, Question, Target
from enroltui.language import N_

EXAMS = Chapter(
    N_("Exams, retakes and credits"),
    (
        Question(
            "ten-days",
            N_("Until when can I sign up for an exam?"),
            (
                Paragraph(
                    N_(
                        "Until ten days before the exam date: for an exam on 25 January up to and including 15 "
                        "January. Each class shows its last day to enrol."
                    )
                ),
                Pointer(N_("Exam schedule of your programme"), Target("exam_schedule")),
            ),
        ),
        Question(
            "retake",
            N_("Am I signed up for the retake when I am enrolled for the exam?"),
            (
                Paragraph(
                    N_(
                        "No. A retake is a class of its own, with a class number of its own. You always have to sign "
                        "up separately for it. The column Description tells whether a class is an exam or a retake."
                    )
                ),
            ),
        ),
        Question(
            "lecture",
            N_("Does enrolling for a lecture enrol me for the exam?"),
            (
                Paragraph(
                    N_(
                        "No. A lecture and its exam are classes of their own. When you add a lecture, its exam is "
                        "offered as well; the Student Center says for which course the exam is still missing."
                    )
                ),
                Pointer(N_("Student Center"), Target("student_center")),
            ),
        ),
        Question(
            "research-project",
            N_("Must I enrol for the Bachelor Research Project?"),
            (
                Paragraph(
                    N_(
                        "Yes. It requires enrolment too, though it has no exam day. You find its class number in the "
                        "list of your programme."
                    )
                ),
                Pointer(N_("Class numbers of your programme"), Target("class_lists")),
            ),
        ),
        Question(
            "grade-registration",
            N_("What is enrolling for grade registration?"),
            (
                Paragraph(
                    N_(
                        "A course without an exam also needs an enrolment, so that its grade can be registered. For "
                        "the specialisations Science Communication and Society and Science Based Business the lists "
                        "hold the class numbers for both."
                    )
                ),
                Pointer(N_("Class numbers of the specialisations"), Target("front_page", "specialisations")),
            ),
        ),
        Question(
            "credits",
            N_("Are credits counted for each class?"),
            (
                Paragraph(
                    N_(
                        "No, once for each course: lecture, exam and retake of one course together bring its credits "
                        "(EC) once. The shopping cart and the Student Center add them up."
                    )
                ),
            ),
        ),
        Question(
            "exam-schedule",
            N_("Where is the exam schedule?"),
            (
                Paragraph(
                    N_(
                        "Each programme has one, with all its exams and retakes by date. The column Sign up holds the "
                        "class number. For the bachelor's programmes Astronomy and Physics it is where the class "
                        "numbers are."
                    )
                ),
                Pointer(N_("Exam schedule of your programme"), Target("exam_schedule")),
            ),
        ),
    ),
)
