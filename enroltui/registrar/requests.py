"""Request keys: the same request sent twice is carried out once and answered as the first time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, insert, select

from enroltui.errors import RequestReused
from enroltui.printable import harmless_json
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.tables import request
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change

_FIRST = Prepared(select(request.c.asked, request.c.answer).where(request.c.key == bindparam("request_key")))
_KEEP = Prepared(insert(request), "key", "asked", "answer", "at")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one class, as it is kept: enough to give the same answer again."""

    key: ClassKey
    change: Change
    reason: Reason | None = None
    offer: ClassKey | None = None


def asked(action: str, student_number: str, keys: Sequence[ClassKey], *details: object) -> str:
    """Tell what is asked, as the text that two requests with the same key are compared by."""
    return json.dumps([action, student_number, keys, *details])


def first_answer(connection: Connection, request_key: str, asked: str) -> tuple[Decision, ...] | None:
    """Tell what this key was answered before; None: nothing yet. RequestReused when something else was asked then."""
    first = _FIRST.first(connection, request_key=request_key)
    if first is None:
        return None
    if first.asked != harmless_json(asked):
        raise RequestReused
    return tuple(_decision(kept) for kept in json.loads(first.answer))


def keep_answer(
    connection: Connection, request_key: str, asked: str, decisions: Sequence[Decision], at: datetime
) -> None:
    """Keep the answer, in the transaction that carries the request out. `at`: the real clock, aware."""
    answer = json.dumps([_kept(decision) for decision in decisions])
    _KEEP.change(connection, {"key": request_key, "asked": asked, "answer": answer, "at": at})


def _kept(decision: Decision) -> list[object]:
    reason = decision.reason
    said = None if reason is None else [reason.rule, _adapter(reason.rule).dump_python(reason, mode="json")]
    return [decision.key, decision.change, said, decision.offer]


def _decision(kept: list[Any]) -> Decision:
    key, change, said, offer = kept
    reason = None
    if said is not None:
        rule, facts = said
        reason = _adapter(rule).validate_python(facts)
    return Decision(ClassKey(*key), Change(change), reason, None if offer is None else ClassKey(*offer))


@cache
def _adapter(rule: str) -> TypeAdapter[Any]:
    # A dataclass with slots replaces the class that it was made of, which comes first while it is there.
    [*_, kind] = (kind for kind in Reason.__subclasses__() if kind.rule == rule)
    return TypeAdapter(kind)
