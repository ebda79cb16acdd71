"""The engine's fixtures: a real child process with a tiny random model. One rule: every process ends with its test."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from canary_kit import outside_of_the_process
from engine_kit import CHILD, shared_file
from rendering_kit import a_host
from tiny_model import write_tiny_model

from paddock.config.paths import resource
from paddock.core.params import LoadParams
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.tokens import Vocabulary
from paddock.engine.supervisor import EngineSupervisor


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that never ends an answer by itself and says printable ASCII."""
    return write_tiny_model(tmp_path_factory.mktemp("tiny") / "tiny.gguf")


@pytest.fixture
def engine() -> Iterator[EngineSupervisor]:
    """The real engine, nothing loaded."""
    engine = EngineSupervisor(CHILD)
    yield engine
    engine.close()


@pytest.fixture
def ready(engine: EngineSupervisor, tiny: Path) -> EngineSupervisor:
    """The real engine with the tiny model."""
    engine.load(tiny, LoadParams())
    return engine


@pytest.fixture(scope="module")
def module_engine(tiny: Path) -> Iterator[EngineSupervisor]:
    """As `ready`, one for all tests of a module that leave it as it is."""
    engine = EngineSupervisor(CHILD)
    engine.load(tiny, LoadParams())
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def lib() -> Any:
    """The bindings, for tests of single parts of the child."""
    lib = importlib.import_module("llama_cpp.llama_cpp")
    lib.llama_backend_init()
    return lib


@pytest.fixture(scope="module")
def open_vocabulary(lib: Any) -> Iterator[Callable[[Path], Vocabulary]]:
    """Opens the vocabulary of a file."""
    opened = []

    def open_(path: Path) -> Vocabulary:
        params = lib.llama_model_default_params()
        params.vocab_only = True
        opened.append(lib.llama_model_load_from_file(os.fsencode(path), params))
        return Vocabulary(lib, opened[-1])

    yield open_
    for model in opened:
        lib.llama_model_free(model)


@pytest.fixture(scope="session")
def host() -> Iterator[TemplateHost]:
    """Where templates are rendered."""
    with a_host() as host:
        yield host


@pytest.fixture
def stories() -> Path:
    """A real little model that tells stories."""
    return shared_file("models/stories260K.gguf")


@pytest.fixture
def guide() -> Path:
    """The guide, which comes along."""
    path = resource("guide/guide.gguf")
    if not path.exists():
        pytest.skip("the guide has not been trained: `make guide`")
    return path


@pytest.fixture
def llama3_vocabulary() -> Path:
    """The real vocabulary of Llama 3, with test vectors beside it."""
    return shared_file("models/ggml-vocab-llama-bpe.gguf")


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A person's files and servers, a model and a cache: what the canary is told."""
    with outside_of_the_process(tmp_path) as told:
        yield told
