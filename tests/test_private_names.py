"""A private name of a library stands in one file, and is still there in the version that is installed."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest
from textual.app import App
from textual.widget import Widget

import enroltui
from enroltui import textual_private

PRIVATE_FILE = "_private"
"""How the modules end that may use a library's private names: one a library."""
OWN = Path(enroltui.__file__).parent


@pytest.mark.parametrize(
    "name",
    [
        "_context:visible_screen_stack",
        "_xterm_parser:XTermParser._parse_extended_key.__wrapped__",
        "app:App._background_screens",
        "app:App._fatal_error",
        "css.stylesheet:Stylesheet._parse_rules",
        "keys:_character_to_key",
        "message_pump:MessagePump._close_messages_no_wait",
        "widget:Widget._scroll_update",
    ],
)
def test_textual_still_has_the_name(name: str) -> None:
    module, path = name.split(":")
    found: Any = import_module(f"textual.{module}")
    for part in path.split("."):
        found = getattr(found, part, None)
    assert found is not None, _gone(name)


def test_textual_still_sets_what_only_an_instance_has() -> None:
    app, widget = App[None](), Widget()
    for instance, name in ((app, "_capture_stdout"), (app, "_capture_stderr"), (widget, "_styles_cache")):
        assert hasattr(instance, name), _gone(name)
    for kind, name in (("driver:Driver", "_size"), ("drivers.linux_driver:LinuxDriver", "_file")):
        module, cls = kind.split(":")
        assert f"self.{name} = " in inspect.getsource(getattr(import_module(f"textual.{module}"), cls)), _gone(name)


def _gone(name: str) -> str:
    return f"Textual {version('textual')} has no {name}, which {textual_private.SEEN_IN} had: mend textual_private.py"


def test_no_class_uses_what_a_library_keeps_private_in_its_base() -> None:
    """The linter sees private names of other objects (SLF001, PLC2701), but not those that come by inheritance."""
    used = [name for module in _modules() for cls in _classes(module) for name in _used(cls)]
    assert used == []


def test_the_search_finds_what_a_base_keeps_private() -> None:
    class Sly(App[None]):
        def end(self) -> None:
            self._close_messages_no_wait()

    assert [name.split()[-1] for name in _used(Sly)] == ["_close_messages_no_wait"]


def _modules() -> Iterator[ModuleType]:
    for found in walk_packages([str(OWN)], "enroltui."):
        if "migrations" not in found.name and not found.name.endswith(("__main__", PRIVATE_FILE)):
            yield import_module(found.name)


def _classes(module: ModuleType) -> Iterator[type]:
    for value in vars(module).values():
        if inspect.isclass(value) and value.__module__ == module.__name__:
            yield value


def _used(cls: type) -> list[str]:
    """Where a class names what only a base from outside the program has, by a single leading underscore."""
    foreign = {name for base in cls.__mro__[1:] if not _is_own(base) for name in _private(base)}
    return [f"{cls.__module__}.{cls.__name__}: {name}" for name in sorted(foreign & _names(cls))]


def _is_own(cls: type) -> bool:
    return cls.__module__.split(".")[0] in ("enroltui", "builtins", "enum", "abc", "typing")


def _private(cls: type) -> Iterator[str]:
    """The private names of a class and its instances."""
    for name in _names(cls):
        if name.startswith("_") and not name.startswith("__"):
            yield name


@cache
def _names(cls: type) -> frozenset[str]:
    """What a class defines, and which attributes its methods use of `self`."""
    try:
        [tree] = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    except (OSError, TypeError):
        return frozenset()  # made without source, by a decorator or a call
    if not isinstance(tree, ast.ClassDef):
        return frozenset()  # made by a call, and the source is that of what made it
    names = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
    for part in ast.walk(tree):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "self":
            names.add(part.attr)
    return frozenset(names)
