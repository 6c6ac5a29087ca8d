"""The front page of the class-number lists: the sections of the seed page, in its order."""

from enroltui.information.enrolling_steps import STEPS
from enroltui.information.introduction import INTRODUCTION
from enroltui.information.minors_and_more import FACULTY, HONOURS, MINORS
from enroltui.information.offices import QUESTIONS, TRANSCRIPT
from enroltui.information.programmes import BACHELOR, MASTER, SPECIALISATIONS

FRONT_PAGE = (
    INTRODUCTION,
    BACHELOR,
    MASTER,
    SPECIALISATIONS,
    MINORS,
    HONOURS,
    FACULTY,
    TRANSCRIPT,
    QUESTIONS,
    STEPS,
)
