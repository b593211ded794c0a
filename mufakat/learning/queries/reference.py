"""The reference words of CLA (`reference/cla.toml`)."""

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "reference" / "cla.toml"


@cache
def _read() -> dict[str, list[dict[str, str]]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


@cache
def contexts() -> dict[str, str]:
    """Code → words of a situation."""
    return {each["code"]: each["title"] for each in _read()["context"]}


@cache
def components() -> dict[str, str]:
    """Code → component of CLA, as it is printed."""
    return {each["code"]: each["title"] for each in _read()["component"]}


def component_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The components by their group, for a form."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in _read()["component"]:
        groups.setdefault(each["group"], []).append((each["code"], each["title"]))
    return list(groups.items())
