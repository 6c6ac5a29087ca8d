"""The front page of the class-number lists, and the information page of a programme."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.events import Key
from textual.pilot import Pilot

from enroltui.language import Code, Language
from enroltui.screens.reading_page import ReadingPage
from enroltui.texts import LEIDEN, Pointer, Target, read, sections
from enroltui.widgets.reader import Reader
from enroltui.widgets.section_bar import SectionBar
from tests.registrar.world import ANNA, COORDINATOR
from tests.screens.enrolling.kit import go_to
from tests.screens.kit import app_on, screen_text, until, until_page, until_shown

SANNE = "s9900001"
FRONT_PAGE = read(LEIDEN, "front_page")
EVERY_LIST = [
    "Astronomy", "Bio-pharmaceutical Sciences, year 1", "Bio-pharmaceutical Sciences, year 2",
    "Bio-pharmaceutical Sciences, year 3", "Biology", "Computer Science · 21 December 2017",
    "Computer Science and Biology · 17 October 2017", "Computer Science and Economics · 21 December 2017",
    "Mathematics · 11 January 2018", "Molecular Science and Technology · 30 August 2017", "Physics", "Astronomy",
    "Astronomy-Physics", "Bio-Pharmaceutical Sciences · 12 January 2018", "BPS - Research Projects · 20 September 2017",
    "Biology", "Computer Science · 21 November 2017", "Chemistry and LST · 10 January 2018",
    "ICT in Business and the Public Sector · 9 January 2018", "ICT in Business, specialisation Post Experience",
    "Industrial Ecology · 4 September 2017", "Media Technology · 31 October 2017", "Mathematics · 27 November 2017",
    "Statistical Science for the Life and Behavioural Sciences · 10 December 2017", "Physics",
    "Specialisation Science Communication and Society", "Specialisation Science Based Business",
    "Advanced Life Science and Technology · 4042MALSTN", "Biodiversity and Natural Environment · 4000MBDNEN",
    "Data Science · 4000MDASCN", "Computational Approaches to Disease, Signaling and Drug Targets · 4000MCOADN",
    "Human Evolution · 4000MHUEVN", "Modern Drug Discovery · 4000MMODDN", "Molecular Biotechnology · 4000MMBION",
    "Quantitative Biology · 4000MQBION", "Science and Research-Based Business · 4000MSRBBN",
    "Sustainable Development · 4000MDONTN", "Geo-Resources for the Future · 4000MGEORN",
    "Honours College Beta and Life Sciences · 28 August 2017",
    "Courses offered by the Faculty of Science · 18 September 2017",
]  # fmt: skip
"""Each list of the seed page in its order, with its date or, of a minor, its number."""


def reader(pilot: Pilot[None]) -> Reader:
    """The text on screen."""
    return pilot.app.screen.query_one(Reader)


async def open_front_page(pilot: Pilot[None]) -> None:
    """Go to the page, and wait until its lists are shown."""
    await go_to(pilot, "front_page")
    await until(pilot, lambda: len(reader(pilot)._lines) > 50)
    await pilot.pause()


# --- reading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "language"), [((80, 24), "en"), ((120, 40), "nl"), ((60, 18), "nl")])
async def test_the_top_of_the_page(
    catalogue: Path, snapshot: SnapshotAssertion, size: tuple[int, int], language: Code
) -> None:
    async with app_on(catalogue, login=SANNE, size=size, language=language) as pilot:
        await open_front_page(pilot)
        assert screen_text(pilot.app) == snapshot


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_each_digit_goes_to_its_section(catalogue: Path, language: Code) -> None:
    own = Language(language).own
    async with app_on(catalogue, login=SANNE, language=language) as pilot:
        await open_front_page(pilot)
        for digit, section in [*enumerate(sections(FRONT_PAGE, 1))][::-1]:
            await pilot.press(str(digit))
            heading = section.heading
            await until_shown(pilot, own(heading.words, year="2017-2018"), f"{digit}[{own(heading.name)}]")
            assert reader(pilot).section == heading.id


async def test_left_and_right_go_from_section_to_section_and_a_click_on_a_name_too(catalogue: Path) -> None:
    async with app_on(catalogue, login=SANNE) as pilot:
        await open_front_page(pilot)
        await pilot.press("left", "right", "right", "right", "left")
        await until_shown(pilot, "2[Master]")
        await pilot.click(SectionBar, offset=(2, 0))
        await until_shown(pilot, "0[Top]", "You can enrol via uSis for lectures")


async def test_every_list_stands_there_with_its_date(catalogue: Path) -> None:
    async with app_on(catalogue, login=SANNE, size=(120, 40)) as pilot:
        await open_front_page(pilot)
        page = reader(pilot)
        lists = [
            index
            for index, block in enumerate(page._blocks)
            if isinstance(block.target, Target) and block.target.page == "class_lists" and not block.indent
        ]
        english = Language("en")
        told = [
            " · ".join(filter(None, [page._blocks[index].say(english), page._blocks[index].aside(english)]))
            for index in lists
        ]
        assert told[1:] == EVERY_LIST, "the first one is the list of one's own programme"


async def test_every_line_that_leads_elsewhere_gets_there(catalogue: Path) -> None:
    targets = {part.target for part in FRONT_PAGE if isinstance(part, Pointer)}
    async with app_on(catalogue, login=SANNE, size=(120, 40)) as pilot:
        await open_front_page(pilot)
        for target in targets - {target for target in targets if target.page == "front_page"}:
            page = pilot.app.screen
            assert isinstance(page, ReadingPage)
            page.reader.cursor = next(
                index for index, block in enumerate(page.reader._blocks) if block.target == target
            )
            await pilot.press("enter")
            await until_page(pilot, target.page)
            await go_to(pilot, "front_page")


async def test_the_arrow_keys_go_from_line_to_line_through_the_whole_text_and_back(catalogue: Path) -> None:
    async with app_on(catalogue, login=SANNE) as pilot:
        await open_front_page(pilot)
        page = reader(pilot)
        followable = [index for index, block in enumerate(page._blocks) if block.target is not None]
        for key, expected in (("down", followable), ("up", followable[::-1])):
            passed = [page.cursor]
            for _ in range(2 * len(followable)):
                pilot.app.post_message(Key(key, None))
                await pilot.pause(0)
                if page.cursor != passed[-1]:
                    passed.append(page.cursor)
                    assert page._seen(page.cursor)
            assert passed == expected
        await pilot.press("end")
        await until_shown(pilot, "difficulties enrolling", "usis-fwn@science.leidenuniv.nl")
        await pilot.press("home")
        await until_shown(pilot, "You can enrol via uSis for lectures")


async def test_pages_turn_and_nothing_is_skipped(catalogue: Path) -> None:
    async with app_on(catalogue, login=SANNE) as pilot:
        await open_front_page(pilot)
        page = reader(pilot)
        seen: set[int] = set()
        for _ in range(40):
            seen |= set(range(page.scroll_offset.y, page.scroll_offset.y + page.size.height))
            await pilot.press("pagedown")
        assert seen >= set(range(len(page._lines)))


async def test_another_language_or_size_keeps_the_place(catalogue: Path) -> None:
    async with app_on(catalogue, login=SANNE) as pilot:
        await open_front_page(pilot)
        await pilot.press("4", "down", "down")
        before = reader(pilot).target
        await pilot.press("l")
        await until_shown(pilot, "▸ › Biodiversity and Natural Environment")
        assert reader(pilot).target == before
        await pilot.resize_terminal(120, 40)
        await until_shown(pilot, "▸ › Biodiversity and Natural Environment")
        assert reader(pilot).target == before


# --- going elsewhere and coming back --------------------------------------------------------------------------------


async def test_a_list_opens_and_escape_comes_back_to_its_line(catalogue: Path) -> None:
    async with app_on(catalogue, login=SANNE) as pilot:
        await open_front_page(pilot)
        await pilot.press("6", "enter")
        await until_page(pilot, "class_lists")
        await until_shown(pilot, "Courses offered by the Faculty of Science", "class numbers of 18 September 2017")
        await pilot.press("escape")
        await until_page(pilot, "front_page")
        await until_shown(pilot, "▸ › Courses offered by the Faculty of Science")


async def test_where_a_list_points_elsewhere_that_page_opens_on_the_same_programme(catalogue: Path) -> None:
    async with app_on(catalogue, login=SANNE) as pilot:
        await open_front_page(pilot)
        await pilot.press("1", "down", "enter")
        await until_page(pilot, "exam_schedule")
        await until_shown(pilot, "Exam schedule 2017-2018: Astronomy")
        await pilot.press("escape", "2", "down", "down", "enter")
        await until_page(pilot, "information")
        await until_shown(pilot, "Astronomy: information", "Class numbers: Astronomy-Physics")
        await pilot.press("down", "enter")
        await until_page(pilot, "class_lists")
        await until_shown(pilot, "Astronomy-Physics 2017-2018")


async def test_a_minor_without_class_numbers_is_not_marked_and_says_why(catalogue: Path) -> None:
    async with app_on(catalogue, login=SANNE, size=(120, 40)) as pilot:
        await open_front_page(pilot)
        await pilot.press("4")
        await until_shown(pilot, "The class numbers are not yet defined; they appear here as soon as they are")
        lines = screen_text(pilot.app).splitlines()
        assert any(line.strip().startswith("Data Science ·") for line in lines)
        assert any(line.strip().startswith("› Human Evolution ·") for line in lines)


async def test_staff_read_it_without_what_is_the_students(small: Path) -> None:
    async with app_on(small, login=COORDINATOR, size=(120, 40)) as pilot:
        await open_front_page(pilot)
        targets = [block.target for block in reader(pilot)._blocks if isinstance(block.target, Target)]
        assert {target.page for target in targets} == {"front_page", "class_lists", "e_guide", "exam_schedule"} | {
            "faq", "information", "ulcn_help"
        }  # fmt: skip
        await pilot.press("1", "enter")
        await until_page(pilot, "class_lists")


async def test_a_click_follows_a_line(catalogue: Path) -> None:
    async with app_on(catalogue, login=SANNE) as pilot:
        await open_front_page(pilot)
        line = next(y for y, text in enumerate(screen_text(pilot.app).splitlines()) if "› FAQ:" in text)
        await pilot.click(offset=(10, line))
        await until_page(pilot, "faq")


async def test_a_database_in_trouble_leaves_the_text_to_read(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        small.write_bytes(b"damage" * 5000)
        await go_to(pilot, "front_page")
        await until_shown(pilot, "✗", "You can enrol via uSis for lectures")
        await pilot.press("9")
        await until_shown(pilot, "Follow the steps below")
