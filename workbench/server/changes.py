"""What is new in an answer, for a page that has an earlier one.

Every answer bears a ``revision``, which is made of its content. A page that names the one it has gets ``changes``
instead of ``tracks``: lesson id → the fields that differ, and of its ``items`` the position → the fields that differ.
It gets the whole when nobody remembers what it has, or when lessons or items came, went or moved.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

import msgspec

_KEPT = 16
"""Answers that are remembered: enough for some pages that were hidden for a while."""
_COMPRESSED_FROM = 1024  # bytes; less does not get smaller

Fields = Mapping[str, Any]


class Answers:
    """The last answers, by revision. They are not changed after they were given."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: OrderedDict[str, Fields] = OrderedDict()

    def answer(self, whole: Fields, since: str | None) -> dict[str, Any]:
        """``whole`` with its revision, or what is new in it. since: the revision that the page has."""
        revision = hashlib.sha256(msgspec.json.encode(whole)).hexdigest()[:16]
        with self._lock:
            known = self._last.get(since) if since else None
            self._last[revision] = whole
            self._last.move_to_end(revision)
            while len(self._last) > _KEPT:
                self._last.popitem(last=False)
        changes = changed_lessons(known["tracks"], whole["tracks"]) if known is not None else None
        if changes is None:
            return {**whole, "revision": revision}
        rest = {key: value for key, value in whole.items() if key != "tracks"}
        return {**rest, "revision": revision, "since": since, "changes": changes}


def changed_lessons(before: Sequence[Fields], after: Sequence[Fields]) -> dict[str, Fields] | None:
    """Lesson id → what differs, from two lists of tracks; None when that cannot be said lesson by lesson."""
    if [_without_lessons(track) for track in before] != [_without_lessons(track) for track in after]:
        return None
    old, new = ([lesson for track in tracks for lesson in track["lessons"]] for tracks in (before, after))
    changes: dict[str, Fields] = {}
    for was, now in zip(old, new, strict=True):
        if was != now:
            fields = _changed_fields(was, now)
            if fields is None:
                return None
            changes[now["id"]] = fields
    return changes


def _without_lessons(track: Fields) -> dict[str, Any]:
    return {**track, "lessons": [lesson["id"] for lesson in track["lessons"]]}


def _changed_fields(was: Fields, now: Fields) -> dict[str, Any] | None:
    found = _differing({**was, "items": None}, {**now, "items": None})
    if found is None or [_name(item) for item in was["items"]] != [_name(item) for item in now["items"]]:
        return None
    items = [_differing(*pair) for pair in zip(was["items"], now["items"], strict=True)]
    if None in items:
        return None
    changed = {str(place): fields for place, fields in enumerate(items) if fields}
    return {**found, "items": changed} if changed else found


def _name(item: Fields) -> tuple[Any, Any]:
    return item["kind"], item["name"]


def _differing(was: Fields, now: Fields) -> dict[str, Any] | None:
    """The fields that have another value; None when not even their names are the same."""
    if was.keys() != now.keys():
        return None
    return {key: value for key, value in now.items() if was[key] != value}


def packed(answer: Fields, accepted: str) -> tuple[bytes, dict[str, str]]:
    """The answer as JSON and its headers. accepted: the Accept-Encoding of the request."""
    # What is new since a revision is of no use a second time; the whole is, to a page that is loaded again.
    caching = "no-store" if "changes" in answer else "private, no-cache"
    headers = {"Cache-Control": caching, "Vary": "Accept-Encoding"}
    data = msgspec.json.encode(answer)
    if len(data) >= _COMPRESSED_FROM and "gzip" in accepted:
        # Without the time, so that equal answers are equal and a browser that has one need not get it again.
        return gzip.compress(data, compresslevel=6, mtime=0), {**headers, "Content-Encoding": "gzip"}
    return data, headers
