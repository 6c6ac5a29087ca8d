"""What help() tells of the registrar's methods, which are made of the functions that carry them out."""

from __future__ import annotations

from inspect import getdoc, getmembers, isfunction, signature

import pytest

from enroltui.registrar.registrar import Registrar

METHODS = {name: method for name, method in getmembers(Registrar, isfunction) if not name.startswith("_")}


@pytest.mark.parametrize("name", METHODS)
def test_help_tells_what_a_method_takes_and_does(name: str) -> None:
    first, *taken = signature(METHODS[name]).parameters
    assert first == "self"
    assert {"connection", "at"}.isdisjoint(taken)
    assert getdoc(METHODS[name])


def test_a_method_keeps_its_order_and_defaults() -> None:
    assert str(signature(Registrar.swap)).startswith(
        "(self, caller: 'Caller', student_number: 'str', old: 'ClassKey', new: 'ClassKey', request_key: 'str', *, mode:"
    )
