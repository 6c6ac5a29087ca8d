"""Words in English and Dutch. A `Language` belongs to one visit: nothing here is kept for the process."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal, Protocol

from enroltui.moments import in_leiden

Code = Literal["en", "nl"]
CODES: tuple[Code, ...] = ("en", "nl")
Bilingual = Mapping[Code, str]
"""The same words in each language."""

# Dates are written by these names and the patterns below: a library's change from one version to the next.
UTF_8 = "utf-8"
DUMB = ("dumb", "unknown")
"""What TERM says of terminals on which nothing can be painted."""
_DAYS = {"en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], "nl": ["ma", "di", "wo", "do", "vr", "za", "zo"]}
_FULL_DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "nl": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
}
MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "nl": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
}
_FULL_MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"],
    "nl": ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december"],
}  # fmt: skip


class Titled(Protocol):
    """Anything with a title in two languages, of which one may be empty."""

    @property
    def title_en(self) -> str: ...
    @property
    def title_nl(self) -> str: ...


class Named(Protocol):
    """Anything with a name in two languages."""

    @property
    def name_en(self) -> str: ...
    @property
    def name_nl(self) -> str: ...


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message that is translated later
    """Mark a message for translation where it stands; it is translated when it is shown."""
    return message


TIME_ZONE = N_("Times are Leiden's (CET/CEST).")
"""Names the zone of the times of day, once a page, letter or printed table; it holds in winter and in summer."""


def says(message: str) -> Callable[[Language], str]:
    """Return the function that says this message, in which nothing is filled in, in a language that it is given."""
    return lambda language: language.text(message)


def code_from_environment(environment: dict[str, str]) -> Code:
    """Return the language that LC_ALL, LC_MESSAGES or LANG ask for: Dutch for nl*, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "nl" if value.lower().startswith("nl") else "en"
    return "en"


def encoding_from_environment(environment: Mapping[str, str]) -> str:
    """Return the encoding that LC_ALL, LC_CTYPE or LANG ask for: UTF-8 where they name none."""
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    name, _, charset = locale.partition(".")
    if charset.partition("@")[0].lower().replace("-", "") == "utf8" or not locale:
        return UTF_8
    return "ascii" if name in ("C", "POSIX") and not charset else "latin-1"


class Language:
    """The words, dates and titles of one visit's language.

    Messages are English sentences with {named} places; Dutch comes from `locale/nl/LC_MESSAGES/enroltui.mo`.
    """

    def __init__(self, code: Code) -> None:
        self.code: Code = code
        self._translations: gettext.NullTranslations = gettext.NullTranslations()
        if code != "en":
            self._translations = gettext.translation("enroltui", Path(__file__).with_name("locale"), [code])

    @property
    def other(self) -> Code:
        """Return the code of the other language, to which one key changes."""
        return next(code for code in CODES if code != self.code)

    def text(self, message: str, /, **facts: object) -> str:
        """Return the message in this language, with its {named} places filled in."""
        words = self._translations.gettext(message) if message else ""
        return words.format(**facts) if facts else words

    def plural(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """Return the message for this count; {count} is filled in."""
        return self._translations.ngettext(one, many, count).format(count=count, **facts)

    def own(self, words: Bilingual, /, **facts: object) -> str:
        """Return the words of this language, with their {named} places filled in."""
        return words[self.code].format(**facts)

    def title(self, course: Titled) -> str:
        """Return a course's title in this language, or in the only one in which it is known."""
        own, other = (course.title_nl, course.title_en) if self.code == "nl" else (course.title_en, course.title_nl)
        return own or other

    def name(self, named: Named) -> str:
        """Return a programme's or list's name in this language."""
        return named.name_nl if self.code == "nl" else named.name_en

    def day(self, day: date) -> str:
        """Short, such as "Thu 25 Jan" or "do 25 jan"."""
        return f"{_DAYS[self.code][day.weekday()]} {day.day} {MONTHS[self.code][day.month - 1]}"

    def day_of_month(self, day: date) -> str:
        """Very short, within a week or month that is known, such as "Thu 25" or "do 25"."""
        return f"{_DAYS[self.code][day.weekday()]} {day.day}"

    def day_and_year(self, day: date) -> str:
        """Return a day such as "Mon 15 Jan 2018"."""
        return f"{self.day(day)} {day.year}"

    def full_day(self, day: date) -> str:
        """Return a day such as "Thursday 25 January 2018"."""
        return f"{_FULL_DAYS[self.code][day.weekday()]} {self.long_date(day)}"

    def long_date(self, day: date) -> str:
        """Return a day such as "31 October 2017"."""
        return f"{day.day} {self.month(day)}"

    def weekday(self, day: date) -> str:
        """Return the short name of a day's weekday, such as "Thu" or "do"."""
        return _DAYS[self.code][day.weekday()]

    def month(self, day: date) -> str:
        """Return a day's month, such as "January 2018"."""
        return f"{_FULL_MONTHS[self.code][day.month - 1]} {day.year}"

    def days(self, first: date, last: date) -> str:
        """Return a span such as "15–19 Jan 2018", "29 Jan – 2 Feb 2018" or "29 Dec 2017 – 2 Jan 2018"."""
        names = MONTHS[self.code]
        end = f"{last.day} {names[last.month - 1]} {last.year}"
        if first == last:
            return end
        if first.year != last.year:
            return f"{first.day} {names[first.month - 1]} {first.year} – {end}"
        if first.month != last.month:
            return f"{first.day} {names[first.month - 1]} – {end}"
        return f"{first.day}–{end}"

    def clock(self, moment: datetime | time, *, seconds: bool = False) -> str:
        """Return the time of day, such as "14:00" or, with seconds, "14:00:59"."""
        return f"{moment:%H:%M:%S}" if seconds else f"{moment:%H:%M}"

    def in_figures(self, moment: datetime, *, seconds: bool = False) -> str:
        """Leiden's day and time in figures, which sort, such as "2018-01-15 14:00"."""
        here = in_leiden(moment)
        return f"{here.date()} {self.clock(here, seconds=seconds)}"

    def moment(self, moment: datetime) -> str:
        """Day and time, such as "Thu 25 Jan 14:00"."""
        return f"{self.day(moment.date())} {self.clock(moment)}"
