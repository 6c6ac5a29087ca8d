"""The row under the cursor of a class-number list, in a narrow column: what one must know before adding it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from enroltui.language import Language
from enroltui.registrar.values.classes import ClassRow, ListRow, Meeting
from enroltui.sentences.words import language_word, word
from enroltui.widgets.class_columns import own_status
from enroltui.widgets.class_naming import places, until
from enroltui.widgets.speaking import Words

MOST_MEETINGS = 5


class ClassCard(Words):
    """Shown where the terminal is broad enough for it."""

    SCOPED_CSS = False  # else the screen's class does not reach it
    DEFAULT_CSS = """
    ClassCard { display: none; width: 30; height: 1fr; padding: 0 1; border-left: solid $quiet; }
    Screen.-broad ClassCard { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(lambda _: "")

    def show(self, row: ListRow | None, no_class: Callable[[Language], str]) -> None:
        """Show this row; `no_class` says why a course is without class numbers."""
        self.tell(lambda language: _card(row, no_class, language) if row else "")


def _card(row: ListRow, no_class: Callable[[Language], str], language: Language) -> Content:
    title = Content.styled(language.title(row.course), "bold")
    paragraphs: list[Sequence[Content | str]] = [(title, *_course(row, language))]
    if row.class_row is None:
        paragraphs.append((no_class(language),))
    else:
        paragraphs += [_meetings(row.class_row, language), _enrolling(row.class_row, language)]
    return Content("\n\n").join(Content("\n").join(Content.assemble(line) for line in lines) for lines in paragraphs)


def _course(row: ListRow, language: Language) -> list[str]:
    class_row, course = row.class_row, row.course
    lines = [f"{class_row.key.class_number} · {word(class_row.description, language)}"] if class_row else []
    credits_ = (
        language.text("EC unknown") if course.credits is None else language.text("{credits} EC", credits=course.credits)
    )
    lines.append(f"{course.catalogue_number} · {credits_}")
    lines += [word(class_row.session if class_row else row.session, language), _study_year(row, language)]
    return [*lines, language_word(class_row.language, language)] if class_row else lines


def _meetings(class_row: ClassRow, language: Language) -> list[str]:
    if not class_row.meetings:
        return [language.text("no set day")]
    lines = [line for meeting in class_row.meetings[:MOST_MEETINGS] for line in _meeting(meeting, language)]
    if (more := len(class_row.meetings) - MOST_MEETINGS) > 0:
        lines.append(language.plural("and {count} more meeting", "and {count} more meetings", more))
    return lines


def _meeting(meeting: Meeting, language: Language) -> tuple[str, str]:
    return f"{language.moment(meeting.starts)}–{language.clock(meeting.ends)}", f"  {meeting.place}"


def _enrolling(class_row: ClassRow, language: Language) -> list[str]:
    mine = [own_status(class_row, language)] if class_row.state or class_row.in_cart else []
    return [*mine, places(class_row, language), until(class_row, language)]


def _study_year(row: ListRow, language: Language) -> str:
    if row.study_year is None:
        return language.text("any year of study")
    if row.study_year_made_up:
        return language.text("year {year} (made up)", year=row.study_year)
    return language.text("year {year}", year=row.study_year)
