"""Where every page is: its name, its place in the breadcrumb, and the class that shows it (imported late)."""

from __future__ import annotations

from typing import NamedTuple

from enroltui.language import N_
from enroltui.terms import Role

EVERYBODY = frozenset(Role)
STUDENTS = frozenset({Role.STUDENT})
HELPDESK = frozenset({Role.HELPDESK})
SEE_ROSTERS = frozenset({Role.HELPDESK, Role.COORDINATOR})
DECIDE_ON_MINORS = frozenset({Role.HELPDESK, Role.OFFICE})
KEEP_SESSIONS = frozenset({Role.HELPDESK, Role.OFFICE})


class Place(NamedTuple):
    """A page that can be gone to by name; `parent` is the step before it in the breadcrumb."""

    id: str
    name: str
    parent: str | None
    screen: str
    """Module and class, such as "searching.search:SearchPage"."""
    roles: frozenset[Role] = STUDENTS
    """Who may see it."""


PLACES = {
    place.id: place
    for place in (
        Place("login", N_("Log in"), None, "people.login:LoginPage", EVERYBODY),
        Place("main_menu", N_("Main Menu"), None, "main_menu:MainMenuPage", EVERYBODY),
        Place("self_service", N_("Self Service"), "main_menu", "self_service:SelfServicePage"),
        Place("student_center", N_("Student Center"), "self_service", "enrolling.student_center:StudentCenterPage"),
        Place("enrol", N_("Enrol"), "student_center", "enrolling.enrol:EnrolPage"),
        Place("academic_year", N_("Academic year"), "enrol", "searching.academic_year:AcademicYearPage"),
        Place("search", N_("Search"), "enrol", "searching.search:SearchPage", EVERYBODY),
        Place("composition", N_("Composition"), "search", "searching.composition:CompositionPage", EVERYBODY),
        Place("class_number", N_("Class number"), "enrol", "searching.class_number:ClassNumberPage"),
        Place("class_lists", N_("Class-number lists"), "enrol", "searching.class_lists:ClassListsPage", EVERYBODY),
        Place(
            "exam_schedule",
            N_("Exam schedule"),
            "class_lists",
            "searching.exam_schedule:ExamSchedulePage",
            EVERYBODY,
        ),
        Place("e_guide", N_("E-guide"), "class_lists", "searching.e_guide:EGuidePage", EVERYBODY),
        Place("minors", N_("Minors"), "enrol", "minors.applying:MinorsPage"),
        Place("class_details", N_("Class"), "enrol", "searching.class_details:ClassDetailsPage", EVERYBODY),
        Place("cart", N_("Shopping cart"), "enrol", "enrolling.cart:CartPage"),
        Place("plans", N_("Plans"), "cart", "enrolling.plans:PlansPage"),
        Place("confirm", N_("Confirm"), "cart", "enrolling.confirm:ConfirmPage"),
        Place("results", N_("Results"), "cart", "enrolling.results:ResultsPage"),
        Place("my_classes", N_("My classes"), "student_center", "enrolling.my_classes:MyClassesPage"),
        Place("swap", N_("Swap"), "my_classes", "enrolling.swap:SwapPage"),
        Place("messages", N_("Messages"), "student_center", "letters.messages:MessagesPage"),
        Place("timetable", N_("Week timetable"), "student_center", "timetable.week_timetable:TimetablePage"),
        Place("exam_calendar", N_("Exam calendar"), "student_center", "timetable.exam_calendar:ExamCalendarPage"),
        Place("transcript", N_("Transcript of Records"), "student_center", "letters.transcript:TranscriptPage"),
        Place("question", N_("Ask a question"), "student_center", "letters.ask_question:QuestionPage"),
        Place("letter", N_("Letter"), "student_center", "letters.letter:LetterPage"),
        Place("front_page", N_("Course and exam enrolment"), "main_menu", "front_page:FrontPage", EVERYBODY),
        Place(
            "information",
            N_("Information page"),
            "front_page",
            "searching.programme_information:InformationPage",
            EVERYBODY,
        ),
        Place("faq", N_("FAQ"), "main_menu", "faq:FaqPage", EVERYBODY),
        Place("ulcn_help", N_("ULCN account"), "faq", "people.ulcn_help:UlcnHelpPage", EVERYBODY),
        Place("account", N_("My account"), "self_service", "people.account:AccountPage", EVERYBODY),
        Place("ssh_keys", N_("SSH keys"), "account", "people.ssh_keys:SshKeysPage", EVERYBODY),
        Place(
            "minor_applications",
            N_("Minors"),
            "main_menu",
            "minors.deciding:MinorApplicationsPage",
            DECIDE_ON_MINORS,
        ),
        Place("sessions", N_("Sessions"), "main_menu", "staff.sessions:SessionsPage", KEEP_SESSIONS),
        Place("counter", N_("Counter"), "main_menu", "staff.counter:CounterPage", HELPDESK),
        Place("student", N_("Student"), "counter", "staff.student:StudentPage", HELPDESK),
        Place("why", N_("Why not"), "student", "staff.why:WhyPage", HELPDESK),
        Place("grant", N_("Exception"), "why", "staff.grant:GrantPage", HELPDESK),
        Place("holds", N_("Holds and exceptions"), "student", "staff.holds:HoldsPage", HELPDESK),
        Place("trail", N_("Audit trail"), "main_menu", "staff.audit_trail:TrailPage", HELPDESK),
        Place("rosters", N_("Rosters"), "main_menu", "staff.rosters:RostersPage", SEE_ROSTERS),
        Place("roster", N_("Roster"), "rosters", "staff.roster:RosterPage", SEE_ROSTERS),
    )
}

OF_ONE_THING = frozenset(
    {"login", "composition", "class_details", "confirm", "results", "swap", "letter"}
    | {"student", "why", "grant", "holds", "trail", "roster"}
)
"""Pages about one thing, or not to be gone to by name: they are opened from another page."""
BEFORE_LOGIN = frozenset({"login", "faq", "ulcn_help"})
"""Pages that tell nothing of anybody, and help with logging in."""


def steps(page: str, role: Role | None) -> tuple[tuple[str, str], ...]:
    """The breadcrumb of a page: (id, untranslated name) from the main menu down to itself, as far as a role may see."""
    place = PLACES[page]
    before = steps(place.parent, role) if place.parent else ()
    return (*before, (place.id, place.name)) if may_see(page, role) else before


def may_see(page: str, role: Role | None) -> bool:
    """Whether somebody of this role (None: nobody has logged in yet) may go to a page."""
    return page in BEFORE_LOGIN if role is None else role in PLACES[page].roles
