"""Names of files that every system opens, and cells that no spreadsheet takes for a formula."""

import re
import unicodedata
from typing import Any

LONGEST = 60  # signs of one name: with its folder far below what Windows takes
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def safe_name(text: str, end: str = "") -> str:
    """Letters, figures and a few signs; no name that Windows keeps for itself, none that begins or ends with a dot."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ()_.,-]+", " ", plain)
    plain = re.sub(r"\s+", " ", plain)[:LONGEST].strip(" .")
    if end and plain.lower().endswith(end):  # a caption that is the name of its file
        plain = plain[: -len(end)]
    return f"{plain if plain and not RESERVED.fullmatch(plain) else f'_{plain}'}{end}"


def safe_cell(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
