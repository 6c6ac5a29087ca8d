"""The FAQ: questions about uSis and their answers, from the seed page and uSis's own guides."""

from enroltui.information.faq.class_numbers import CLASS_NUMBERS
from enroltui.information.faq.enrolling import ENROLLING
from enroltui.information.faq.exams import EXAMS
from enroltui.information.faq.program import PROGRAM
from enroltui.information.faq.whom_to_ask import WHOM_TO_ASK

FAQ = (ENROLLING, EXAMS, CLASS_NUMBERS, WHOM_TO_ASK, PROGRAM)
QUESTIONS = {question.id: question for chapter in FAQ for question in chapter.questions}
"""All questions by their ids."""
