"""What headers on the Hub said is kept in a few kB, by commit."""

from __future__ import annotations

from pathlib import Path

import pytest
from gguf_bytes import LLAMA, gguf

from paddock.core.errors import Remedy
from paddock.core.models import Problem
from paddock.hub.gguf import read_header
from paddock.hub.shape import shape_of
from paddock.hub.shape_cache import MOST_FILES, RemoteFacts, ShapeCache

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FILE = ("owner/repo", COMMIT, "model-Q4_K_M.gguf")
PROBLEM = Problem("It sees pictures only.", "Choose another.", "vision-model", Remedy.OPEN_MODELS)


@pytest.fixture
def facts(tmp_path: Path) -> RemoteFacts:
    path = tmp_path / "model.gguf"
    path.write_bytes(gguf({**LLAMA, "llama.feed_forward_length": 8192}))
    found = RemoteFacts(shape_of(read_header(path)))
    assert found.shape is not None
    return found


def test_it_survives_the_program(tmp_path: Path, facts: RemoteFacts) -> None:
    ShapeCache(tmp_path / "shapes").put(*FILE, facts)
    assert ShapeCache(tmp_path / "shapes").get(*FILE) == facts
    (kept,) = (tmp_path / "shapes").iterdir()
    assert kept.stat().st_size < 10_000


def test_another_commit_or_file_is_another(tmp_path: Path, facts: RemoteFacts) -> None:
    cache = ShapeCache(tmp_path)
    cache.put(*FILE, facts)
    assert cache.get("owner/repo", "f" * 40, "model-Q4_K_M.gguf") is None
    assert cache.get("owner/repo", COMMIT, "model-Q8_0.gguf") is None
    assert cache.get("other/repo", COMMIT, "model-Q4_K_M.gguf") is None


@pytest.mark.parametrize("kept", [RemoteFacts(), RemoteFacts(None, PROBLEM)])
def test_that_it_tells_nothing_or_cannot_be_used_is_kept_too(tmp_path: Path, kept: RemoteFacts) -> None:
    ShapeCache(tmp_path).put(*FILE, kept)
    assert ShapeCache(tmp_path).get(*FILE) == kept


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"shape": {"n_layer": 3}, "refusal": null}', '{"shape": 5}'])
def test_what_is_damaged_counts_as_unknown(tmp_path: Path, facts: RemoteFacts, content: str) -> None:
    ShapeCache(tmp_path / "shapes").put(*FILE, facts)
    (kept,) = (tmp_path / "shapes").iterdir()
    kept.write_text(content)
    assert ShapeCache(tmp_path / "shapes").get(*FILE) is None


def test_where_the_disk_takes_nothing_it_holds_until_the_end(tmp_path: Path, facts: RemoteFacts) -> None:
    (tmp_path / "shapes").write_text("a file where the folder should be")
    cache = ShapeCache(tmp_path / "shapes")
    cache.put(*FILE, facts)
    assert cache.get(*FILE) == facts


def test_the_oldest_make_room(tmp_path: Path) -> None:
    cache = ShapeCache(tmp_path)
    for number in range(MOST_FILES + 1):
        cache.put("owner/repo", COMMIT, f"{number}.gguf", RemoteFacts())
    assert len(list(tmp_path.iterdir())) == MOST_FILES + 1 - MOST_FILES // 10
    assert ShapeCache(tmp_path).get("owner/repo", COMMIT, f"{MOST_FILES}.gguf") == RemoteFacts()
