"""Who is behind the folders of Gradescope's export: its file ``submission_metadata.yml``.

Source of the format: the export “Download Submissions” of an assignment; for each folder it names the submitters.
"""

from __future__ import annotations

from typing import Any

import yaml

from workbench.grading.intake.names import Person, tidy

METADATA = "submission_metadata.yml"
MOST_BYTES = 50_000_000


def submitters(text: str) -> dict[str, Person]:
    """Number of a submission → who handed it in: by e-mail address, else the student's number, else by name.

    What is no such file names nobody. Work of a group is its first submitter's.
    """
    try:
        content = yaml.load(text, Loader=_Plain)
    except (yaml.YAMLError, RecursionError):
        return {}
    found = {}
    for folder, told in content.items() if isinstance(content, dict) else ():
        person = _first(told.get(":submitters")) if isinstance(told, dict) else None
        if person is not None:
            found[str(folder).removeprefix("submission_")] = person
    return found


def _first(people: Any) -> Person | None:
    first = people[0] if isinstance(people, list) and people else None
    if not isinstance(first, dict):
        return None
    name = next((str(first[key]) for key in (":email", ":sid", ":name") if first.get(key)), "")
    return Person(tidy(name)) if name else None


class _Plain(yaml.SafeLoader):
    """Everything as text: a student's number stays as it is written, and times of Ruby's are nothing to read."""


_Plain.yaml_implicit_resolvers = {}
_Plain.add_multi_constructor("!", lambda *_: None)
