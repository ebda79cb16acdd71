"""Templates that were written to do harm do none, and whoever comes next is served."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile import CANARY, CORPUS, LATE, LEAKS, SECRET, Hostile
from rendering_kit import a_host

from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.rendering.protocol import TemplateFailedError

CHAT: dict[str, Any] = {
    "messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hello"}],
    "tools": None,
    "bos_token": "<B>",
}
GOOD = "{{ bos_token }}{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}{{ strftime_now('%%') }}"
RIGHT = "<B>system: Be short.\nuser: Hello\n%"
MAX_OUTPUT = 64 * 1024 + 4 * 200


@pytest.fixture(scope="module")
def impatient() -> Iterator[TemplateHost]:
    """A host that waits only as long as a test likes to; a word of its environment is secret."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GGML_CANARY", SECRET)  # one of those that a child gets
        with a_host(seconds=1.0) as host:
            yield host


def outcome(host: TemplateHost, template: str) -> tuple[str, str]:
    """What it writes, and why it fails."""
    try:
        return host.render(template, CHAT), ""
    except TemplateFailedError as error:
        return "", str(error)


def test_there_are_enough_and_each_is_named_once() -> None:
    assert len({hostile.name for hostile in CORPUS}) == len(CORPUS) >= 40


def _with_marks(hostile: Hostile) -> Any:
    """Those that may have to be killed take their time."""
    return pytest.param(hostile, marks=[pytest.mark.slow] if LATE in hostile.cause else [])


@pytest.mark.parametrize("hostile", [_with_marks(hostile) for hostile in CORPUS], ids=str)
def test_it_does_no_harm_and_the_next_one_is_served(impatient: TemplateHost, tmp_path: Path, hostile: Hostile) -> None:
    canary = tmp_path / "canary"
    canary.write_text(SECRET)
    text, cause = outcome(impatient, hostile.template.replace(CANARY, str(canary)))
    if hostile.cause:
        expected = f"{hostile.cause}|{LATE}"  # where the processor is shared with others, time may be up first
        assert re.fullmatch(expected, cause), (text[:200], cause)
    assert not LEAKS.search(text + cause)
    assert "ModuleNotFoundError" not in cause
    assert len(text) <= MAX_OUTPUT
    assert len(cause) < 400
    assert [path.name for path in tmp_path.iterdir()] == ["canary"]
    assert outcome(impatient, GOOD) == (RIGHT, "")
