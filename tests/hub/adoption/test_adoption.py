"""What other programs have is found where each of them keeps it, on every system.

Each test lays a folder out as its program does, and says where that is written down.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from library_kit import put

from paddock.core.library import Origin
from paddock.hub.adoption import gpt4all, hugging_face, jan, llama_cpp, lm_studio, ollama
from paddock.hub.adoption.surroundings import Surroundings

PROJECTOR = {"general.architecture": "clip", "general.name": "projector"}
HOME = Path("/home/me")
MAC = Path("/Users/me")
WINDOWS = Path("C:/Users/me")
Make = Callable[..., Any]


def on(home: Path, platform: str, **env: str) -> Surroundings:
    return Surroundings(home, env, platform)


# LM Studio: https://lmstudio.ai/docs/basics/import-model has the layout ~/.lmstudio/models/PUBLISHER/MODEL/FILE.gguf;
# lmstudio-ai/lms, src/modelsFolder.ts has settings.json and its "downloadsFolder"; lms-common-server's findLMStudioHome
# has ~/.lmstudio-home-pointer and ~/.cache/lm-studio.


@pytest.mark.parametrize("home", [".lmstudio", ".cache/lm-studio"])
def test_lm_studio(computer: Make, home: str) -> None:
    pc = computer()
    folder = pc.home / home / "models" / "lmstudio-community" / "Llama-3.2-1B-Instruct-GGUF"
    put(folder / "Llama-3.2-1B-Instruct-Q4_K_M.gguf", 1)
    put(folder / "mmproj-model-f16.gguf", 2, **PROJECTOR)
    (folder / "Llama-3.2-1B-Instruct-Q8_0.gguf.part").write_bytes(b"GGUF")
    (found,) = pc.scan()
    assert (found.program, found.name, found.quantization) == ("LM Studio", "Llama 3.2 1B Instruct", "Q4_K_M")
    assert found.origin == Origin("lmstudio-community/Llama-3.2-1B-Instruct-GGUF", "Llama-3.2-1B-Instruct-Q4_K_M.gguf")
    assert found.companions == (folder / "mmproj-model-f16.gguf",)
    assert (found.size, found.problem, found.known) == (found.path.stat().st_size, "", False)


def test_lm_studio_in_another_place(computer: Make) -> None:
    pc = computer()
    elsewhere, models = pc.folder / "lm", pc.folder / "big disk" / "models"
    elsewhere.mkdir()
    (pc.home / ".lmstudio-home-pointer").write_text(f"{elsewhere}\n")
    (elsewhere / "settings.json").write_text(json.dumps({"downloadsFolder": str(models)}))
    path = put(models / "meta" / "llama" / "x.gguf")
    assert [found.path for found in pc.scan()] == [path]


def test_lm_studio_folders_of_each_system() -> None:
    assert lm_studio.folders(on(HOME, "linux")) == [HOME / ".lmstudio/models", HOME / ".cache/lm-studio/models"]
    assert lm_studio.folders(on(MAC, "darwin"))[0] == MAC / ".lmstudio/models"
    assert lm_studio.folders(on(WINDOWS, "win32"))[0] == WINDOWS / ".lmstudio/models"


# Ollama: ollama/ollama, envconfig/config.go has OLLAMA_MODELS and ~/.ollama/models; server/modelpath.go (later
# manifest/paths.go) has manifests/HOST/NAMESPACE/MODEL/TAG and blobs/sha256-HEX; server/images.go has the media types.


def blob(models: Path, seed: int, **changes: object) -> tuple[str, Path]:
    """A part by its digest."""
    path = put(models / "blobs" / f"new-{seed}", seed, **changes)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"sha256:{digest}", path.rename(models / "blobs" / f"sha256-{digest}")


def manifest(models: Path, name: str, *layers: tuple[str, str]) -> Path:
    path = models / "manifests" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    config = {"mediaType": "application/vnd.docker.container.image.v1+json", "digest": "sha256:" + "0" * 64, "size": 1}
    parts = [
        {"mediaType": f"application/vnd.ollama.image.{kind}", "digest": digest, "size": 1} for kind, digest in layers
    ]
    kind = "application/vnd.docker.distribution.manifest.v2+json"
    path.write_text(json.dumps({"schemaVersion": 2, "mediaType": kind, "config": config, "layers": parts}))
    return path


def test_ollama(computer: Make) -> None:
    pc = computer()
    models = pc.home / ".ollama" / "models"
    digest, path = blob(models, 1)
    projector, projector_path = blob(models, 2, **PROJECTOR)
    text = models / "blobs" / ("sha256-" + "1" * 64)
    text.write_text("{{ .Prompt }}")
    manifest(models, "registry.ollama.ai/library/llama3.2/1b", ("model", digest), ("projector", projector),
             ("template", "sha256:" + "1" * 64), ("license", "sha256:" + "2" * 64))  # fmt: skip
    (found,) = pc.scan()
    assert (found.program, found.name, found.called) == ("Ollama", "llama3.2:1b", "llama3.2:1b")
    assert (found.path, found.companions) == (path, (projector_path,))
    assert found.origin.sha256 == digest.removeprefix("sha256:")


def test_ollama_names_say_where_a_model_is_from(computer: Make) -> None:
    pc = computer()
    models = pc.home / ".ollama" / "models"
    digests = [blob(models, seed)[0] for seed in range(3)]
    manifest(models, "registry.ollama.ai/someone/finetune/latest", ("model", digests[0]))
    manifest(models, "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF/Q4_K_M", ("model", digests[1]))
    manifest(models, "registry.ollama.ai/library/llama3.2/latest", ("model", digests[2]))
    names = {found.name: found for found in pc.scan()}
    hub = names["bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M"]
    assert hub.origin.repo_id == "bartowski/Llama-3.2-1B-Instruct-GGUF"
    assert {"someone/finetune:latest", "llama3.2:latest"} <= set(names)


def test_ollama_lists_one_file_once(computer: Make) -> None:
    pc = computer()
    models = pc.home / ".ollama" / "models"
    digest, _ = blob(models, 1)
    for tag in ("1b", "latest"):
        manifest(models, f"registry.ollama.ai/library/llama3.2/{tag}", ("model", digest))
    assert len(pc.scan()) == 1


def test_ollama_of_the_system_and_of_a_variable(computer: Make) -> None:
    pc = computer()
    pc.env["OLLAMA_MODELS"] = str(pc.folder / "chosen")
    for seed, models in enumerate((pc.folder / "chosen", pc.folder / "root/usr/share/ollama/.ollama/models")):
        manifest(models, f"registry.ollama.ai/library/m{seed}/latest", ("model", blob(models, seed)[0]))
    assert {found.name for found in pc.scan()} == {"m0:latest", "m1:latest"}


def test_ollama_folders_of_each_system() -> None:
    assert ollama.folders(on(HOME, "linux"))[:2] == [HOME / ".ollama/models", Path("/usr/share/ollama/.ollama/models")]
    assert ollama.folders(on(MAC, "darwin")) == [MAC / ".ollama/models"]
    assert ollama.folders(on(WINDOWS, "win32", OLLAMA_MODELS="D:/o")) == [Path("D:/o"), WINDOWS / ".ollama/models"]


@pytest.mark.parametrize(
    "digest",
    ["sha256:../../../secret", "sha256:" + "a" * 63, "sha256:" + "A" * 64, "md5:x", "", "sha256:" + "f" * 64 + "/../x"],
)
def test_ollama_a_digest_leads_nowhere_else(computer: Make, digest: str) -> None:
    pc = computer()
    models = pc.home / ".ollama" / "models"
    blob(models, 1)
    put(pc.home / "secret", 2)
    manifest(models, "registry.ollama.ai/library/evil/latest", ("model", digest))
    assert pc.scan() == []


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"layers": 7}', '{"layers": [7, null, {}, {"mediaType": 1, "digest": []}]}', "[" * 90_000,
     '{"layers": [' + '{"mediaType": "x"},' * 40_000 + "{}]}", " " * 3_000_000,
     b"\x00\xff\xfe"],
)  # fmt: skip
def test_ollama_wrong_lists_are_passed_over(computer: Make, text: str | bytes) -> None:
    pc = computer()
    models = pc.home / ".ollama" / "models"
    digest, _ = blob(models, 1)
    bad = manifest(models, "registry.ollama.ai/library/bad/latest")
    bad.write_bytes(text if isinstance(text, bytes) else text.encode())
    manifest(models, "registry.ollama.ai/library/good/latest", ("model", digest))
    assert [found.name for found in pc.scan()] == ["good:latest"]


# Jan: janhq/jan, src-tauri/src/core/app/commands.rs has JAN_DATA_FOLDER, settings.json with "data_folder", and the data
# folder DATA_DIR/Jan/data; extensions/llamacpp-extension/src/index.ts has llamacpp/models/ID/model.yml (model_path,
# mmproj_path, name, size_bytes; relative to the data folder), and in migrateLegacyModels models/…/*.yml with "files".


def test_jan(computer: Make) -> None:
    pc = computer()
    data = pc.home / ".local/share/Jan/data"
    folder = data / "llamacpp" / "models" / "bartowski" / "Llama-3.2-1B"
    path, projector = put(folder / "model.gguf", 1), put(folder / "mmproj.gguf", 2, **PROJECTOR)
    (folder / "model.yml").write_text(
        "model_path: llamacpp/models/bartowski/Llama-3.2-1B/model.gguf\n"
        "mmproj_path: llamacpp/models/bartowski/Llama-3.2-1B/mmproj.gguf\nname: Llama 3.2 1B\nsize_bytes: 1234\n"
    )
    (found,) = pc.scan()
    assert (found.program, found.name, found.path, found.companions) == ("Jan", "Llama 3.2 1B", path, (projector,))


def test_jan_an_imported_file_stays_where_it_is(computer: Make) -> None:
    pc = computer()
    path = put(pc.folder / "elsewhere" / "mine.gguf")
    config = pc.home / ".local/share/Jan/data/llamacpp/models/mine/model.yml"
    config.parent.mkdir(parents=True)
    config.write_text(f'model_path: "{path}"\n')
    (found,) = pc.scan()
    assert (found.path, found.name) == (path, "mine")


def test_jan_as_it_was(computer: Make) -> None:
    pc = computer()
    data = pc.folder / "jan data"
    settings = pc.home / ".local/share/Jan/settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"data_folder": str(data)}))
    cortex = put(data / "models" / "cortex.so" / "tinyllama" / "1b" / "model.gguf", 1)
    (data / "models" / "cortex.so" / "tinyllama" / "1b.yml").write_text(
        "model: tinyllama:1b\nfiles:\n  - models/cortex.so/tinyllama/1b/model.gguf\n"
    )
    older = put(data / "models" / "llama3.2-1b" / "llama3.2-1b.gguf", 2)
    names = {found.path: found.name for found in pc.scan()}
    assert names == {cortex: "tinyllama:1b", older: "Llama 3.2 1B Instruct"}


@pytest.mark.parametrize(
    "text",
    ["model_path: ../../../../secret.gguf\n", "model_path: [1, 2]\n", "model_path: ''\n", "{", "- x\n", "&a [*a, *a]",
     "model_path: !!python/object/apply:os.system ['touch /tmp/x']\n", 'model_path: "\\0"\n',
     "model_path: missing.gguf",
     "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ": " * 50_000],
)  # fmt: skip
def test_jan_wrong_settings_lead_nowhere(computer: Make, text: str) -> None:
    pc = computer()
    put(pc.home / "secret.gguf")
    config = pc.home / ".local/share/Jan/data/llamacpp/models/evil/model.yml"
    config.parent.mkdir(parents=True)
    config.write_text(text)
    assert pc.scan() == []


def test_jan_folders_of_each_system() -> None:
    assert jan.folders(on(HOME, "linux"))[0] == HOME / ".local/share/Jan/data"
    assert jan.folders(on(HOME, "linux", XDG_DATA_HOME="/data"))[0] == Path("/data/Jan/data")
    assert jan.folders(on(MAC, "darwin"))[0] == MAC / "Library/Application Support/Jan/data"
    assert jan.folders(on(WINDOWS, "win32", APPDATA="C:/R"))[0] == Path("C:/R/Jan/data")
    assert jan.folders(on(HOME, "linux", JAN_DATA_FOLDER="/j"))[0] == Path("/j")


# GPT4All: nomic-ai/gpt4all, gpt4all-chat/src/mysettings.cpp has "modelPath" and defaultLocalModelsPath
# (AppLocalDataLocation), main.cpp QSettings::IniFormat, nomic.ai and GPT4All; gpt4all-bindings ~/.cache/gpt4all.


def test_gpt4all(computer: Make) -> None:
    pc = computer()
    folder = pc.home / ".local/share/nomic.ai/GPT4All"
    path = put(folder / "Llama-3.2-1B-Instruct-Q4_0.gguf", 1)
    put(folder / "incomplete-Llama-3.2-3B-Instruct-Q4_0.gguf", 2)
    (folder / "test_write.txt").touch()
    bindings = put(pc.home / ".cache/gpt4all/orca-mini-3b-gguf2-q4_0.gguf", 3)
    assert [(found.program, found.path) for found in pc.scan()] == [("GPT4All", path), ("GPT4All", bindings)]


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_gpt4all_in_another_place(computer: Make, platform: str) -> None:
    pc = computer(platform)
    path = put(pc.folder / "big" / "x.gguf")
    ini = gpt4all.settings(pc.around)
    ini.parent.mkdir(parents=True)
    ini.write_text(f"[General]\nchatTheme=Dark\nmodelPath={path.parent}/\n\n[network]\nusageStatsActive=false\n")
    assert [found.path for found in pc.scan()] == [path]


@pytest.mark.parametrize(
    "text", ["modelPath=/x", "[General]\nmodelPath", "[General\n", "[General]\n[General]\na=1\na=2"]
)
def test_gpt4all_wrong_settings_are_passed_over(computer: Make, text: str) -> None:
    pc = computer()
    ini = gpt4all.settings(pc.around)
    ini.parent.mkdir(parents=True)
    ini.write_text(text)
    assert pc.scan() == []


def test_gpt4all_folders_of_each_system() -> None:
    assert gpt4all.folders(on(MAC, "darwin"))[0] == MAC / "Library/Application Support/nomic.ai/GPT4All"
    assert gpt4all.folders(on(WINDOWS, "win32", LOCALAPPDATA="C:/L"))[0] == Path("C:/L/nomic.ai/GPT4All")
    assert gpt4all.settings(on(WINDOWS, "win32", APPDATA="C:/R")) == Path("C:/R/nomic.ai/GPT4All.ini")
    assert gpt4all.settings(on(MAC, "darwin")) == MAC / ".config/nomic.ai/GPT4All.ini"


# llama.cpp: ggml-org/llama.cpp, common/common.cpp has fs_get_cache_directory (LLAMA_CACHE), common/download.cpp (once
# arg.cpp) has get_manifest_path ("manifest=OWNER=REPO=TAG.json"), the files' names, ".downloadInProgress" and ".etag".


@pytest.mark.parametrize("variable", ["", "LLAMA_CACHE", "XDG_CACHE_HOME"])
def test_llama_cpp(computer: Make, variable: str) -> None:
    pc = computer()
    cache = pc.home / ".cache/llama.cpp"
    if variable:
        cache = pc.folder / "chosen" / ("llama.cpp" if variable == "XDG_CACHE_HOME" else "")
        pc.env[variable] = str(pc.folder / "chosen")
    path = put(cache / "ggml-org_tiny-GGUF_sub_tiny-Q4_0.gguf")
    other = put(cache / "somebody_else.gguf", 1)
    (cache / "ggml-org_tiny-GGUF_sub_tiny-Q4_0.gguf.etag").write_text('"x"')
    put(cache / "ggml-org_tiny-GGUF_tiny-Q8_0.gguf.downloadInProgress", 2)
    file = {"rfilename": "sub/tiny-Q4_0.gguf", "size": 1, "lfs": {"sha256": "a" * 64}}
    (cache / "manifest=ggml-org=tiny-GGUF=latest.json").write_text(json.dumps({"ggufFile": file, "mmprojFile": None}))
    (cache / "manifest=bad=bad=latest.json").write_text('{"ggufFile": [1]}')
    (cache / "manifest=x.json").write_text("{")
    found = {found.path: found for found in pc.scan()}
    assert found[path].origin == Origin("ggml-org/tiny-GGUF", "sub/tiny-Q4_0.gguf", "", "a" * 64)
    assert (found[other].origin, len(found)) == (Origin(), 2)
    assert found[path].program == "llama.cpp"


def test_llama_cpp_folders_of_each_system() -> None:
    assert llama_cpp.folder(on(MAC, "darwin")) == MAC / "Library/Caches/llama.cpp"
    assert llama_cpp.folder(on(WINDOWS, "win32", LOCALAPPDATA="C:/L")) == Path("C:/L/llama.cpp")


# Hugging Face: https://huggingface.co/docs/hub/local-cache has the layout, HF_HUB_CACHE and HF_HOME; a file of
# snapshots is a link to ../../blobs/ETAG, which is the SHA-256 of files in LFS.


def cached(cache: Path, repo: str, commit: str, name: str, seed: int, *, linked: bool = True) -> Path:
    folder = cache / f"models--{repo.replace('/', '--')}"
    path = folder / "snapshots" / commit / name
    new = put(folder / "blobs" / "new", seed)
    digest = hashlib.sha256(new.read_bytes()).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    (folder / "refs").mkdir(exist_ok=True)
    (folder / "refs" / "main").write_text(commit)
    if linked:
        blob = new.rename(folder / "blobs" / digest)
        path.symlink_to(Path("../" * (2 + name.count("/")), "blobs", blob.name))
    else:
        new.rename(path)
    return path


@pytest.mark.parametrize("variable", ["", "HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"])
def test_hugging_face(computer: Make, variable: str) -> None:
    pc = computer()
    below = {"HF_HUB_CACHE": "", "HF_HOME": "hub", "XDG_CACHE_HOME": "huggingface/hub"}
    cache = pc.home / ".cache/huggingface/hub"
    if variable:
        pc.env[variable] = str(pc.folder / "chosen")
        cache = pc.folder / "chosen" / below[variable]
    commit = "c" * 40
    path = cached(cache, "bartowski/Llama-3.2-1B-Instruct-GGUF", commit, "Q4/Llama-3.2-1B-Instruct-Q4_K_M.gguf", 1)
    (found,) = pc.scan()
    assert (found.program, found.path) == ("Hugging Face", path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.origin == Origin(
        "bartowski/Llama-3.2-1B-Instruct-GGUF", "Q4/Llama-3.2-1B-Instruct-Q4_K_M.gguf", commit, digest
    )


def test_hugging_face_one_file_of_two_commits_is_one_model(computer: Make) -> None:
    pc = computer()
    cache = pc.home / ".cache/huggingface/hub"
    cached(cache, "o/r", "a" * 40, "x.gguf", 1)
    cached(cache, "o/r", "b" * 40, "x.gguf", 1)  # main
    (found,) = pc.scan()
    assert found.origin.commit == "b" * 40


def test_hugging_face_without_links_as_on_windows(computer: Make) -> None:
    pc = computer("win32")
    path = cached(pc.home / ".cache/huggingface/hub", "o/r", "a" * 40, "x.gguf", 1, linked=False)
    (found,) = pc.scan()
    assert (found.path, found.origin.sha256) == (path, "")


def test_hugging_face_a_link_out_of_the_cache_is_not_followed(computer: Make) -> None:
    pc = computer()
    cache = pc.home / ".cache/huggingface/hub"
    path = cached(cache, "o/r", "a" * 40, "x.gguf", 1)
    secret = put(pc.home / "secret.gguf", 2)
    (path.parent / "evil.gguf").symlink_to(secret)
    (path.parent / "all").symlink_to(pc.folder)
    (path.parent / "circle").symlink_to(path.parent)
    (path.parent / "hole.gguf").symlink_to(path.parent / "hole.gguf")
    assert [found.path for found in pc.scan()] == [path]


def test_hugging_face_folders_of_each_system() -> None:
    for home, platform in ((HOME, "linux"), (MAC, "darwin"), (WINDOWS, "win32")):
        assert hugging_face.folders(on(home, platform)) == [home / ".cache/huggingface/hub"]
    assert hugging_face.folders(on(HOME, "linux", HF_HOME="/h", HF_HUB_CACHE="/c")) == [Path("/c")]


# KoboldCpp: LostRuins/koboldcpp, koboldcpp.py writes its launcher's arguments as JSON into NAME.kcpps; "model_param" is
# the model, "mmproj" its projector. It has no folder of its own.


def test_koboldcpp(computer: Make) -> None:
    pc = computer()
    named = put(pc.folder / "disk" / "named.gguf", 1)
    projector = put(pc.folder / "disk" / "projector.gguf", 2, **PROJECTOR)
    beside = put(pc.home / "koboldcpp" / "models" / "beside.gguf", 3)
    pc.home.joinpath("Downloads").mkdir()
    settings = {"model": None, "model_param": str(named), "mmproj": str(projector), "contextsize": 4096}
    (pc.home / "Downloads" / "mine.kcpps").write_text(json.dumps(settings))
    (pc.home / "koboldcpp" / "bad.kcpps").write_text('{"model_param": ["\\u0000"], "model": {}}')
    found = {found.path: found for found in pc.scan()}
    assert set(found) == {named, beside}
    assert (found[named].program, found[named].companions) == ("KoboldCpp", (projector,))


# Downloads: https://www.freedesktop.org/wiki/Software/xdg-user-dirs/ has user-dirs.dirs.


def test_downloads(computer: Make) -> None:
    pc = computer()
    config = pc.home / ".config"
    config.mkdir()
    (config / "user-dirs.dirs").write_text('# made by xdg-user-dirs\nXDG_DOWNLOAD_DIR="$HOME/Geladen"\n')
    path = put(pc.home / "Geladen" / "a" / "x.gguf", 1)
    put(pc.home / "Geladen" / "a" / "b" / "c" / "d" / "deep.gguf", 2)
    put(pc.home / "Downloads" / "other.gguf", 3)
    (pc.home / "Geladen" / "x.gguf.crdownload").write_bytes(b"GGUF")
    (found,) = pc.scan()
    assert (found.program, found.path) == ("Downloads", path)


def test_downloads_of_each_system() -> None:
    for home, platform in ((HOME, "linux"), (MAC, "darwin"), (WINDOWS, "win32")):
        assert on(home, platform).downloads() == home / "Downloads"


# All of them


def test_a_computer_without_any(computer: Make) -> None:
    assert computer().scan() == []


def test_each_file_once_whoever_names_it(computer: Make) -> None:
    pc = computer()
    path = put(pc.home / ".lmstudio/models/meta/llama/x.gguf")
    (pc.home / "Downloads").mkdir()
    (pc.home / "Downloads" / "link.gguf").symlink_to(path)
    (found,) = pc.scan()
    assert found.program == "LM Studio"


def test_the_parts_of_a_model_are_one(computer: Make) -> None:
    pc = computer()
    for n in (1, 2):
        put(pc.home / ".lmstudio/models/meta/big" / f"big-Q4_0-0000{n}-of-00002.gguf", n)
    (found,) = pc.scan()
    assert found.path.name == "big-Q4_0-00001-of-00002.gguf"
    assert found.size == 2 * found.path.stat().st_size


def test_what_cannot_be_used_is_listed_with_its_problem(computer: Make) -> None:
    pc = computer()
    folder = pc.home / ".lmstudio/models/o/r"
    put(folder / "bert.gguf", 1, **{"general.architecture": "bert"})
    (folder / "broken.gguf").write_bytes(b"GGUF" + b"\xff" * 60)
    (folder / "empty.gguf").touch()
    found = pc.found()
    assert "cannot chat" in found[".lmstudio/models/o/r/bert.gguf"].problem
    assert "damaged" in found[".lmstudio/models/o/r/broken.gguf"].problem
    assert "empty" in found[".lmstudio/models/o/r/empty.gguf"].problem


def test_a_folder_that_is_a_file_or_a_loop_is_passed_over(computer: Make) -> None:
    pc = computer()
    (pc.home / ".lmstudio").touch()
    (pc.home / ".ollama").symlink_to(pc.home / ".ollama")
    (pc.home / "Downloads").symlink_to(pc.home)
    (pc.home / ".cache").mkdir()
    (pc.home / ".cache" / "huggingface").symlink_to(pc.home / ".cache")
    (pc.home / ".cache" / "hub").symlink_to(pc.home / ".cache")
    problems = {found.problem for found in pc.scan()}
    assert all("cannot be read" in problem for problem in problems)
