"""Folding lets the search find a title however it is typed."""

import pytest

from enroltui.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Oriëntatie op onderwijs", "orientatie op onderwijs"),
        ("ORIËNTATIE", "orientatie"),
        ("orie\u0308ntatie", "orientatie"),
        ("  Zoölogie \n en\tontwikkelingsbiologie ", "zoologie en ontwikkelingsbiologie"),
        ("4602DO-GV", "4602do-gv"),
        ("Straße", "strasse"),
        ("Yılmaz, Łukasz Ærø", "yilmaz, lukasz aero"),
        ("", ""),
    ],
)
def test_folds_case_accents_and_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded
