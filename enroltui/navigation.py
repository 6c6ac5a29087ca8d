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


class PageEntry(NamedTuple):
    """A page that can be gone to by name; `parent` is the step before it in the breadcrumb."""

    id: str
    name: str
    parent: str | None
    screen: str
    """Module and class, such as "searching.search:SearchPage"."""
    roles: frozenset[Role] = STUDENTS
    """Who may see it."""


PAGES = {
    page.id: page
    for page in (
        PageEntry("login", N_("Log in"), None, "people.login:LoginPage", EVERYBODY),
        PageEntry("main_menu", N_("Main Menu"), None, "main_menu:MainMenuPage", EVERYBODY),
        PageEntry("self_service", N_("Self Service"), "main_menu", "self_service:SelfServicePage"),
        PageEntry("student_center", N_("Student Center"), "self_service", "enrolling.student_center:StudentCenterPage"),
        PageEntry("enrol", N_("Enrol"), "student_center", "enrolling.enrol:EnrolPage"),
        PageEntry("academic_year", N_("Academic year"), "enrol", "searching.academic_year:AcademicYearPage"),
        PageEntry("search", N_("Search"), "enrol", "searching.search:SearchPage", EVERYBODY),
        PageEntry("composition", N_("Composition"), "search", "searching.composition:CompositionPage", EVERYBODY),
        PageEntry("class_number", N_("Class number"), "enrol", "searching.class_number:ClassNumberPage"),
        PageEntry("class_lists", N_("Class-number lists"), "enrol", "searching.class_lists:ClassListsPage", EVERYBODY),
        PageEntry(
            "exam_schedule",
            N_("Exam schedule"),
            "class_lists",
            "searching.exam_schedule:ExamSchedulePage",
            EVERYBODY,
        ),
        PageEntry("e_guide", N_("E-guide"), "class_lists", "searching.e_guide:EGuidePage", EVERYBODY),
        PageEntry("minors", N_("Minors"), "enrol", "minors.applying:MinorsPage"),
        PageEntry("class_details", N_("Class"), "enrol", "searching.class_details:ClassDetailsPage", EVERYBODY),
        PageEntry("cart", N_("Shopping cart"), "enrol", "enrolling.cart:CartPage"),
        PageEntry("plans", N_("Plans"), "cart", "enrolling.plans:PlansPage"),
        PageEntry("confirm", N_("Confirm"), "cart", "enrolling.confirm:ConfirmPage"),
        PageEntry("results", N_("Results"), "cart", "enrolling.results:ResultsPage"),
        PageEntry("my_classes", N_("My classes"), "student_center", "enrolling.my_classes:MyClassesPage"),
        PageEntry("swap", N_("Swap"), "my_classes", "enrolling.swap:SwapPage"),
        PageEntry("messages", N_("Messages"), "student_center", "letters.messages:MessagesPage"),
        PageEntry("timetable", N_("Week timetable"), "student_center", "timetable.week_timetable:TimetablePage"),
        PageEntry("exam_calendar", N_("Exam calendar"), "student_center", "timetable.exam_calendar:ExamCalendarPage"),
        PageEntry("transcript", N_("Transcript of Records"), "student_center", "letters.transcript:TranscriptPage"),
        PageEntry("question", N_("Ask a question"), "student_center", "letters.ask_question:QuestionPage"),
        PageEntry("letter", N_("Letter"), "student_center", "letters.letter:LetterPage"),
        PageEntry("front_page", N_("Course and exam enrolment"), "main_menu", "front_page:FrontPage", EVERYBODY),
        PageEntry(
            "information",
            N_("Information page"),
            "front_page",
            "searching.programme_information:InformationPage",
            EVERYBODY,
        ),
        PageEntry("faq", N_("FAQ"), "main_menu", "faq:FaqPage", EVERYBODY),
        PageEntry("ulcn_help", N_("ULCN account"), "faq", "people.ulcn_help:UlcnHelpPage", EVERYBODY),
        PageEntry("account", N_("My account"), "self_service", "people.account:AccountPage", EVERYBODY),
        PageEntry("ssh_keys", N_("SSH keys"), "account", "people.ssh_keys:SshKeysPage", EVERYBODY),
        PageEntry(
            "minor_applications",
            N_("Minors"),
            "main_menu",
            "minors.deciding:MinorApplicationsPage",
            DECIDE_ON_MINORS,
        ),
        PageEntry("sessions", N_("Sessions"), "main_menu", "staff.sessions:SessionsPage", KEEP_SESSIONS),
        PageEntry("counter", N_("Counter"), "main_menu", "staff.counter:CounterPage", HELPDESK),
        PageEntry("student", N_("Student"), "counter", "staff.student:StudentPage", HELPDESK),
        PageEntry("why", N_("Why not"), "student", "staff.why:WhyPage", HELPDESK),
        PageEntry("grant", N_("Exception"), "why", "staff.grant:GrantPage", HELPDESK),
        PageEntry("holds", N_("Holds and exceptions"), "student", "staff.holds:HoldsPage", HELPDESK),
        PageEntry("trail", N_("Audit trail"), "main_menu", "staff.audit_trail:TrailPage", HELPDESK),
        PageEntry("rosters", N_("Rosters"), "main_menu", "staff.rosters:RostersPage", SEE_ROSTERS),
        PageEntry("roster", N_("Roster"), "rosters", "staff.roster:RosterPage", SEE_ROSTERS),
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
    """Return a page's breadcrumb: (id, untranslated name) from the main menu down to it, as far as a role may see."""
    entry = PAGES[page]
    before = steps(entry.parent, role) if entry.parent else ()
    return (*before, (entry.id, entry.name)) if may_see(page, role) else before


def may_see(page: str, role: Role | None) -> bool:
    """Return whether somebody of this role (None: nobody has logged in yet) may go to a page."""
    return page in BEFORE_LOGIN if role is None else role in PAGES[page].roles
