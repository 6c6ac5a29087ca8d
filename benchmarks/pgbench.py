"""Run pgbench with the statements of an enrolment, each time for another student and class."""

from __future__ import annotations

import re
import subprocess
from tempfile import NamedTemporaryFile
from typing import Any

from benchmarks import sample
from benchmarks.postgresql import Sent, listening
from benchmarks.sample import Meaning, meaning_of
from enroltui.registrar.registrar import Registrar
from kit.filling import CLASSES_OF_A_COURSE, ENROLLED_STUDENTS, FIRST_NUMBER
from kit.servers import Server

THREADS = 2
_SAID = {
    Meaning.STUDENT: ":student",
    Meaning.STUDENT_NUMBER: "('s98' || lpad((:student)::text, 5, '0'))",
    Meaning.CLASS: ":class",
    Meaning.CLASS_NUMBER: ":number",
    Meaning.COURSE: ":course",
    Meaning.REQUEST: "(:client_id || ' ' || :i)",
    Meaning.LETTER: "gen_random_uuid()::text",
}


def statements(url: str) -> Sent:
    """Enrol once in this database, and return the statements of that."""
    registrar = Registrar.open(url)
    with listening(registrar) as sent:
        registrar.programmes()
        sent.clear()
        sample.enrol(registrar, sample.STUDENT, sample.CLASS, sample.REQUEST)
        transaction = list(sent)
    registrar.close()
    return [*transaction, ("COMMIT", [])]


def rate(server: Server, url: str, sent: Sent, clients: int, seconds: int) -> float:
    """Measure the transactions a second by so many clients of one pgbench."""
    with NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_script(sent, clients))
        script.flush()
        how = ["-n", "-M", "prepared", "-c", str(clients), "-j", str(THREADS), "-T", str(seconds), "-D", "i=0"]
        ended = subprocess.run(
            [server.programs / "pgbench", *how, "-f", script.name, url], capture_output=True, text=True, check=True
        )
    found = re.search(r"tps = ([\d.]+)", ended.stdout)
    assert found, ended.stdout
    assert "number of failed transactions: 0 " in ended.stdout, ended.stdout
    return float(found[1])


def _script(sent: Sent, clients: int) -> str:
    """Write the statements as a script, with the same students and classes as `sample.wanted` gives."""
    lines = [
        r"\set i :i + 1",
        rf"\set nth :client_id + {clients} * :i",
        rf"\set retake :nth % {sample.RETAKES}",
        rf"\set student {ENROLLED_STUDENTS + 1} + (:nth + :nth / {sample.RETAKES}) % {sample.NEWCOMERS}",
        r"\set one :retake % 4",
        r"\set class :retake / 4 * 10 + :one * 2 + :one / 2 * 2 + 2",
        rf"\set course (:class - 1) / {CLASSES_OF_A_COURSE} + 1",
        rf"\set number {FIRST_NUMBER - 1} + :class",
    ]
    for sql, parameters in sent:
        texts = [text.replace("%%", "%") for text in sql.split("%s")]
        values = [*map(_said, parameters), ""]
        filled = "".join(text + value for text, value in zip(texts, values, strict=True))
        lines.append(" ".join(filled.split()) + ";")
    return "\n".join(lines)


def _said(parameter: Any) -> str:
    """Write a parameter as pgbench reads it."""
    if (meaning := meaning_of(parameter)) is not None:
        return _SAID[meaning]
    if parameter is None:
        return "NULL"
    if isinstance(parameter, int):
        return str(parameter)
    text = str(parameter).replace("'", "''").replace(":", "' || chr(58) || '")
    return f"('{text}')"
