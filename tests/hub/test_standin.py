"""The stand-in hub is taken for the Hub by the real client: unchanged, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from standin import COMMIT, Hub, StandInHub
from standin.gguf_files import read
from standin.made_up import GUIDE, MOST_SMALL, TOKEN, USER, made_up

from paddock.hub.gguf import read_header

ROOT = Path(__file__).parents[2]
REAL_CLIENT = """
import json, sys
import huggingface_hub as hub
token = sys.argv[1]
api = hub.HfApi()

def kind(call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except Exception as error:
        return type(error).__name__
    return "fine"

def head(repo_id, name):
    return hub.get_hf_file_metadata(hub.hf_hub_url(repo_id, name))

info = api.model_info("paddock/guide-GGUF", files_metadata=True)
found = head("paddock/guide-GGUF", "guide-Q8_0.gguf")
print(json.dumps({
    "all": [model.id for model in api.list_models(filter="gguf", sort="trending_score")],
    "first": [model.id for model in api.list_models(filter="gguf", sort="likes", limit=3)],
    "narrow": [
        [model.author, model.gated, model.tags, model.gguf["total"]]
        for model in api.list_models(
            filter=["gguf", "license:mit"], author="anna", search="small gguf", gated=False,
            pipeline_tag="text-generation", num_parameters="min:1B,max:8B", expand=["author", "gated", "tags", "gguf"],
        )
    ],
    "files": {file.rfilename: [file.size, file.lfs and file.lfs.sha256] for file in info.siblings},
    "sha": info.sha,
    "head": [found.commit_hash, found.etag, found.size, found.location],
    "downloaded": open(hub.hf_hub_download("paddock/guide-GGUF", "guide-F16.gguf"), "rb").read().hex()[:8],
    "card": hub.ModelCard.load("paddock/guide-GGUF").data.license,
    "user": api.whoami(token=token)["name"],
    "kinds": [
        kind(api.auth_check, "meta/gated-1B-GGUF"),
        kind(api.auth_check, "meta/gated-1B-GGUF", token=token),
        kind(head, "meta/gated-1B-GGUF", "gated-1B-Q4_K_M.gguf"),
        kind(head, "nobody/nothing", "model.gguf"),
        kind(head, "paddock/guide-GGUF", "nothing.gguf"),
        kind(api.model_info, "paddock/guide-GGUF", revision="nowhere"),
        kind(api.model_info, f"{sys.argv[2]}/private-GGUF"),
        kind(api.model_info, f"{sys.argv[2]}/private-GGUF", token=token),
        kind(api.whoami, token="hf_wrong"),
    ],
}))
"""


@pytest.fixture(scope="module")
def full() -> Iterator[Hub]:
    with Hub(made_up(), tokens={TOKEN: USER}) as running:
        yield running


def test_the_real_client_takes_it_for_the_hub(full: Hub, tmp_path: Path) -> None:
    quiet = {"HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_XET": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
    env = {**os.environ, **full.env, **quiet, "HF_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", REAL_CLIENT, TOKEN, USER],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    said = json.loads(done.stdout)
    names = [repository.id for repository in full.repositories.values() if not repository.private]
    assert sorted(said["all"]) == sorted(set(names) - {"meta/plain-1B"})
    assert len(said["all"]) > MOST_SMALL > 3 * 30  # several pages
    assert len(set(said["all"])) == len(said["all"])
    assert said["first"] == ["paddock/giant-405B-GGUF", "meta/gated-1B-GGUF", "paddock/guide-GGUF"]
    assert said["narrow"]
    assert all(
        author == "anna" and not gated and 10**9 <= total <= 8 * 10**9 for author, gated, _, total in said["narrow"]
    )
    assert all({"gguf", "license:mit", "text-generation"} <= set(tags) for _, _, tags, _ in said["narrow"])
    guide = full.repositories["paddock/guide-GGUF"].contents
    assert said["files"]["guide-F16.gguf"] == [GUIDE.stat().st_size, guide["guide-F16.gguf"].sha256]
    assert said["files"]["README.md"] == [guide["README.md"].size, None]
    q8 = guide["guide-Q8_0.gguf"]
    assert said["sha"] == COMMIT
    assert said["head"][:3] == [COMMIT, q8.sha256, q8.size]
    assert said["head"][3].startswith(full.other)
    assert bytes.fromhex(said["downloaded"]) == b"GGUF"
    assert (said["card"], said["user"]) == ("apache-2.0", USER)
    assert said["kinds"] == [
        "GatedRepoError", "fine", "GatedRepoError", "RepositoryNotFoundError", "RemoteEntryNotFoundError",
        "RevisionNotFoundError", "RepositoryNotFoundError", "fine", "HfHubHTTPError",
    ]  # fmt: skip
    elsewhere = [asked for asked in full.asked if asked.headers["host"].startswith("localhost")]
    assert elsewhere
    assert not any(asked.token for asked in elsewhere)


def test_what_it_makes_of_the_guide_are_models(full: Hub, tmp_path: Path) -> None:
    original = read_header(GUIDE)
    for name, content in full.repositories["paddock/guide-GGUF"].contents.items():
        if name.endswith(".gguf"):
            path = tmp_path / name
            path.write_bytes(content.read(0, content.size))
            header = read_header(path)
            assert header.metadata["general.architecture"] == "llama"
            assert len(header.tensors) == len(original.tensors)
    whole = read(GUIDE.read_bytes())
    assert whole.to_bytes() == GUIDE.read_bytes()
    parts = [c for n, c in full.repositories["paddock/guide-split-GGUF"].contents.items() if n.startswith("F16/")]
    tensors = [tensor for part in parts for tensor in read(part.read(0, part.size)).tensors]
    assert tensors == list(whole.tensors)


def test_the_giant_has_a_header_and_the_size_that_follows_from_it(full: Hub, tmp_path: Path) -> None:
    content = full.repositories["paddock/giant-405B-GGUF"].contents["giant-405B-Q4_K_M.gguf"]
    path = tmp_path / "giant.gguf"
    with path.open("wb") as file:
        file.write(content.read(0, 1_000_000))
        file.truncate(content.size)
    header = read_header(path)
    assert header.metadata["llama.block_count"] == 126
    assert 200e9 < sum(tensor.size for tensor in header.tensors) <= content.size
    assert content.read(content.size - 3, content.size + 9) == bytes(3)


def test_make_hub_says_how_to_use_it() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    command = [sys.executable, "-m", "standin", "--port", "0"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = []
        while not lines or "Ctrl-C" not in lines[-1]:
            line = process.stdout.readline()
            assert line
            lines.append(line)
        told = "".join(lines)
        assert re.search(r"HF_ENDPOINT=http://127\.0\.0\.1:\d+ make run", told)
        assert TOKEN in told
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert "\thub:" in "\t" + (ROOT / "Makefile").read_text().replace("\n", "\t")


def test_it_lies_under_every_name() -> None:
    with StandInHub(b"x") as hub:
        assert hub.find("any/thing").id == "any/thing"
        assert hub.sha256 == hub.file_of(hub.find("any/thing"), "file").sha256
