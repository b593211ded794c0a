"""What the minutes say of the forums below and above. Minutes of older forms hold none of it."""

from typing import Any

Facts = dict[str, Any]


def forums_facts(snapshot: Facts) -> Facts:
    return {
        "from_below": [_below(row) for row in snapshot.get("from_below", [])],
        "raised": [
            {"what": row["what"], "to": row["to"], "reason": row["reason"]}
            for row in snapshot.get("raised", [])
        ],
    }


def _below(row: Facts) -> Facts:
    return {
        "what": row["what"],
        "forum": row["from_forum"],
        "reason": row["reason"],
        "said": str(row["said"]).capitalize(),
        "text": row["text"],
    }
