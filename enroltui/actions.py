"""The one registry of actions: ids, keys and words, from which bindings, footer, help and palette are made.

Letters are commands outside fields. Keys that plain terminals turn into Enter, Tab or Backspace (ctrl+m, ctrl+i,
ctrl+h, ctrl+j) are not used.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding

from enroltui.language import N_


class Action(NamedTuple):
    """Something that a key does. `keys` as Textual writes them; `label` stands in the footer.

    `shown` is the last key, which works outside fields; where there are two, the first one works in fields too.
    """

    id: str
    keys: tuple[str, ...]
    shown: str
    label: str
    help: str


_EVERYWHERE = (
    Action("search", ("slash",), "/", N_("search"), N_("Search courses and classes, from anywhere.")),
    Action("cart", ("c",), "c", N_("cart"), N_("Open the shopping cart, from anywhere.")),
    Action(
        "palette", ("ctrl+p", "g"), "g", N_("go to"), N_("Go to a page or programme by typing its name (or ctrl+p).")
    ),
    Action("language", ("f2", "l"), "l", N_("nl/en"), N_("Switch between Dutch and English (F2 in a field).")),
    Action("help", ("f1", "question_mark"), "?", N_("help"), N_("Help on this page (F1 or ?).")),
    Action("back", ("escape",), "esc", N_("back"), N_("Leave the field, or go back one page. Nothing typed is lost.")),
    Action("refresh", ("r",), "r", N_("refresh"), N_("Look again: others enrol too.")),
    Action(
        "demonstrate",
        ("ctrl+t",),
        "ctrl+t",
        N_("show to others"),
        N_("Show to others: guided tours, pressed keys, an audience, recordings."),
    ),
    Action("present", ("ctrl+r",), "ctrl+r", N_("present"), N_("Get a code by which others watch; pause, and go on.")),
    Action("log_out", ("ctrl+o",), "ctrl+o", N_("log out"), N_("Log out, which ends your session.")),
    Action("quit", ("ctrl+q",), "ctrl+q", N_("quit"), N_("Leave the program.")),
)
_ON_PAGES = (
    Action("add", ("a",), "a", N_("to cart"), N_("Put the selected classes, or the one with the cursor, in the cart.")),
    Action("add_offered", ("b",), "b", N_("add that too"), N_("Put the class just offered in the cart too.")),
    Action("details", ("d",), "d", N_("details"), N_("Everything about the class under the cursor.")),
    Action("exam", ("e",), "e", N_("the exam"), N_("See the course whose exam you are not enrolled for.")),
    Action("enrol", ("e",), "e", N_("enrol"), N_("Enrol in the selected classes.")),
    Action("remove", ("x",), "x", N_("remove"), N_("Take the selected classes out of the cart.")),
    Action("validate", ("v",), "v", N_("validate"), N_("Try every rule on the whole cart; nothing is changed.")),
    Action("plans", ("p",), "p", N_("plans"), N_("Keep the cart under a name, or take a kept one.")),
    Action("another_plan", ("n",), "n", N_("new plan"), N_("Keep what is in the cart under a new name.")),
    Action("delete_plan", ("x",), "x", N_("delete"), N_("Delete the plan under the cursor.")),
    Action("mode", ("m",), "m", N_("how to send"), N_("Choose how the classes are sent; the up and down arrows too.")),
    Action("accept_clashes", ("k",), "k", N_("clashes"), N_("Enrol in spite of clashes with teaching, or do not.")),
    Action("wait", ("j",), "j", N_("waiting list"), N_("Join the waiting list of the class under the cursor.")),
    Action("seat_alert", ("i",), "i", N_("tell me"), N_("Be told when a place is free in a full class, or no more.")),
    Action("withdraw", ("w",), "w", N_("withdraw"), N_("Withdraw from the selected classes.")),
    Action("swap", ("s",), "s", N_("swap"), N_("Swap the class under the cursor for another: both or neither.")),
    Action("regroup", ("o",), "o", N_("group"), N_("By day, by status, by semester or by course.")),
    Action("only", ("f",), "f", N_("show only"), N_("Only enrolled, waiting, withdrawn or over; or all.")),
    Action("history", ("h",), "h", N_("history"), N_("What was done and tried with this class, and when.")),
    Action("mark_read", ("m",), "m", N_("read"), N_("Mark the messages that are selected as read.")),
    Action("undo", ("u",), "u", N_("undo"), N_("Undo the last change, while the place is still free.")),
    Action("another", ("n",), "n", N_("another class"), N_("Add another class.")),
    Action("ask", ("q",), "q", N_("ask about it"), N_("Ask the uSis desk about the class that was refused.")),
    Action("my_classes", ("m",), "m", N_("my classes"), N_("See the classes in which you are enrolled.")),
    Action("previous", ("pageup", "p"), "p", N_("previous"), N_("The week or month before; page up too.")),
    Action("today", ("t",), "t", N_("today"), N_("Back to today.")),
    Action("next", ("pagedown", "n"), "n", N_("next"), N_("The week or month after; page down too.")),
    Action("jump", ("j",), "j", N_("day"), N_("Go to a day that you type: 25 jan, 25-1, 2018-01-25 or week 4.")),
    Action(
        "lay_over", ("o",), "o", N_("lay over"), N_("Lay the cart, or your programme's exams, over it; or no more.")
    ),
    Action("month", ("v",), "v", N_("month"), N_("Show a month instead of the list, or the list again.")),
    Action("save_calendar", ("s",), "s", N_("save"), N_("Save your calendar as a file that other calendars read.")),
    Action("year", ("y",), "y", N_("year"), N_("Choose another academic year.")),
    Action("programme", ("p",), "p", N_("programme"), N_("Choose another programme.")),
    Action("tabs", ("t",), "t", N_("tabs"), N_("To the tabs; the arrow keys then choose another list.")),
    Action("filter", ("f",), "f", N_("filter"), N_("Show fewer lines by typing words.")),
    Action("select_all", ("s",), "s", N_("select all"), N_("Select every line, or none.")),
    Action("order", ("o",), "o", N_("sort"), N_("Sort the list otherwise.")),
    Action("open_only", ("v",), "v", N_("open only"), N_("Show only classes in which one can enrol now.")),
    Action("fits", ("t",), "t", N_("fits my timetable"), N_("Show only classes that clash with none of yours.")),
    Action("show_all", ("h",), "h", N_("show all"), N_("Show the hidden lines again.")),
    Action("apply", ("a",), "a", N_("apply"), N_("Apply for the minor under the cursor.")),
    Action("withdraw_application", ("w",), "w", N_("withdraw"), N_("Withdraw the application for this minor.")),
    Action("minor_list", ("d",), "d", N_("class numbers"), N_("Show the class numbers of the minor under the cursor.")),
    Action("admit", ("a",), "a", N_("admit"), N_("Admit the student under the cursor to the minor.")),
    Action("refuse", ("x",), "x", N_("refuse"), N_("Refuse the student under the cursor for the minor.")),
    Action(
        "watch_along", ("j",), "j", N_("watch along"), N_("Ask the student to let you watch; then, to help by keys.")
    ),
    Action("grant", ("x",), "x", N_("exception"), N_("Switch off a rule for this student and class, until a day.")),
    Action("trail", ("t",), "t", N_("audit trail"), N_("Who did or tried what with this class.")),
    Action("save_csv", ("s",), "s", N_("spreadsheet"), N_("Save the roster as a file for spreadsheets (.csv).")),
    Action("save_text", ("p",), "p", N_("for paper"), N_("Save the roster as plain text, to be printed (.txt).")),
    Action("trouble", ("f3", "t"), "t", N_("trouble logging in?"), N_("Help with logging in (F3 in a field).")),
    Action("remove_key", ("x",), "x", N_("remove"), N_("Remove the key under the cursor.")),
    Action("end_session", ("x",), "x", N_("end"), N_("End the session under the cursor, at once.")),
    Action("mouse", ("f4",), "F4", N_("mouse"), N_("Switch the mouse on or off.")),
    Action("more_fields", ("f",), "f", N_("more fields"), N_("Show all fields of the search form, or only some.")),
    Action("other_careers", ("h",), "h", N_("other careers"), N_("Show the classes of other careers as well.")),
)

_ON_TOUR = (
    Action("tour_play", ("f5",), "F5", N_("play"), N_("The tour plays itself, or waits for you.")),
    Action("tour_back", ("f6",), "F6", N_("back"), N_("One step back in the tour.")),
    Action("tour_skip", ("f7",), "F7", N_("on"), N_("To the next step of the tour, without doing this one yourself.")),
    Action("tour_over", ("f8",), "F8", N_("start over"), N_("Start the tour over, on fresh data.")),
    Action("tour_end", ("f9",), "F9", N_("end"), N_("End the tour.")),
)
"""Keys of tours: the overlay uses them before any page does, and shows them on its bar."""

YES, NO = "ctrl+y", "ctrl+n"
"""Keys that answer and end in a help session: nothing else uses them, and typing makes neither."""

ACTIONS = {action.id: action for action in (*_EVERYWHERE, *_ON_PAGES, *_ON_TOUR)}
EVERYWHERE = tuple(action.id for action in _EVERYWHERE)
BEFORE_OTHERS = frozenset({"ctrl+q", "ctrl+p"})
"""Keys that hold before any field or list has them: over whatever stands over a page, or for what is typed behind."""


def bindings(*ids: str) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Textual bindings for actions of the registry."""
    return [
        Binding(key, action.id, action.label, key_display=action.shown, id=action.id, priority=key in BEFORE_OTHERS)
        for action in (ACTIONS[name] for name in ids)
        for key in action.keys
    ]
