"""From the bytes of an upload to the cells of a notebook, whatever the bytes are.

Nothing of the upload runs, and every way in which it cannot be read ends in one exception, ``Refusal``, with a named
reason. What can be repaired without guessing is repaired and said in a note.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import stat
import warnings
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError
from workbench.grading.intake.outputs import DROPPED, TooManyError, without_outputs

MOST_BYTES = 50_000_000
"""Of a file with its outputs, as for collecting; without them much less is read."""
MOST_CELLS = 5_000
_CLEAR = "Clear the outputs of all cells, save, and hand it in again."
LONGEST_SCRIPT = 400_000
_MOST_SCRIPT_CELLS = 1_000
_MB = 1_000_000


class Reason(StrEnum):
    """Why an upload cannot be read at all."""

    NO_FILE = "no_file"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"
    NOT_A_NOTEBOOK = "not_a_notebook"
    WRONG_KIND = "wrong_kind"
    FUTURE_FORMAT = "future_format"
    WRONG_NOTEBOOK = "wrong_notebook"


class Refusal(WorkbenchError):  # noqa: N818 - what happens to the upload, not a fault of the program
    """An upload that cannot be graded. reason: a word for programs; message: what the learner can do about it."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass(frozen=True, kw_only=True)
class RawCell:
    """One cell as it was uploaded. index: from 0 among all cells; kind: code, markdown, raw or what else was written;
    source: with ``\\n`` line ends."""

    index: int
    kind: str
    source: str


@dataclass(kw_only=True)
class RawNotebook:
    """All cells of an upload. lesson: the id that the workbench wrote into the notebook's metadata, or empty; kernel:
    the name of the kernel in it, or empty; notes: sentences about what was repaired."""

    cells: list[RawCell] = field(default_factory=list)
    lesson: str = ""
    kernel: str = ""
    notes: list[str] = field(default_factory=list)


# -- bytes -------------------------------------------------------------------------------------------------------------


