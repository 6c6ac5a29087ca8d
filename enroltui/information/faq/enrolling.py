"""FAQ: enrolling, the shopping cart, refusals, waiting lists and withdrawing."""

from enroltui.information.parts import Chapter, Paragraph, Point, Pointer, Question, Target, steps
from enroltui.language import N_

ENROLLING = Chapter(
    N_("Enrolling and withdrawing"),
    (
        Question(
            "how-to-enrol",
            N_("How do I enrol?"),
            (
                Paragraph(N_("From Main Menu go to Self Service, Student Center, Enrol. There are two ways:")),
                Point(
                    N_("Enrol by searching the course: choose the academic year, then search and select the course.")
                ),
                Point(
                    N_("Enrol by entering the class number, as it stands in the class-number list of your programme.")
                ),
                Paragraph(
                    N_("Both put the class in your shopping cart. Select it there and choose Enrol: then it is done.")
                ),
                Pointer(N_("Enrol"), Target("enrol")),
                Pointer(N_("The steps one by one"), Target("front_page", "steps")),
            ),
        ),
        Question(
            "cart",
            N_("A class is in my shopping cart. Am I enrolled?"),
            (
                Paragraph(
                    N_(
                        "No. The cart holds no place for you. Go to the shopping cart, select the class and choose "
                        "Enrol; check it and confirm. Step 3 shows the result of each class."
                    )
                ),
                Pointer(N_("Shopping cart"), Target("cart")),
            ),
        ),
        Question(
            "results",
            N_("Why was a class refused?"),
            (
                Paragraph(N_("Each class has its own result, with its reason. The reasons that uSis knows best:")),
                Point(N_("the class is full, and its waiting list too (Max. deelnemers);")),
                Point(N_("the period of enrolment is over or has not begun yet (Variabele datums);")),
                Point(N_("the class is for the other career, bachelor or master (Loopbaan);")),
                Point(N_("you are already enrolled in it, or the number belongs to another academic year;")),
                Point(N_("one enrols for it at the education administration office, or in Delft's Osiris.")),
                Paragraph(N_("One refused class never stops the others. It stays in your cart, with what to do next.")),
                Pointer(N_("Ask the uSis desk about it"), Target("question")),
            ),
        ),
        Question(
            "waiting-list",
            N_("What happens on a waiting list?"),
            (
                Paragraph(
                    N_(
                        "A class that is full may have a waiting list. When you enrol you then get a number on it, and "
                        "you see that number in My classes. Being on the list is not being enrolled."
                    )
                ),
                Pointer(N_("My classes"), Target("my_classes")),
            ),
        ),
        Question(
            "withdraw",
            N_("How do I withdraw, and until when?"),
            (
                Paragraph(
                    N_(
                        "In My classes: select the class and press w. You can withdraw as long as you could enrol: "
                        "until ten days before the exam. Your place is then free for somebody else; while it still is, "
                        "u undoes the withdrawal."
                    )
                ),
                Pointer(N_("My classes"), Target("my_classes")),
            ),
        ),
        Question(
            "am-i-enrolled",
            N_("Where do I see what I am enrolled in?"),
            (
                Paragraph(
                    N_(
                        "In My classes. The Student Center also tells what comes up, and for which course you are not "
                        "enrolled for the exam yet. An e-mail confirms every enrolment and withdrawal."
                    )
                ),
                Pointer(N_("My classes"), Target("my_classes")),
                Pointer(N_("Student Center"), Target("student_center")),
            ),
        ),
        Question(
            "early",
            N_("Why should I enrol as soon as I plan to follow a course?"),
            (
                Paragraph(
                    N_(
                        "The coordinator uses the list of enrolled students to see how many to expect in the group. So "
                        "please enrol early, although the class number mostly refers to an exam."
                    )
                ),
            ),
        ),
        Question(
            "not-open-yet",
            N_("When does enrolling begin?"),
            (
                Paragraph(
                    N_(
                        "Each class tells from when one can enrol. In this program that is 13:00 on 15 July for "
                        "semester 1 and 13:00 on 15 December for semester 2, for master students a day later; these "
                        "days are made up."
                    )
                ),
            ),
        ),
        Question(
            "other-career",
            N_("I am a master student and want a bachelor's course. Where do I look?"),
            (
                Paragraph(N_("Under Bachelor: its class number is in the list of the bachelor's programme.")),
                Paragraph(
                    N_(
                        "You may enrol in it like a bachelor student. The other way round, a bachelor student is "
                        "refused for a master's class, but for some of the faculty's own courses."
                    )
                ),
                Pointer(N_("Class numbers of the bachelor's programmes"), Target("front_page", "bachelor")),
            ),
        ),
        Question(
            "office",
            N_("Which classes do not go through uSis?"),
            (
                Paragraph(
                    N_(
                        "How you enrol for certain activities varies from programme to programme: for some you go to "
                        "the education administration office. Such a class says so. Courses of the minors that Delft "
                        "gives are registered in Delft's Osiris."
                    )
                ),
                *steps(
                    N_("Look at the class: its details tell where one enrols."),
                    N_("Go to the education administration office of your programme."),
                ),
            ),
        ),
    ),
)
