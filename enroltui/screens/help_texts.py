"""What each page's help says, under its id in navigation.py."""

from __future__ import annotations

from enroltui.language import N_

HELP = {
    "login": N_(
        "Log in with your student number and password. In the demo, choose a student below the fields: number and "
        "password are filled in, and Enter logs in. Trouble? Numbers begin with s; capitals do not matter in them."
    ),
    "main_menu": N_("The start. Choose with the arrow keys and Enter, or press the digit before an item."),
    "self_service": N_("What you can do for yourself: classes, and your own account."),
    "student_center": N_(
        "The home of all your classes: this week, your next exam, and what closes soon; a puts the first of those in "
        "the cart, or the one with the cursor (tab goes there). A digit opens a page. “Not enrolled for the exam "
        "yet”: a lecture does not enrol you for its exam."
    ),
    "enrol": N_(
        "There are two ways in: search for the course, or type the class number from a list. Both put the class in "
        "your shopping cart. Nothing is final there: select it in the cart and choose Enrol."
    ),
    "academic_year": N_("Choose the academic year in which to search, and press Enter. The one on offer comes first."),
    "search": N_(
        "Choose the academic year, then type words of the title or a catalogue number; results follow as you type. "
        "The column Description tells an exam from a retake. Enter shows the whole course, a puts a class in the cart."
    ),
    "composition": N_(
        "All parts of one course. Tick with the space bar what you want; where there is no tick box, the reason "
        "stands below. A lecture does not enrol you for the exam, and a retake always wants its own enrolment."
    ),
    "class_number": N_(
        "Type or paste one class number or several, and press Enter. You see first what each of them is; "
        "Enter again puts them in the shopping cart."
    ),
    "class_lists": N_(
        "The class numbers of each programme. p chooses another programme, f filters, space selects, a puts classes in "
        "the cart. The class numbers, days, rooms and sizes in the demo are made up."
    ),
    "exam_schedule": N_(
        "All exams and retakes of a programme by date. The number in the column Sign up is the class number with which "
        "you enrol: a puts it in the cart. p chooses another programme."
    ),
    "e_guide": N_(
        "The courses of a programme by year of study, with their credits, level, semester and classes. a puts the "
        "class under the cursor in the cart, d shows everything about it. p chooses another programme."
    ),
    "minors": N_(
        "The Science minors on offer; Leiden University's minor website tells what they are about. a applies for one, "
        "from 1 May to 31 July. After you are admitted, enrol for the exams of its courses: d shows the class numbers, "
        "where they are there already. Two minors are Delft's: register in Osiris."
    ),
    "sessions": N_(
        "Which students are logged in now, since when, from where and by what. The program of each says once a minute "
        "that it is there. x ends the session under the cursor at once, and is written into the audit trail; what was "
        "confirmed in it is kept. To keep somebody out, give a one-time password, or have the account closed."
    ),
    "minor_applications": N_(
        "Choose a minor, press Enter, and choose a student who has applied. a admits, while there are places, and x "
        "refuses; the student gets a letter. A refusal can be put right with a."
    ),
    "class_details": N_("Everything about one class: when, where, credits, places left and the last day to enrol."),
    "cart": N_(
        "Classes wait here until you enrol; the cart holds no place for you. Select classes with the space bar and "
        "press e to enrol in them, or x to take them out. With nothing selected, the line under the cursor counts. "
        "v tries every rule on the whole cart and changes nothing; p keeps the cart under a name for later."
    ),
    "confirm": N_(
        "Step 2 of 3. Check the classes and what would become of each, then press Enter to enrol. m or the arrow keys "
        "choose what is done where not every class has a place; k accepts clashes with teaching. Escape changes "
        "nothing."
    ),
    "plans": N_(
        "A plan is a cart that you keep under a name; it holds no place. Type a name and press Enter to keep what is "
        "in the cart now. Enter on a plan puts its classes in the cart, x deletes the plan."
    ),
    "swap": N_(
        "Give up one class for another: both happen or neither. Choose one of the course's other classes and press "
        "Enter, or type another class number. Where the other is full, you keep yours while you wait for a place."
    ),
    "messages": N_(
        "What the university tells you: that a place came free, that there is a hold, or that a rule was switched off "
        "for you. m marks a message as read, Enter opens its class, a puts that in the cart."
    ),
    "results": N_(
        "Step 3 of 3. Each class has its own outcome. What was refused stays in your cart, with the reason and what to "
        "do next: of a full class, j joins the waiting list, and i tells you when a place is free where it has none."
    ),
    "my_classes": N_(
        "The classes in which you are enrolled or wait. w withdraws, until the same day as enrolling; u undoes it "
        "while the place is still free. s swaps a class for another; o groups the list, f shows only some; h tells "
        "what was done and when."
    ),
    "timetable": N_(
        "Your week, an hour a row where there is something; today stands in brackets. The arrow keys go from class to "
        "class, beyond the last day to the next week; Enter opens the class. o lays your cart over it (▪, thin bars), "
        "so that you see what it would be like. Clashes are hatched (╱) and named below. Classes without a set day are "
        "not here, but under My classes."
    ),
    "exam_calendar": N_(
        "Your exams and retakes by date, with the days to go and the last day to withdraw. v shows them by month, o "
        "lays the exams of your programme over them in which you are not enrolled; a puts the one under the cursor in "
        "the cart. Clashes are marked ╱ and named below."
    ),
    "transcript": N_(
        "Asks the Graduate School Office for an authenticated Transcript of Records. Fill in what you want and look at "
        "the letter: nothing is sent before you say so there. Please allow at least two days for it."
    ),
    "question": N_(
        "A letter to the uSis desk. Your name, number and programme are in it already; name the course, describe the "
        "problem, and look at the letter: nothing is sent before you say so there. Tab goes on, Escape leaves a field."
    ),
    "letter": N_(
        "The letter as it will be. Send or keep it, or go back and change it. Afterwards this page says whether it was "
        "sent; you can also copy it, or save it as a file that your own mail program opens."
    ),
    "account": N_(
        "Your password and your language. A new password has at least eight characters; Enter goes from field to field "
        "and, in the last one, changes it. The language is remembered for your next login."
    ),
    "counter": N_(
        "Find a student: type part of a number or a name. The arrow keys move through the students that are found, and "
        "Enter opens the one under the cursor."
    ),
    "student": N_(
        "What can be done for one student: a digit chooses. 1 shows all of the student's own pages, read-only. "
        "w withdraws the student from the classes that are selected below, after asking."
    ),
    "why": N_(
        "Type a class number: each rule says what it thinks of this student and class, and by which facts. e enrols "
        "the student, w withdraws, x makes an exception to the rule under the cursor; n asks about another class."
    ),
    "grant": N_(
        "A documented exception: one rule does not hold for this student and this class, until the end of a day. "
        "Tab goes from field to field; Enter in the last one makes it."
    ),
    "holds": N_(
        "A hold stops a student from enrolling in anything. Enter places the hold under the cursor, or lifts it; you "
        "are asked first. Below are the exceptions that were made for this student."
    ),
    "trail": N_(
        "Who did or tried what, for whom, from where, when, and what came of it; the newest first. The line below "
        "tells the real time, and the day that was shown, by which the rules decided."
    ),
    "rosters": N_("Find a class: type part of its number or title, and press Enter to see who is in it."),
    "roster": N_(
        "Who is enrolled in this class, in the order in which they enrolled, and who waits. The bars show how it "
        "filled. s saves it for a spreadsheet, p as plain text that you can print; you choose the folder."
    ),
    "front_page": N_(
        "The front page of the class-number lists. A digit goes to its section, 0 back to top; left and right go from "
        "section to section. The arrow keys go from line to line, and Enter opens the one with the cursor."
    ),
    "information": N_(
        "What there is of the programme whose list you chose last: its class numbers, exam schedule and E-guide, and "
        "whom to ask about it."
    ),
    "ssh_keys": N_(
        "Paste the one line of a .pub file and press Enter to register the key; x removes the key under the cursor. "
        "Who holds the other file of the pair can log in as you, so remove the key of a computer that you lost."
    ),
    "faq": N_(
        "Type words, and only the questions that have them are left. The arrow keys move; Enter shows the answer to a "
        "question, or goes where a line with › leads."
    ),
    "ulcn_help": N_("What to do when you cannot log in. Escape goes back to where you came from."),
}