def read_bytes(path: Path, *, limit_bytes: int, slim_bytes: int | None = None) -> bytes:
    """The content of a regular file of at most ``limit_bytes`` bytes; a larger one is refused before it is read.

    slim_bytes: how much is read of it without its outputs, which is what a refusal says. Raises Refusal, for a link, a
    folder, a device or a pipe too: following or opening one could hang or lead astray.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Refusal(Reason.NO_FILE, f"The file cannot be opened ({why}). Hand it in again.") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise Refusal(Reason.NO_FILE, "This is no ordinary file. Hand in the notebook itself.")
        if status.st_size > limit_bytes:
            raise _too_large(status.st_size, slim_bytes or limit_bytes)
        data = _read_at_most(handle, limit_bytes + 1)
    except OSError as error:
        raise Refusal(Reason.NO_FILE, f"The file cannot be read ({error.strerror}). Hand it in again.") from None
    finally:
        os.close(handle)
    if len(data) > limit_bytes:  # it grew meanwhile
        raise _too_large(len(data), slim_bytes or limit_bytes)
    return data


def _read_at_most(handle: int, count: int) -> bytes:
    parts: list[bytes] = []
    while count > 0 and (part := os.read(handle, min(count, _MB))):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _too_large(size: int, limit: int, what: str = "The file") -> Refusal:
    text = f"{what} has {size / _MB:.1f} MB, at most {limit / _MB:g} MB are read. "
    return Refusal(Reason.TOO_LARGE, text + _CLEAR)


# -- text --------------------------------------------------------------------------------------------------------------

_KINDS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "a text document in RTF",
    b"Rar!": "a rar archive",
    b"7z\xbc\xaf": "a 7z archive",
}
_WEB_PAGE = re.compile(r"<(!doctype\s+html|html|head|body|\?xml)\b", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is how this one begins
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _text_of(data: bytes, notes: list[str]) -> str:
    if not data.strip():
        raise Refusal(
            Reason.EMPTY, "The file is empty. Save the notebook, look whether it opens, and hand it in again."
        )
    for beginning, kind in _KINDS.items():
        if data.startswith(beginning):
            raise _wrong_kind(kind)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte {error.start} is not valid {encoding.removesuffix('-sig').upper()}"
        message = f"The file is not readable text ({where}). Download the notebook again and hand in the .ipynb file."
        raise Refusal(Reason.NOT_TEXT, message) from None
    if encoding != "utf-8-sig":
        notes.append(f"The file was saved as {encoding.upper()} and converted.")
    if not text.strip():
        raise Refusal(Reason.EMPTY, "The file holds nothing but blanks. Hand in the notebook again.")
    if _is_web_page(text):
        raise _wrong_kind("a web page")
    return text


def _is_web_page(text: str) -> bool:
    """Whether the text begins with a tag of a page, comments left out."""
    start = text[:10_000].lstrip()
    while start.startswith("<!--"):
        start = start.partition("-->")[2].lstrip()
    return _WEB_PAGE.match(start) is not None


def _wrong_kind(kind: str) -> Refusal:
    return Refusal(Reason.WRONG_KIND, f"This is {kind}, not a notebook. Hand in the file that ends in .ipynb.")


def read_notebook(data: bytes, *, script: bool = False, limit_bytes: int | None = None) -> RawNotebook:
    """The cells of a notebook or of a py:percent script, given as the bytes of the file.

    script: whether the name says that it is a script; text that begins like one is read as one anyway; limit_bytes:
    how much there may be without the outputs. Raises Refusal, and nothing else for any bytes.
    """
    notes: list[str] = []
    text = _text_of(data, notes)
    if limit_bytes is not None and len(data) > limit_bytes:
        text = _slim(text, limit_bytes)
    if text.lstrip()[:1] not in ("{", "[") and (script or re.search(r"^# ?%%", text, re.MULTILINE)):
        found = _from_script(text)
    else:
        found = _from_json(text)
    found.notes[:0] = notes
    return found


def _slim(text: str, limit: int) -> str:
    """The text of a large notebook without its outputs, which do not count."""
    try:
        slim = without_outputs(text)
    except TooManyError:
        raise Refusal(Reason.TOO_LARGE, f"The file holds more values than any notebook. {_CLEAR}") from None
    if (size := len(slim.encode("utf-8", "replace"))) > limit:
        raise _too_large(size, limit, "The file without its outputs")
    return slim


# -- scripts -----------------------------------------------------------------------------------------------------------


def _from_script(text: str) -> RawNotebook:
    import jupytext  # type: ignore[import-untyped]

    # The front matter says nothing that is graded, and YAML from a stranger need not be parsed.
    body = re.sub(r"\A# ---\n(#.*\n)*?# ---\n", "", _line_ends(text))
    if len(body) > LONGEST_SCRIPT or len(re.findall(r"^# ?%%", body, re.MULTILINE)) > _MOST_SCRIPT_CELLS:
        message = f"The script is longer than {LONGEST_SCRIPT} characters or has more than {_MOST_SCRIPT_CELLS} cells. "
        raise Refusal(Reason.TOO_LARGE, message + "Hand in the lesson's notebook.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = jupytext.reads(body, fmt="py:percent")
        cells = [{"cell_type": str(cell.cell_type), "source": str(cell.source)} for cell in notebook.cells]
    except Exception:  # whatever a parser says about bytes that were made to upset it
        message = "The script cannot be read as a notebook. Hand in the .ipynb file."
        raise Refusal(Reason.NOT_A_NOTEBOOK, message) from None
    found = RawNotebook(notes=["A script was handed in and read as a notebook."])
    _take_cells(found, cells)
    return found


# -- notebooks ---------------------------------------------------------------------------------------------------------


class _Objects:
    """Called with each JSON object as soon as it is complete. Outputs are let go at once, so that a notebook full of
    pictures never lies in memory as a whole."""

    def __init__(self) -> None:
        self.repeated: set[str] = set()
        self.constants = False

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        kept = {key: value for key, value in pairs if key not in DROPPED}
        counts = Counter(key for key, _ in pairs if key in kept) if len(kept) < len(pairs) else {}
        for key, count in counts.items():
            if count > 1 and len(self.repeated) < 5:
                self.repeated.add(_encodable(key[:40]))
        return kept

    def constant(self, _: str) -> None:
        self.constants = True


def _parse(text: str, notes: list[str]) -> Any:
    objects = _Objects()
    try:
        content = json.loads(text, object_pairs_hook=objects.pairs, parse_constant=objects.constant, parse_int=_whole)
    except json.JSONDecodeError as error:
        whole = "it ends in the middle" if error.pos >= len(text.rstrip()) - 1 else f"line {error.lineno}: {error.msg}"
        message = f"The file is damaged: it is no valid JSON ({whole}). Save the notebook and hand it in again."
        raise Refusal(Reason.NOT_JSON, message) from None
    except (RecursionError, MemoryError):
        message = "The file is nested more deeply than any notebook. Hand in the notebook as JupyterLab saves it."
        raise Refusal(Reason.TOO_DEEP, message) from None
    except ValueError as error:
        raise Refusal(Reason.NOT_JSON, f"The file is no valid JSON ({error}). Hand the notebook in again.") from None
    if objects.repeated:
        names = ", ".join(repr(name) for name in sorted(objects.repeated))
        notes.append(f"The file says {names} more than once in one place: the last counts.")
    if objects.constants:
        notes.append("The file holds NaN or Infinity, which JSON does not have: they were read as nothing.")
    return content


def _whole(digits: str) -> int:
    # Python refuses to read numbers of more than 4,300 digits; none that matters here has more than a few.
    return int(digits) if len(digits) <= 18 else 0


def _from_json(text: str) -> RawNotebook:
    found = RawNotebook()
    content = _parse(text, found.notes)
    if not isinstance(content, dict):
        raise _no_notebook()
    metadata = content.get("metadata")
    own = metadata.get("workbench") if isinstance(metadata, dict) else None
    lesson = own.get("lesson") if isinstance(own, dict) else None
    found.lesson = lesson if isinstance(lesson, str) else ""
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    kernel = spec.get("name") if isinstance(spec, dict) else None
    found.kernel = kernel if isinstance(kernel, str) else ""
    _take_cells(found, _cells_of(content, found.notes))
    return found


def _no_notebook() -> Refusal:
    message = "The file is JSON but no notebook: it has no list of cells. Hand in the .ipynb file."
    return Refusal(Reason.NOT_A_NOTEBOOK, message)


def _cells_of(content: dict[str, Any], notes: list[str]) -> list[Any]:
    """The cells of a notebook in format 4, or in 2 or 3, which kept them in worksheets."""
    version = content.get("nbformat")
    if isinstance(version, int) and version > 4:
        message = f"The notebook is in format {version}, this version reads up to format 4. Save it in format 4."
        raise Refusal(Reason.FUTURE_FORMAT, message)
    sheets = content.get("worksheets")
    if version in (2, 3) and isinstance(sheets, list):
        notes.append(f"The notebook was saved in format {version} and converted.")
        parts = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        return [cell for part in parts if isinstance(part, list) for cell in part]
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise _no_notebook()
    if version != 4:
        notes.append("The notebook does not say its format: it was read as format 4.")
    return cells


def _take_cells(found: RawNotebook, cells: list[Any]) -> None:
    if len(cells) > MOST_CELLS:
        message = f"The notebook has {len(cells)} cells, at most {MOST_CELLS} are read. Hand in the lesson's notebook."
        raise Refusal(Reason.TOO_LARGE, message)
    for index, cell in enumerate(cells):
        if not isinstance(cell, dict):
            found.notes.append(f"Cell {index + 1} is no cell and was left out.")
            continue
        kind = cell.get("cell_type")
        source = _source_of(cell)
        if source is None or not isinstance(kind, str):
            found.notes.append(f"Cell {index + 1} has no readable source or type and was left out.")
            continue
        found.cells.append(RawCell(index=index, kind=kind, source=source))


def _source_of(cell: dict[str, Any]) -> str | None:
    """The text of a cell, which may be written as one text or as a list of lines; None for anything else."""
    given = cell.get("source", cell.get("input"))
    if isinstance(given, list) and all(isinstance(line, str) for line in given):
        given = "".join(given)
    return _encodable(_line_ends(given)) if isinstance(given, str) else None


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encodable(text: str) -> str:
    """The text with a question mark for each half of a surrogate pair, which no file and no pipe could carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
