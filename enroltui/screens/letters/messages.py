"""Messages to the student, and what stops the student from enrolling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from enroltui.actions import bindings
from enroltui.language import N_, Language
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.student_center import Hold, Message
from enroltui.screens.asking import Registrar, together
from enroltui.screens.enrolling.full_class import FullClass
from enroltui.screens.searching.class_details import ClassDetailsPage
from enroltui.sentences.messages import message_sentence
from enroltui.sentences.rules import hold_sentence
from enroltui.widgets.class_naming import fully_named
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

NEW, READ = "●", "·"


class MessagesPage(FullClass):
    """Holds above, the messages, the newest first, and the one under the cursor in full."""

    PAGE = "messages"
    CSS_PATH = "messages.tcss"
    HOME = "#messages"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("mark_read", "select_all", "add", "details")]

    def __init__(self) -> None:
        super().__init__()
        self._holds: tuple[Hold, ...] = ()
        self._known = False
        self._messages = Table[Message](
            [
                Column("", _shape, 9, tone=lambda message: "" if message.read else "warm"),
                Column(N_("When"), lambda message, language: language.moment(message.at), 16, tone=_tone),
                Column(N_("Message"), lambda message, language: message_sentence(message, language), tone=_tone),
            ],
            lambda message: message.number,
            selectable=True,
            id="messages",
        )

    def content(self) -> ComposeResult:
        """Lay out holds, messages, how many, and one in full."""
        yield Words(self._say_holds, id="holds")
        yield Words(self._none, id="none")
        yield self._messages
        yield Words(self._count, id="count", classes="quiet")
        yield Words(self._message, id="message")

    @property
    def here(self) -> ClassRow | None:
        """Return the class that the message under the cursor is about."""
        return self._messages.row.row if self._messages.row else None

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the messages and holds as they stand now, and the cart."""
        super().look()
        question = together(self.of_student(Registrar.messages), self.of_student(Registrar.holds))
        self.fetch(question, self._show, group="messages")

    def _show(self, answer: tuple[Sequence[Message], tuple[Hold, ...]]) -> None:
        messages, self._holds = answer
        self._known = True
        self._messages.show(messages)
        self._messages.display = bool(messages)
        self.say_anew()

    def say_anew(self) -> None:
        """Say it, and leave no room for what there is nothing to say of."""
        super().say_anew()
        for words in self.query("#body > Words").results(Words):
            words.display = bool(words.said)

    # --- what is said -----------------------------------------------------------------------------------------------

    def _say_holds(self, language: Language) -> str:
        """Say what stops the student from enrolling, since when, and where to go."""
        return "\n".join(
            language.text(
                "! {hold} You cannot enrol until it is lifted (since {day}).",
                hold=hold_sentence(hold.code, language),
                day=language.day(hold.placed.date()),
            )
            for hold in self._holds
        )

    def _none(self, language: Language) -> str:
        if self._messages.rows or not self._known:
            return ""
        return language.text(
            "There are no messages yet. Here you are told when a place comes free in a class that you wait for, and "
            "when something stops you from enrolling."
        )

    def _count(self, language: Language) -> str:
        rows = self._messages.rows
        if not rows:
            return ""
        place = language.text("{place} of {count}", place=self._messages.cursor + 1, count=len(rows))
        new = language.plural("{count} new", "{count} new", sum(message.read is None for message in rows))
        return f"{place} · {language.text('newest first')} · {new}"

    def _message(self, language: Language) -> Content:
        message = self._messages.row
        if message is None:
            return Content()
        said = Content.styled(message_sentence(message, language), "bold")
        return said if message.row is None else Content.assemble(said, "\n", fully_named(message.row, language))

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Mark only what is new; open and add only what is about a class."""
        match action:
            case "mark_read":
                return any(message.read is None for message in self._messages.meant)
            case "select_all":
                return bool(self._messages.rows)
            case "details":
                return self.here is not None
            case "add":
                return self.here is not None and not self.here.in_cart and self.here.state is None
        return super().check_action(action, parameters)

    def action_mark_read(self) -> None:
        """Mark the selected messages, or the one under the cursor, as read."""
        self._mark_read(self._messages.meant)

    def _mark_read(self, messages: Sequence[Message]) -> None:
        numbers = [message.number for message in messages]
        self.change(self.of_student(Registrar.mark_read, numbers), lambda _: self._marked())

    def _marked(self) -> None:
        self._messages.select(())
        self.look()

    def action_select_all(self) -> None:
        """Select all, or none where all are."""
        self._messages.select_all()

    def action_add(self) -> None:
        """Put the class that it is about in the cart."""
        if self.here is not None:
            self.put_in_cart([self.here.key])

    @on(Table.Chosen)
    def action_details(self) -> None:
        """Show everything about the class, and mark the message as read."""
        if (message := self._messages.row) is not None:
            self._mark_read([message])
            if message.row is not None:
                self.enrol_app.show(ClassDetailsPage(message.row.key))


def _shape(message: Message, language: Language) -> str:
    return f"{READ} {language.text('read')}" if message.read else f"{NEW} {language.text('new')}"


def _tone(message: Message) -> str:
    return "quiet" if message.read else "strong"
