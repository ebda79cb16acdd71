"""A file whose template was written to do harm, in the real engine: it is told, and the next model answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from engine_kit import ask, collect
from hostile import CANARY, CORPUS, SECRET, Hostile
from tiny_model import TEMPLATE, write_tiny_model

from paddock.core.errors import UserError
from paddock.core.events import FinishReason
from paddock.core.messages import Role, Turn
from paddock.core.params import LoadParams
from paddock.engine.api import EngineConfig, GenerationRequest
from paddock.engine.supervisor import EngineSupervisor

pytestmark = pytest.mark.slow

SLEEPER = (
    TEMPLATE
    + "{% if messages|length > 2 %}{% for a in range(99999) %}{% for b in range(99999) %}"
    + ("{% endfor %}{% endfor %}{% endif %}")
)
"""Good for a short chat, so it is taken for a good one."""


def said(engine: EngineSupervisor) -> str:
    """How an answer ends, or the code of why there is none."""
    try:
        return collect(engine.generate(ask("Hello", max_tokens=3))).finished.reason.value
    except UserError as error:
        return error.code


@pytest.fixture(scope="module")
def folder(module_engine: EngineSupervisor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the engine may read what it is given: another file would be another process's."""
    folder = tmp_path_factory.mktemp("models")
    module_engine.configure(EngineConfig(own_models=folder))
    module_engine.unload(module_engine.load(write_tiny_model(folder / "hostile.gguf"), LoadParams()).path)
    return folder


@pytest.mark.parametrize("hostile", CORPUS, ids=str)
def test_the_engine_is_ready_again(
    module_engine: EngineSupervisor, tiny: Path, folder: Path, tmp_path: Path, hostile: Hostile
) -> None:
    pid = module_engine.status.pid
    canary = tmp_path / "canary"
    canary.write_text(SECRET)
    path = write_tiny_model(folder / "hostile.gguf", template=hostile.template.replace(CANARY, str(canary)) or " ")
    loaded = module_engine.load(path, LoadParams())
    if hostile.cause:
        assert loaded.template_source != "file"
    assert said(module_engine) in ("length", "no-template", "template-failed")
    module_engine.unload(path)
    assert [path.name for path in (*tmp_path.iterdir(), *folder.iterdir())] == ["canary", "hostile.gguf"]
    module_engine.load(tiny, LoadParams())
    assert said(module_engine) == "length"
    assert module_engine.status.pid == pid


def test_one_that_waits_until_it_is_trusted(module_engine: EngineSupervisor, tmp_path: Path) -> None:
    loaded = module_engine.load(write_tiny_model(tmp_path / "sleeper.gguf", template=SLEEPER), LoadParams())
    assert loaded.template_source == "file"
    turns = tuple(Turn(role, "Hello") for role in (Role.USER, Role.ASSISTANT, Role.USER))
    answered = collect(module_engine.generate(GenerationRequest(turns, sampling=ask("").sampling)))
    assert answered.finished.reason is FinishReason.LENGTH  # llama.cpp knows the family
    assert re.fullmatch(r"[ -~]+", answered.text)