TOPICS = {
    "login": "log-in",
    "main_menu": "keys",
    "self_service": "how-to-enrol",
    "student_center": "am-i-enrolled",
    "enrol": "how-to-enrol",
    "academic_year": "other-year",
    "search": "how-to-enrol",
    "composition": "lecture",
    "class_number": "class-number",
    "class_lists": "find-class-number",
    "exam_schedule": "exam-schedule",
    "e_guide": "e-guide",
    "class_details": "ten-days",
    "cart": "cart",
    "confirm": "cart",
    "plans": "cart",
    "minors": "minors",
    "sessions": "staff",
    "minor_applications": "staff",
    "results": "results",
    "my_classes": "withdraw",
    "swap": "withdraw",
    "messages": "am-i-enrolled",
    "timetable": "timetable",
    "exam_calendar": "exam-schedule",
    "transcript": "transcript",
    "question": "whom-to-ask",
    "letter": "letters",
    "account": "language",
    "ssh_keys": "log-in",
    "counter": "staff",
    "student": "staff",
    "why": "staff",
    "grant": "staff",
    "holds": "staff",
    "trail": "staff",
    "rosters": "staff",
    "roster": "staff",
    "front_page": "find-class-number",
    "information": "whom-to-ask",
    "faq": "whom-to-ask",
    "ulcn_help": "log-in",
}
"""The question of the FAQ that belongs to a page: question and page by their ids."""
