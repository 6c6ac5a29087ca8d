"""Seed page, end: how one enrols, step by step."""

from enroltui.information.parts import Heading, Paragraph, Pointer, Section, Target, steps
from enroltui.language import N_

STEPS = Section(
    "steps",
    N_("Steps"),
    N_("Course and exam enrolment, step by step"),
    (
        Paragraph(
            N_(
                "You can sign up for courses through uSis, at least ten days before the exam date. You always have to "
                "sign up separately for retakes. The Bachelor Research Project also requires enrolment (see below for "
                "more information)."
            )
        ),
        Heading(N_("Follow the steps below to sign up for courses and exams")),
        *steps(
            N_("Log in to uSis with your Blackboard account."),
            N_("From Main Menu, go to Self Service."),
            N_("Choose Student Center."),
            N_("Choose Enrol."),
            N_("Enrol in one of the two ways below."),
        ),
        Pointer(N_("To Student Center"), Target("student_center")),
        Heading(N_("Enrol by searching the course")),
        *steps(
            N_("Choose “Enrol by searching the course”."),
            N_("Select the relevant academic year, and continue with Enter."),
            N_("Fill in the fields, and search."),
            N_("Courses that match your search appear below the search fields."),
            N_(
                "Select the course you want to sign up for. Take notice of the column Description: it indicates "
                "whether the class is an exam or a retake. Put it in the shopping cart with a."
            ),
            N_("The class can now be found under Shopping cart. Go to that page, select the class, and enrol with e."),
        ),
        Pointer(N_("Enrol by searching the course"), Target("academic_year")),
        Heading(N_("Enrol by entering the class number")),
        *steps(
            N_("Choose “Enrol by entering the class number”."),
            N_(
                "Enter the class number of the study activity, as listed for instance in the “Sign up” column of the "
                "last page of the Astronomy master's schedule. Continue with Enter."
            ),
            N_("The class can now be found under Shopping cart. Go to that page, select the class, and enrol with e."),
        ),
        Pointer(N_("Enrol by entering the class number"), Target("class_number")),
        Pointer(N_("The exam schedule of the master Astronomy"), Target("exam_schedule", "astronomy-msc")),
        Pointer(N_("Shopping cart"), Target("cart")),
        Heading(N_("More information")),
        Paragraph(N_("The Bachelor Research Project has a class number like a course, though it has no exam day.")),
        Paragraph(
            N_(
                "When you encounter difficulties enrolling in a course, send an e-mail to {usis}. Make sure to include "
                "your student number, study, the course you want to enrol in and a description of the problem."
            )
        ),
        Pointer(N_("Write about a difficulty with enrolling"), Target("question")),
    ),
)
