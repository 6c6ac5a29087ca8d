"""A student takes text to paste to their own mail program, or a file that never replaces another."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest

from enroltui.language import Language
from enroltui.letters.own_mail import as_text, save
from enroltui.registrar.registrar import Registrar
from tests.letters.mail_kit import ask, in_database
from tests.registrar.world import ANNA


def test_a_saved_letter_is_a_message_that_is_still_to_be_sent(leiden: Registrar, small: Path, tmp_path: Path) -> None:
    in_database(small, "UPDATE student SET name = 'Åsa Nørby, BSc' WHERE student_number = :number", number=ANNA)
    (letter,) = ask(leiden, "Waarom is het vol? Ω")
    path = save(letter, str(tmp_path))
    assert path == tmp_path / f"question-{letter.written:%Y-%m-%d}.eml"
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    message = BytesParser(policy=default).parsebytes(content)
    assert message["From"].addresses[0].display_name == "Åsa Nørby, BSc"
    assert message["To"] == "usis-fwn@science.leidenuniv.nl"
    assert message["Message-ID"] == letter.message_id
    assert message["X-Unsent"] == "1"
    assert message["Sender"] is None
    assert "Waarom is het vol? Ω" in message.get_content()


def test_no_file_is_ever_replaced(leiden: Registrar, tmp_path: Path) -> None:
    (letter,) = ask(leiden, "one")
    first = save(letter, str(tmp_path))
    assert first is not None
    first.write_text("mine")
    second, third = save(letter, str(tmp_path)), save(letter, str(tmp_path))
    assert [path.name for path in (second, third) if path] == [f"{first.stem}-2.eml", f"{first.stem}-3.eml"]
    assert first.read_text() == "mine"


@pytest.mark.parametrize(
    "folder", ["{here}/nowhere", "{here}/a file", "", "  ", "~nobody-of-this-name/x", "\0", "x" * 5000]
)
def test_where_a_letter_cannot_be_saved_nothing_is_written(leiden: Registrar, tmp_path: Path, folder: str) -> None:
    (letter,) = ask(leiden, "one")
    (tmp_path / "a file").write_text("mine")
    before = set(tmp_path.iterdir())
    assert save(letter, folder.format(here=tmp_path)) is None
    assert set(tmp_path.iterdir()) == before


def test_the_text_to_paste_has_the_address_and_the_subject(leiden: Registrar) -> None:
    (letter,) = ask(leiden, "one")
    text = as_text(letter, Language("en"))
    assert text.startswith(
        f"To: usis-fwn@science.leidenuniv.nl\nSubject: Question about uSis from {ANNA}: Logic\n\nDear"
    )
