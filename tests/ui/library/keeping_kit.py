"""Services of models and downloads that do what a test wants, and models to list. Nothing here touches a disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from paddock.config.settings import SettingsFile
from paddock.core.downloads import DownloadItem, DownloadState
from paddock.core.errors import Remedy, UserError
from paddock.core.hardware import Fit
from paddock.core.hub import SearchQuery, TokenPlace, TokenState
from paddock.core.library import Copies, DiskUse, Found, ImportMode, Origin, Verdict, Verified
from paddock.core.models import GUIDE, ModelFile, ModelSource, Problem
from paddock.services.bus import Bus, DownloadChanged, ModelsChanged
from paddock.ui.keeping import Report

GB = 1_000_000_000
HERE = Path("/models")
OTHER = Path("/ollama/models")
USED = 1_760_000_000.0

THE_GUIDE = ModelFile(GUIDE, Path("/program/guide.gguf"), "Guide", GUIDE, ModelSource.GUIDE)
LLAMA = ModelFile(
    ref="/models/bartowski/Llama-3.2-3B-Instruct-GGUF/Llama-3.2-3B-Instruct-Q4_K_M.gguf",
    path=HERE / "bartowski/Llama-3.2-3B-Instruct-GGUF/Llama-3.2-3B-Instruct-Q4_K_M.gguf",
    name="Llama 3.2 3B Instruct",
    short_name="llama-3.2-3b-instruct:q4_k_m",
    source=ModelSource.DOWNLOADED,
    architecture="llama",
    quantization="Q4_K_M",
    n_ctx_train=131072,
    n_params=3_212_749_888,
    size=2_019_377_696,
    origin=Origin(
        "bartowski/Llama-3.2-3B-Instruct-GGUF",
        "Llama-3.2-3B-Instruct-Q4_K_M.gguf",
        "5ab33fa94d1d04e903623ae72c95d1696f09f9e8",
        "6c1a2b41161032677be168d354123594c0e6e67d2b9227c84f296ad037c728ff",
        licence="llama3.2",
        obtained=USED,
    ),
    last_used=USED,
)
VISION = replace(
    LLAMA,
    ref="/models/vision.gguf",
    path=HERE / "vision.gguf",
    name="Llama 4 Scout 17B 16E Instruct",
    short_name="llama-4-scout-17b-16e-instruct:q3_k_s",
    quantization="Q3_K_S",
    n_params=107_770_000_000,
    n_ctx_train=10_485_760,
    size=46_200_000_000,
    files=(HERE / "vision-00001-of-00002.gguf", HERE / "vision-00002-of-00002.gguf"),
    companions=(HERE / "mmproj-vision-f16.gguf",),
    last_used=0.0,
)
BIG = replace(
    LLAMA,
    ref="/models/big-f16.gguf",
    path=HERE / "big-f16.gguf",
    name="Llama 3.2 1B Instruct",
    short_name="llama-3.2-1b-instruct:f16",
    quantization="F16",
    n_params=1_235_814_400,
    size=2_479_595_360,
    last_used=0.0,
)
ADOPTED = replace(
    LLAMA,
    ref="/ollama/models/blobs/sha256-74701a8c35f6",
    path=OTHER / "blobs/sha256-74701a8c35f6",
    name="llama3.2:1b",
    short_name="llama3.2-1b:q8_0",
    source=ModelSource.ADOPTED,
    program="Ollama",
    quantization="Q8_0",
    size=1_321_082_688,
    n_params=1_235_814_400,
    origin=Origin(sha256="74701a8c35f6"),
    last_used=0.0,
)
MINE = replace(
    LLAMA,
    ref="/home/me/Downloads/pirate.gguf",
    path=Path("/home/me/Downloads/pirate.gguf"),
    name="Pirate",
    short_name="pirate:q4_k_m",
    source=ModelSource.OPENED,
    origin=Origin(),
    last_used=0.0,
)
BROKEN = ModelFile(
    ref="/models/half.gguf",
    path=HERE / "half.gguf",
    name="half",
    short_name="half",
    source=ModelSource.DOWNLOADED,
    size=700_000_000,
    refusal=Problem("“half.gguf” ends too early.", "Download it again.", "truncated"),
)
FOREIGN = ModelFile(
    ref="/models/Mistral-7B-GPTQ/model.safetensors",
    path=HERE / "Mistral-7B-Instruct-v0.3-GPTQ/model.safetensors",
    name="model",
    short_name="model",
    source=ModelSource.DOWNLOADED,
    size=4_160_000_000,
    refusal=Problem(
        "“model.safetensors” is quantised with GPTQ, which is made for other programs and which llama.cpp does not "
        "read.",
        "Download the same model as GGUF.",
        "quantised-gptq",
    ),
)


@dataclass
class FakeModels:
    """The list."""

    bus: Bus
    listed: list[ModelFile] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    refuses: UserError | None = None

    def models(self) -> tuple[ModelFile, ...]:
        return tuple(self.listed)

    def open_file(self, path: Path) -> ModelFile:
        if self.refuses is not None:
            raise self.refuses
        self.opened.append(path)
        model = replace(MINE, ref=str(path), path=path, name=path.stem)
        self.add(model)
        return model

    def remove(self, ref: str) -> None:
        self.listed = [model for model in self.listed if model.ref != ref]
        self.bus.publish(ModelsChanged())

    def add(self, model: ModelFile) -> None:
        self.listed = [*(one for one in self.listed if one.ref != model.ref), model]
        self.bus.publish(ModelsChanged())

    def by(self, ref: str) -> ModelFile:
        return next(model for model in self.listed if model.ref == ref)


@dataclass
class FakeLibrary:
    """What is done with files; `steps` hold a long job until the test lets it go on."""

    models: FakeModels
    watched: list[Path] = field(default_factory=lambda: [HERE])
    found: tuple[Found, ...] = ()
    same: tuple[Copies, ...] = ()
    uses: tuple[DiskUse, ...] = ()
    freed: int = 2_019_377_696
    verdict: Verdict = Verdict.GOOD
    adopted: list[Path] = field(default_factory=list)
    trashed: list[str] = field(default_factory=list)
    imported: list[tuple[Path, ImportMode]] = field(default_factory=list)
    may_end: threading.Event = field(default_factory=threading.Event)
    refuses: UserError | None = None

    def folders(self) -> tuple[Path, ...]:
        return tuple(self.watched)

    def add_folder(self, path: Path) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.watched.append(path)
        self.models.bus.publish(ModelsChanged())

    def remove_folder(self, path: Path) -> None:
        self.watched.remove(path)
        self.models.bus.publish(ModelsChanged())

    def watch_paths(self) -> tuple[Path, ...]:
        return tuple(self.watched)

    def refresh(self) -> None:
        self.models.bus.publish(ModelsChanged())

    def base_model_of(self, path: Path) -> str:
        return path.parent.name

    def scan(self, report: Callable[[str], None] | None = None) -> tuple[Found, ...]:
        if report is not None:
            report("Ollama")
        self.may_end.wait(20)
        if self.refuses is not None:
            raise self.refuses
        return self.found

    def adopt(self, paths: Sequence[Path]) -> tuple[ModelFile, ...]:
        self.adopted += paths
        models = tuple(replace(ADOPTED, ref=str(path), path=path, name=path.name) for path in paths)
        for model in models:
            self.models.add(model)
        return models

    def import_file(self, path: Path, mode: ImportMode, report: Report, stop: threading.Event) -> ModelFile:
        self._work(report, stop)
        self.imported.append((path, mode))
        model = replace(LLAMA, ref=str(HERE / path.name), path=HERE / path.name, name=path.stem)
        self.models.add(model)
        return model

    def rename(self, ref: str, name: str) -> None:
        self.models.add(replace(self.models.by(ref), name=name or "as it came"))

    def verify(self, ref: str, report: Report, stop: threading.Event) -> Verified:
        self._work(report, stop)
        return Verified(ref, self.models.by(ref).name, self.verdict, "ab" * 32)

    def copies(self, report: Report | None = None, stop: threading.Event | None = None) -> tuple[Copies, ...]:
        return self.same

    def frees(self, ref: str) -> int:
        return self.freed

    def trash(self, ref: str) -> str:
        self.trashed.append(ref)
        self.models.remove(ref)
        return "It is in the trash."

    def move(self, ref: str, folder: Path, report: Report, stop: threading.Event) -> ModelFile:
        self._work(report, stop)
        old = self.models.by(ref)
        moved = replace(old, ref=str(folder / old.path.name), path=folder / old.path.name)
        self.models.listed.remove(old)
        self.models.add(moved)
        return moved

    def disk_use(self) -> tuple[DiskUse, ...]:
        return self.uses

    def _work(self, report: Report, stop: threading.Event) -> None:
        """Half of it, then it waits for the test or for being stopped."""
        report(GB, 2 * GB)
        while not self.may_end.wait(0.01):
            if stop.is_set():
                raise UserError("It was stopped.", code="cancelled")


@dataclass
class FakeDownloads:
    """The queue; what is asked of it is noted and done."""

    bus: Bus
    queue: list[DownloadItem] = field(default_factory=list)
    host: str = "huggingface.co"

    def items(self) -> tuple[DownloadItem, ...]:
        return tuple(self.queue)

    def pause(self, id: str) -> None:
        self.change(id, state=DownloadState.PAUSED, speed=0.0)

    def resume(self, id: str) -> None:
        self.change(id, state=DownloadState.QUEUED, error="", code="", remedy=Remedy.NONE)

    def cancel(self, id: str) -> None:
        self.queue = [item for item in self.queue if item.id != id]
        self.bus.publish(DownloadChanged(id, None))

    forget = cancel

    def move(self, id: str, position: int) -> None:
        item = self.by(id)
        self.queue.remove(item)
        self.queue.insert(position, item)

    def continue_unfinished(self) -> None:
        for item in self.queue:
            if item.state is DownloadState.PAUSED:
                self.resume(item.id)

    def put(self, item: DownloadItem) -> None:
        """As the downloader does when something moves."""
        known = [one.id for one in self.queue]
        if item.id in known:
            self.queue[known.index(item.id)] = item
        else:
            self.queue.append(item)
        self.bus.publish(DownloadChanged(item.id, item))

    def change(self, id: str, **changes: object) -> None:
        self.put(replace(self.by(id), **changes))  # type: ignore[arg-type]

    def by(self, id: str) -> DownloadItem:
        return next(item for item in self.queue if item.id == id)


@dataclass(frozen=True)
class FakeChoice:
    type: str
    size: int
    memory: int
    words: str
    fits: Fit | None = Fit.FITS


@dataclass(frozen=True)
class FakeOffer:
    choices: tuple[FakeChoice, ...]
    note: str = ""


@dataclass
class FakeQuantizer:
    models: FakeModels
    offered: tuple[FakeChoice, ...] = (
        FakeChoice("Q8_0", 1_321_000_000, 2_300_000_000, "large, nearly lossless"),
        FakeChoice("Q6_K", 1_021_000_000, 2_000_000_000, "larger, hardly any loss"),
        FakeChoice("Q5_K_M", 911_000_000, 1_900_000_000, "a good balance"),
        FakeChoice("Q4_K_M", 807_000_000, 1_800_000_000, "a good balance"),
        FakeChoice("Q3_K_M", 690_000_000, 1_700_000_000, "smaller, a little worse"),
        FakeChoice("Q2_K", 580_000_000, 1_600_000_000, "smallest, noticeably worse"),
    )
    made: list[tuple[str, str]] = field(default_factory=list)
    may_end: threading.Event = field(default_factory=threading.Event)

    def offer(self, ref: str) -> FakeOffer:
        return FakeOffer(self.offered, "Types below three bits need an importance matrix beside the model.")

    def quantize(self, ref: str, type_name: str, report: Callable[[float], None], stop: threading.Event) -> ModelFile:
        report(0.25)
        self.may_end.wait(20)
        self.made.append((ref, type_name))
        old = self.models.by(ref)
        path = old.path.with_name(f"{old.path.stem}-{type_name}.gguf")
        model = replace(old, ref=str(path), path=path, quantization=type_name, size=807_000_000)
        self.models.add(model)
        return model


class FakeDiscover:
    def gguf_versions(self, base_model: str) -> SearchQuery:
        return SearchQuery(text=base_model)


@dataclass
class FakeToken:
    now: TokenState = field(default_factory=TokenState)
    refuses: UserError | None = None
    got: list[str] = field(default_factory=list)

    def state(self) -> TokenState:
        return self.now

    def set(self, token: str) -> TokenState:
        self.got.append(token)
        if self.refuses is not None:
            raise self.refuses
        self.now = TokenState(TokenPlace.KEYRING, "ada")
        return self.now

    def remove(self) -> None:
        self.now = TokenState()


class FakeHost:
    """As `Application`, with these services."""

    def __init__(self, folder: Path, models: Sequence[ModelFile] = (), items: Sequence[DownloadItem] = ()) -> None:
        self.bus = Bus()
        self.settings = SettingsFile(folder / "settings.json")
        self.models = FakeModels(self.bus, list(models))
        self.library = FakeLibrary(self.models)
        self.downloads = FakeDownloads(self.bus, list(items))
        self.quantizer = FakeQuantizer(self.models)
        self.discover = FakeDiscover()
        self.token = FakeToken()


def usual_uses() -> tuple[DiskUse, ...]:
    return (
        DiskUse(HERE, 4, 12_300_000_000, 80 * GB),
        DiskUse(OTHER, 2, 4_100_000_000, 80 * GB, "Ollama"),
    )


def usual_found() -> tuple[Found, ...]:
    blobs = OTHER / "blobs"
    studio = Path("/home/me/.lmstudio/models")
    return (
        Found("Ollama", blobs / "sha256-aa", "llama3.2:1b", 1_321_082_688, "Q8_0"),
        Found("Ollama", blobs / "sha256-bb", "llama3.1:8b", 4_920_739_232, "Q4_K_M"),
        Found("Ollama", blobs / "sha256-cc", "nomic-embed-text:latest", 274_302_450, "F16", known=True),
        Found("LM Studio", studio / "a/Qwen2.5-7B-Q4_K_M.gguf", "Qwen2.5 7B Instruct", 4_683_073_184, "Q4_K_M"),
        Found(
            "Downloads", Path("/home/me/Downloads/half.gguf"), "half.gguf", 700_000_000, problem="It ends too early."
        ),
    )


def usual_items() -> tuple[DownloadItem, ...]:
    """One in each state."""
    state = DownloadState
    return (
        DownloadItem("a", "Llama 3.1 8B Instruct", state.RUNNING, 1_900_000_000, 4_920_739_232, 18_400_000.0,
                     seconds_left=164.0, repo_id="bartowski/Meta-Llama-3.1-8B-Instruct-GGUF"),
        DownloadItem("b", "Llama 3.2 3B Instruct", state.VERIFYING, 2_019_377_696, 2_019_377_696,
                     repo_id="bartowski/Llama-3.2-3B-Instruct-GGUF"),
        DownloadItem("c", "Llama 4 Scout 17B 16E Instruct", state.WAITING, 12_400_000_000, 46_200_000_000,
                     error="No connection. It tries again by itself.", code="offline",
                     repo_id="unsloth/Llama-4-Scout-17B-16E-Instruct-GGUF"),
        DownloadItem("d", "Code Llama 7B Instruct", state.QUEUED, 0, 4_081_004_256,
                     repo_id="TheBloke/CodeLlama-7B-Instruct-GGUF"),
        DownloadItem("e", "Llama 3.3 70B Instruct", state.PAUSED, 8_100_000_000, 42_520_398_432,
                     repo_id="bartowski/Llama-3.3-70B-Instruct-GGUF"),
        DownloadItem("f", "Llama Guard 3 8B", state.FAILED, 0, 4_920_739_232,
                     error="This model is only given to those who accepted its licence. Open its page in your browser, "
                     "accept it there, then enter your token.",
                     code="gated", repo_id="meta-llama/Llama-Guard-3-8B"),
        DownloadItem("g", "Tulu 3 8B", state.FAILED, 3_000_000_000, 4_920_739_232,
                     error="The disk is full. Make room, then try again; what was downloaded is kept.",
                     code="disk-full", remedy=Remedy.RETRY, repo_id="bartowski/Llama-3.1-Tulu-3-8B-GGUF"),
        DownloadItem("h", "Llama 3.2 1B Instruct", state.DONE, 807_694_464, 807_694_464, path="/models/one.gguf",
                     repo_id="bartowski/Llama-3.2-1B-Instruct-GGUF"),
    )  # fmt: skip
