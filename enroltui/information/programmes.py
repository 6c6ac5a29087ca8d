"""Seed page: the class numbers of bachelor's and master's programmes and of the specialisations."""

from enroltui.information.parts import Lists, Paragraph, Pointer, Section, Target
from enroltui.language import N_
from enroltui.terms import ProgrammeKind

CONTENTS_OF_STUDIES = Paragraph(
    N_(
        "Any questions about the contents of your studies in the next year? Please check the E-study guide first, and "
        "then the website of your study programme. Finally, contact your study adviser."
    )
)
BACHELOR = Section(
    "bachelor",
    N_("Bachelor"),
    N_("Class numbers of the bachelor's programmes {year}"),
    (Lists(ProgrammeKind.BACHELOR),),
)
MASTER = Section(
    "master",
    N_("Master"),
    N_("Class numbers of the master's programmes {year}"),
    (
        Paragraph(N_("Choose the programme from which you want to select a course.")),
        Paragraph(N_("Note: if you want to select a bachelor's course, look under Bachelor.")),
        Pointer(N_("Class numbers of the bachelor's programmes"), Target("front_page", "bachelor")),
        Lists(ProgrammeKind.MASTER),
    ),
)
SPECIALISATIONS = Section(
    "specialisations",
    N_("Specialisations"),
    N_("Class numbers of the specialisations {year}"),
    (
        Lists(ProgrammeKind.SPECIALISATION),
        CONTENTS_OF_STUDIES,
        Pointer(N_("E-study guide of your programme"), Target("e_guide")),
        Pointer(N_("Information page of your programme"), Target("information")),
    ),
)
