"""What `make bench` builds to measure against: the pinned source, built once, and again when anything differs."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def peers(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "installers"))
    return importlib.import_module("peers")


def test_the_peers_come_from_the_pinned_source(root: Path, peers: ModuleType) -> None:
    requirement, hashes = peers.pinned((root / "installers" / "constraints.txt").read_text())
    assert requirement.startswith("llama-cpp-python==")
    assert hashes.startswith("--hash=sha256:")


def test_a_pin_without_a_hash_is_refused(peers: ModuleType) -> None:
    with pytest.raises(peers.PeersError, match="no llama-cpp-python with a hash"):
        peers.pinned("llama-cpp-python==0.3.36\nmarkdown-it-py==4.3.0 \\\n    --hash=sha256:00\n")


def test_only_an_equal_build_is_taken_again(peers: ModuleType) -> None:
    same = ("llama-cpp-python==1", "--hash=sha256:00", ("-DA=ON",), "gcc 12")
    assert peers.key(*same) == peers.key(*same)
    others = [
        ("llama-cpp-python==2", *same[1:]),
        (same[0], "--hash=sha256:01", *same[2:]),
        (*same[:2], ("-DA=OFF",), same[3]),
        (*same[:3], "gcc 13"),
    ]
    assert len({peers.key(*one) for one in (same, *others)}) == 5


def test_what_shapes_the_engines_build_shapes_that_of_the_peers(
    peers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_NATIVE=OFF '-DCMAKE_C_FLAGS=-O2 -g'")
    assert peers.flags()[-2:] == ("-DGGML_NATIVE=OFF", "-DCMAKE_C_FLAGS=-O2 -g")


def test_a_finished_build_costs_nothing(
    root: Path, tmp_path: Path, peers: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADDOCK_BENCH_CACHE", str(tmp_path))
    requirement, hashes = peers.pinned((root / "installers" / "constraints.txt").read_text())
    built = tmp_path / peers.key(requirement, hashes, peers.flags(), peers.compiler())
    built.mkdir()
    assert peers.provide() == built


def test_a_build_that_fails_says_why(tmp_path: Path, peers: ModuleType) -> None:
    log = tmp_path / "log"
    with pytest.raises(peers.PeersError, match=r"CMakeLists\.txt(.|\n)*cmake failed; all it said is in"):
        peers.build(tmp_path, tmp_path / "build", (), log)
