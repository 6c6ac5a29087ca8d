"""No file imports what imports it, directly or through others: each can be read with only those below it known.

Imports within functions and those for type checkers count as well.
"""

from __future__ import annotations

import graphlib

import grimp
import pytest


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph("enroltui", exclude_type_checking_imports=False, cache_dir=None)
    imports = {file: graph.find_modules_directly_imported_by(file) for file in graph.modules}
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as circle:
        pytest.fail(" <- ".join(circle.args[1]))
