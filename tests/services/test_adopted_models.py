"""Models that lie elsewhere are loaded by the real engine's process, which is confined to what it was told of.

The guide stands for them: as a part in Ollama's store, without an ending, and as a link in Hugging Face's cache.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from paddock.application import Application, build
from paddock.config.secrets import MemoryBackend
from paddock.core.messages import Role, Turn
from paddock.engine.api import EngineState, is_confined

GUIDE = Path(__file__).resolve().parents[2] / "resources" / "guide" / "guide.gguf"

pytestmark = [pytest.mark.slow, pytest.mark.allow_log("paddock.engine")]


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "person"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.fixture
def application(tmp_path: Path, person: Path) -> Iterator[Application]:
    with build({"PADDOCK_HOME": str(tmp_path / "home")}, secrets=MemoryBackend()) as built:
        yield built


def part_of_ollama(person: Path) -> Path:
    models = person / ".ollama" / "models"
    digest = hashlib.sha256(GUIDE.read_bytes()).hexdigest()
    blob, manifest = models / "blobs" / f"sha256-{digest}", models / "manifests/registry.ollama.ai/library/tiny/1m"
    for path in (blob, manifest):
        path.parent.mkdir(parents=True)
    shutil.copy(GUIDE, blob)
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}", "size": 1}
    manifest.write_text(json.dumps({"schemaVersion": 2, "layers": [layer]}))
    return blob


def in_the_hubs_cache(person: Path) -> Path:
    folder = person / ".cache/huggingface/hub/models--o--r"
    blob, path = folder / "blobs" / ("ab" * 32), folder / "snapshots" / ("c" * 40) / "tiny-F16.gguf"
    for place in (blob, path):
        place.parent.mkdir(parents=True)
    shutil.copy(GUIDE, blob)
    path.symlink_to(Path("../../blobs") / blob.name)
    return path


def answers(application: Application, ref: str) -> None:
    """It is loaded and says something; the process that does is the first one still."""
    model = application.models.find(ref)
    generation = application.generation.answer(model, [Turn(Role.USER, "Hello")])
    while (event := generation.next(30)) is not None and type(event).__name__ != "Finished":
        continue
    assert event is not None


def test_what_was_adopted_is_loaded_without_another_process(application: Application, person: Path) -> None:
    blob, link = part_of_ollama(person), in_the_hubs_cache(person)
    adopted = application.library.adopt([found.path for found in application.library.scan()])
    assert {model.path for model in adopted} == {blob, link}
    pids = set()
    for model in adopted:
        answers(application, model.short_name)
        pids.add(application.generation.status.pid)
    assert len(pids) == 1
    assert application.models.find("tiny:1m").path == blob


def test_links_and_folders_of_the_library_are_loaded_without_another_process(
    application: Application, tmp_path: Path, person: Path
) -> None:
    watched, linked = tmp_path / "disk" / "o" / "r", tmp_path / "store" / "blob"
    folder = application.paths.models / "owner" / "repository"
    for place in (watched, linked.parent, folder):
        place.mkdir(parents=True)
    shutil.copy(GUIDE, watched / "watched-F16.gguf")
    shutil.copy(GUIDE, linked)
    (folder / "linked-F16.gguf").symlink_to(linked)
    application.library.add_folder(tmp_path / "disk")
    pids = set()
    for name in ("linked:f16", "watched:f16"):
        answers(application, name)
        pids.add(application.generation.status.pid)
    assert len(pids) == 1
    assert application.generation.status.state is EngineState.READY
    assert sys.platform != "linux" or is_confined(application.generation.status.barriers)
    assert application.models.find("watched:f16").last_used > 0
