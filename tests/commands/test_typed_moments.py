"""A time that clocks in Leiden skip is refused where one types it."""

import pytest

from tests.process import Machine


@pytest.mark.parametrize(
    ("language", "why"),
    [("en", "'2018-03-25T02:30' does not exist in Leiden"), ("nl", "'2018-03-25T02:30' bestaat in Leiden niet")],
)
@pytest.mark.parametrize("asked", [["classes", "--today"], ["serve", "--opens"]])
def test_it_is_refused_in_words(machine: Machine, language: str, why: str, asked: list[str]) -> None:
    ended = machine.run(*asked, "2018-03-25T02:30", "--lang", language)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert why in " ".join(ended.stderr.split())
