"""Write a table for spreadsheets and for programs that read CSV: one kind, whatever it tells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from enroltui.printable import spreadsheet_cell

BYTE_ORDER_MARK = "\ufeff"
"""By this Excel knows that a file is in UTF-8."""


def csv_text(
    things: Iterable[Mapping[str, str]], labels: Sequence[str] = (), *, delimiter: str = ",", mark: bool = False
) -> str:
    """Write things as CSV: a line of labels, then a line a thing, with what it has under each label.

    Without `labels` they are all that the things have, in their order; what a thing lacks is empty. Lines end in a line
    feed, quotes are double and doubled (RFC 4180, section 2), and no cell is a formula to a spreadsheet. With `mark` it
    begins with the byte-order mark.
    """
    lines = list(things)
    labels = labels or list(dict.fromkeys(label for thing in lines for label in thing))
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\n")
    if labels:
        writer.writerow(map(spreadsheet_cell, labels))
    writer.writerows([spreadsheet_cell(thing.get(label, "")) for label in labels] for thing in lines)
    return (BYTE_ORDER_MARK if mark else "") + written.getvalue()
