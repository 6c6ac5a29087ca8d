"""Where every page is: its name, its place in the breadcrumb, and the class that shows it (imported when first needed)."""

from __future__ import annotations

from dataclasses import dataclass

from enroltui.language import N_


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be gone to by name; `parent` is the step before it in the breadcrumb."""

    id: str
    name: str
    parent: str | None
    screen: str
    """Module and class, such as "search:SearchPage"."""


PLACES = {
    place.id: place
    for place in (
        Place("login", N_("Log in"), None, "login:LoginPage"),
        Place("main_menu", N_("Main Menu"), None, "main_menu:MainMenuPage"),
        Place("self_service", N_("Self Service"), "main_menu", "self_service:SelfServicePage"),
        Place("student_center", N_("Student Center"), "self_service", "student_center:StudentCenterPage"),
        Place("enrol", N_("Enrol"), "student_center", "enrol:EnrolPage"),
        Place("search", N_("Search"), "enrol", "search:SearchPage"),
        Place("composition", N_("Composition"), "search", "composition:CompositionPage"),
        Place("class_number", N_("Class number"), "enrol", "class_number:ClassNumberPage"),
        Place("class_lists", N_("Class-number lists"), "enrol", "class_lists:ClassListsPage"),
        Place("class_details", N_("Class"), "enrol", "class_details:ClassDetailsPage"),
        Place("cart", N_("Shopping cart"), "enrol", "cart:CartPage"),
        Place("confirm", N_("Confirm"), "cart", "confirm:ConfirmPage"),
        Place("results", N_("Results"), "cart", "results:ResultsPage"),
        Place("my_classes", N_("My classes"), "student_center", "my_enrolments:MyClassesPage"),
        Place("account", N_("My account"), "self_service", "account:AccountPage"),
    )
}

OF_ONE_THING = frozenset({"login", "composition", "class_details", "confirm", "results"})
"""Pages about one thing, or not to be gone to by name: they are opened from another page."""


def steps(page: str) -> tuple[tuple[str, str], ...]:
    """The breadcrumb of a page: (id, untranslated name) from the main menu down to itself."""
    place = PLACES[page]
    before = steps(place.parent) if place.parent else ()
    return (*before, (place.id, place.name))
