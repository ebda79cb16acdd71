"""What Llama Guard's answers mean. One rule: the categories are those of its model card.

Source: the model card of Llama Guard 3 8B, "Hazard Taxonomy and Policy" (MLCommons' hazards, and code interpreters).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CATEGORIES: Mapping[str, str] = {
    "S1": "Violent Crimes",
    "S2": "Non-Violent Crimes",
    "S3": "Sex Crimes",
    "S4": "Child Exploitation",
    "S5": "Defamation",
    "S6": "Specialized Advice",
    "S7": "Privacy",
    "S8": "Intellectual Property",
    "S9": "Indiscriminate Weapons",
    "S10": "Hate",
    "S11": "Self-Harm",
    "S12": "Sexual Content",
    "S13": "Elections",
    "S14": "Code Interpreter Abuse",
}
_ANSWER = re.compile(r"\s*(safe|unsafe)(?:\s*\n\s*(S\d+(?:\s*,\s*S\d+)*))?\s*")


def explain(answer: str) -> str:
    """The verdict in words ("Unsafe: S9 Indiscriminate Weapons."); "" where it is no answer of Llama Guard."""
    found = _ANSWER.fullmatch(answer)
    if not found or (found[1] == "safe" and found[2]):
        return ""
    if found[1] == "safe":
        return "Safe."
    codes = re.findall(r"S\d+", found[2] or "")
    named = ", ".join(f"{code} {CATEGORIES[code]}" if code in CATEGORIES else code for code in codes)
    return f"Unsafe: {named}." if named else "Unsafe."
