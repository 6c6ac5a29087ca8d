"""`enroltui students`, `show` and `account`: who there is, what they have, and new accounts."""

import re
from pathlib import Path

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account
from enroltui.terms import Career, Role
from tests.commands.test_classes import NOON
from tests.process import Machine
from tests.registrar import world
from tests.registrar.arranging import make_real


def test_the_shipped_catalogue_lists_its_demo_students_with_their_passwords(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    demo = machine.json("students")
    assert 10 <= len(demo) <= 14
    assert {student["career"] for student in demo} == {"bachelor", "master"}
    for student in demo:
        assert set(student) == {"student_number", "name", "programme", "career", "demo_password", "closed"}
        assert student["demo_password"]
        assert student["student_number"].startswith("s99")
    everybody = machine.json("students", "--all")
    assert len(everybody) > 2000
    assert sum(student["demo_password"] is None for student in everybody) == len(everybody) - len(demo)
    table = machine.done("students")
    assert max(map(len, table.splitlines())) <= 80
    assert demo[0]["demo_password"] in table


def test_show_says_what_a_student_has_and_lacks(machine: Machine) -> None:
    assert "No classes yet." in machine.done("show", world.ANNA, *NOON)
    machine.done("enrol", world.ANNA, str(world.LECTURE.class_number), *NOON)
    shown = machine.done("show", world.ANNA, *NOON)
    assert "Credits 2017-2018: 6 EC" in shown
    assert "Logic: not enrolled for the exam yet." in shown
    plain = machine.done("show", world.ANNA, "--plain", *NOON)
    assert "State: enrolled" in plain.splitlines()


def test_show_for_programs_has_the_year_the_credits_and_the_cart(machine: Machine, leiden: Registrar) -> None:
    leiden.add_to_cart(world.as_student(world.ANNA), world.ANNA, [world.EXAM])
    machine.done("enrol", world.ANNA, str(world.LECTURE.class_number), *NOON)
    told = machine.json("show", world.ANNA, *NOON)
    assert (told["academic_year"], told["credits"]) == ("2017-2018", 6)
    assert told["cart"] == [{"class_number": 28114, "academic_year": "2017-2018"}]
    assert [enrolment["class_number"] for enrolment in told["enrolments"]] == [world.LECTURE.class_number]


def test_an_account_that_is_closed_is_told_apart(machine: Machine, small: Path) -> None:
    make_real(small)
    machine.done("account", "close", world.BRAM)
    everybody = machine.json("students", "--all")
    assert [student["student_number"] for student in everybody if student["closed"]] == [world.BRAM]
    for style in ([], ["--plain"]):
        before, mark, _ = machine.done("students", "--all", *style).partition("(account closed)")
        assert mark
        assert re.findall(r"s\d{7}", before)[-1] == world.BRAM


def test_a_new_student_can_log_in_until_the_account_is_closed(machine: Machine, small: Path) -> None:
    make_real(small)
    programme = machine.json("students")[0]["programme"]
    person = ("--person", "Eva [bold]\n Smit", "--email", "eva@student.example")
    said = machine.done("account", "add", "s1234567", *person, "--programme", programme)
    password = said.split(" is now ")[1].split()[0]
    account = sign_in(small, "s1234567", password)
    assert account is not None
    assert (account.person, account.role, account.career) == ("Eva [bold] Smit", Role.STUDENT, Career.BACHELOR)
    assert account.password_once
    told = machine.done("account", "password", "S1234567")
    assert "once, within a day" in told
    new_password = told.split(" is now ")[1].split()[0]
    assert new_password != password
    assert sign_in(small, "s1234567", new_password)
    again = machine.run("account", "add", "s1234567", *person, "--programme", programme)
    assert (again.returncode, again.stdout) == (1, "")
    assert "has the login s1234567 already" in again.stderr
    machine.done("account", "close", "s1234567")
    assert sign_in(small, "s1234567", new_password) is None


def test_a_new_member_of_staff(machine: Machine, small: Path) -> None:
    make_real(small)
    person = ("--person", "J. Visser", "--email", "j@staff.example")
    said = machine.done("account", "add", "jvisser", *person, "--role", "helpdesk")
    account = sign_in(small, "jvisser", said.split(" is now ")[1].split()[0])
    assert account is not None
    assert account.role is Role.HELPDESK


def test_accounts_that_cannot_be_made_are_misuse(machine: Machine) -> None:
    person = ("--person", "Eva", "--email", "eva@student.example")
    for wrong in (
        ["s1234567", *person],
        ["s123", *person, "--programme", "computer-science-bsc"],
        ["s1234567", *person, "--role", "helpdesk"],
        ["j visser", *person, "--role", "helpdesk"],
        ["jvisser", *person, "--role", "operator"],
    ):
        ended = machine.run("account", "add", *wrong)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr
    ended = machine.run("account", "close", "nobody")
    assert (ended.returncode, ended.stdout) == (1, "")


def sign_in(database: Path, name: str, password: str) -> Account | None:
    registrar = Registrar.open(database)
    try:
        answer = registrar.sign_in(name, password)
        return answer if isinstance(answer, Account) else None
    finally:
        registrar.close()
