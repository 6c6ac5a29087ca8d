"""Guessing the code of a presentation: slowed down, address by address."""

from __future__ import annotations

from enroltui.presenting.presentation import FORGIVEN_AFTER, FREE_TRIES, PAUSE, Presentations


def test_after_some_wrong_codes_one_at_a_time_is_looked_up() -> None:
    presentations = Presentations(lambda event, **facts: None)
    for number in range(FREE_TRIES):
        assert presentations.wait("192.0.2.1", float(number)) == 0
        presentations.find("AAAA-AAAA", "192.0.2.1", float(number))
    last = float(FREE_TRIES - 1)
    assert presentations.wait("192.0.2.1", last) == PAUSE
    assert presentations.wait("192.0.2.1", last + 0.5) == PAUSE - 0.5
    assert presentations.wait("192.0.2.1", last + PAUSE) == 0
    assert presentations.wait("192.0.2.2", last) == 0
    presentations.find("AAAA-AAAA", "192.0.2.1", last + PAUSE)
    assert presentations.wait("192.0.2.1", last + PAUSE) == PAUSE
    assert presentations.wait("192.0.2.1", last + PAUSE + FORGIVEN_AFTER) == 0
