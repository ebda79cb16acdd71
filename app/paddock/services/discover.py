"""Finding a model and knowing, before it is fetched, whether it fits this computer and how fast it will answer.

One rule: what a front end calls here may connect only as its docstring says, and a verdict is the same arithmetic as
`paddock fit`'s, on the file's own header wherever that can be had.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from paddock.core.downloads import DownloadRequest, request_id
from paddock.core.errors import UserError
from paddock.core.events import Finished
from paddock.core.hardware import Fit, Ram, card_margin, fit
from paddock.core.hub import Part, RepoPage, SearchPage, SearchQuery, Sort, Variant, VariantFit
from paddock.core.memory import CPU, DEFAULT_CONTEXT, ModelShape
from paddock.core.models import LoadedModel, ModelFile
from paddock.core.quantization import bits_per_weight, words
from paddock.core.said import say
from paddock.core.sizes import memory_text
from paddock.engine.api import DeviceReport
from paddock.hub.catalog import CatalogEntry, recommended
from paddock.hub.gguf import GgufHeader
from paddock.hub.remote_header import Files, RemoteModel, is_split, read_facts
from paddock.hub.shape_cache import RemoteFacts, ShapeCache
from paddock.hub.sibling import read_sibling
from paddock.services.fit import Computer, FitReport, Judge, look
from paddock.services.models import ModelService
from paddock.services.speed_estimate import Bandwidths, bytes_read, tokens_per_second, words_a_second

log = logging.getLogger(__name__)

USABLE = 4.0 / 0.75
"""Tokens a second that a newcomer's first model should reach: four words, as fast as people read (238 a minute)."""
SMALL = 10_000_000_000
"""Weights up to which a processor of unknown speed is trusted to be fast enough."""
LOOKED = 30.0  # s that what the engine said of its devices holds
UNREACHED = 30.0  # s that a Hub that could not be asked is left alone
BUFFERS = 300_000_000  # bytes beside weights and KV cache, where only a file's size is known


class Hub(Files, Protocol):
    """What is asked of the Hub; see `HubClient`."""

    @property
    def host(self) -> str:
        """As shown to a person."""

    def search(self, query: SearchQuery, cursor: str = "") -> SearchPage:
        """Some of a search's results."""

    def page(self, repo_id: str) -> RepoPage:
        """One repository."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A model of the catalogue, judged for this computer.

    Attributes:
        memory: that it needs with the usual context of the device where it runs, bytes; by its header if it is here,
            else as the catalogue says.
        installed: the file if it is here already.
        first_choice: the one model to begin with here; of all recommendations exactly one is.
        tokens_per_second: of answers, as expected; 0 if nobody knows.
    """

    entry: CatalogEntry
    fits: Fit
    why: str
    memory: int
    installed: ModelFile | None = None
    first_choice: bool = False
    tokens_per_second: float = 0.0


class DiscoverService:
    """The catalogue and the Hub, judged for this computer. Every method but `host` may block.

    Args:
        devices: asks the engine (`GenerationService.devices`).
        cache: of the headers that were read.
        ram: the computer's memory now.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        hub: Hub,
        models: ModelService,
        devices: Callable[[], DeviceReport],
        bandwidths: Bandwidths,
        cache: ShapeCache,
        ram: Callable[[], Ram],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hub = hub
        self._models = models
        self._devices = devices
        self._bandwidths = bandwidths
        self._cache = cache
        self._ram = ram
        self._clock = clock
        self._looking = threading.Lock()
        self._computer: Computer | None = None
        self._looked = -math.inf
        self._unreached = -math.inf
        self._sibling: tuple[tuple[str, str], GgufHeader] | None = None  # repository, commit, and one of its headers

    @property
    def host(self) -> str:
        """The Hub's host, for saying where a connection goes."""
        return self._hub.host

    # --- the catalogue

    def recommended(self) -> tuple[Recommendation, ...]:
        """The catalogue, each entry judged for this computer; connects to nothing, may start the engine's process."""
        here = self._models.models()
        judged = [self._recommend(entry, _installed(entry, here)) for entry in recommended()]
        best = self._best(judged)
        return tuple(replace(item, first_choice=item is best) for item in judged)

    def first_choice(self) -> Recommendation:
        """The one model of the catalogue to begin with on this computer."""
        return next(item for item in self.recommended() if item.first_choice)

    def _recommend(self, entry: CatalogEntry, installed: ModelFile | None) -> Recommendation:
        usable = installed if installed is not None and not installed.problem else None
        shape = self._models.shape(usable) if usable else None
        shape = shape or entry.shape()
        size = usable.size if usable else entry.size
        if shape is None:
            memory = size + BUFFERS
            fits = fit(memory, self._look().ram.total)
            return Recommendation(entry, fits, self._why(memory, "", 0.0), memory, installed)
        verdict = self._verdict(shape, size)
        memory, fits = verdict.memory, verdict.fits
        said = fits is not Fit.NO and (entry.chats or bool(entry.numbers))  # what does not fit answers nothing
        speed = verdict.tokens_per_second if said else 0.0
        return Recommendation(
            entry, fits, self._why(memory, verdict.device, speed), memory, installed, tokens_per_second=speed
        )

    def _why(self, memory: int, device: str, speed: float) -> str:
        computer = self._look()
        answers = say("answers at {speed}, ", speed=words_a_second(speed)) if speed else ""
        card = computer.graphics[0] if computer.graphics and device not in ("", CPU) else None
        if card is not None and card.kind != "IGPU":
            return say(
                "{answers}uses {memory} of the {memory_total} of your graphics card",
                answers=answers,
                memory=memory_text(memory),
                memory_total=memory_text(card.memory_total),
            )
        return say(
            "{answers}uses {memory} of your {total} of memory",
            answers=answers,
            memory=memory_text(memory),
            total=memory_text(computer.ram.total),
        )

    def _best(self, judged: Sequence[Recommendation]) -> Recommendation:
        """The largest model to chat with that fits with ease and answers as fast as one reads; else the smallest."""
        chats = [item for item in judged if item.entry.chats]
        able = [item for item in chats if item.fits is Fit.FITS and self._fast_enough(item)]
        if able:
            return max(able, key=lambda item: item.entry.n_params)  # of equal ones the first, which is Meta's own
        return min(chats, key=lambda item: item.entry.n_params)

    def _fast_enough(self, item: Recommendation) -> bool:
        if item.tokens_per_second:
            return item.tokens_per_second >= USABLE
        return bool(self._look().graphics) or item.entry.n_params <= SMALL

    # --- the Hub

    def search(self, query: SearchQuery, cursor: str = "") -> SearchPage:
        """Some of the repositories that are looked for; connects. Raises `UserError`."""
        return self._hub.search(query, cursor)

    def page(self, repo_id: str) -> RepoPage:
        """All that is shown of a repository; connects. Raises `UserError`."""
        page = self._hub.page(repo_id)
        told = tuple(replace(variant, words=words(variant.quantization)) for variant in page.variants)
        return replace(page, variants=told)

    def gguf_versions(self, base_model: str) -> SearchQuery:
        """What finds GGUF versions of a model that comes in another format ("owner/name", or only its name)."""
        if "/" in base_model:
            return SearchQuery(base_model=base_model, sort=Sort.DOWNLOADS)
        return SearchQuery(text=base_model, sort=Sort.DOWNLOADS)

    def request(self, page: RepoPage, variant: Variant, companions: Sequence[Variant] = ()) -> DownloadRequest:
        """What the downloads are asked for, once the person has been shown the licence; connects to nothing."""
        files = [*variant.files, *(file for companion in companions for file in companion.files)]
        name = page.summary.name.removesuffix("-GGUF").removesuffix("-gguf").replace("-", " ").replace("_", " ")
        return DownloadRequest(
            id=request_id(page.summary.repo_id, variant.files[0].filename),
            name=" ".join(filter(None, (name, variant.quantization or variant.id))),
            repo_id=page.summary.repo_id,
            files=tuple(dict.fromkeys(files)),
            commit=page.commit,
            licence=page.licence.id,
        )

    def judge(self, page: RepoPage, variant: Variant, n_ctx: int = 0) -> VariantFit:
        """Whether a variant fits here, with what memory and speed.

        Connects at the first call for a variant, to read the header of its files; what it said is kept on the disk.
        Where the header cannot be had, the verdict goes by the size alone (`exact` is False then).

        Args:
            n_ctx: tokens; 0 is what Paddock would take.

        Raises:
            UserError: the file is not a model that can be used.
        """
        if variant.part is not Part.MODEL:
            return self._beside(variant, n_ctx)
        facts = self._facts(page, variant)
        if facts is not None and facts.refusal is not None:
            raise facts.refusal.error()
        if facts is None or facts.shape is None:
            return self._by_size(page, variant, n_ctx or DEFAULT_CONTEXT)
        verdict = self._verdict(facts.shape, variant.size, n_ctx)
        return VariantFit(
            variant.id,
            verdict.fits,
            verdict.memory,
            verdict.total,
            verdict.report.n_ctx,
            facts.shape.n_ctx_train,
            verdict.tokens_per_second,
            verdict.device,
            words=_with_speed(verdict.report.words, verdict.fits, verdict.tokens_per_second),
        )

    def _facts(self, page: RepoPage, variant: Variant) -> RemoteFacts | None:
        """What the variant's header says, from the disk or the Hub; None where it cannot be had now."""
        repo_id, filename = page.summary.repo_id, variant.files[0].filename
        known = self._cache.get(repo_id, page.commit, filename)
        if known is not None or page.problem or page.may_download is False or not page.commit:
            return known
        if self._clock() - self._unreached < UNREACHED:
            return None
        try:
            facts = self._read(RemoteModel(repo_id, filename, page.commit))
        except UserError as error:
            log.info("A model is judged by its size: %s", error.code)
            if error.code == "offline":
                self._unreached = self._clock()
            return None
        self._cache.put(repo_id, page.commit, filename, facts)
        return facts

    def _read(self, model: RemoteModel) -> RemoteFacts:
        """Of the first file of a repository the whole header, of the others only what differs."""
        known = self._sibling
        if known is not None and known[0] == (model.repo_id, model.revision) and not is_split(model.filename):
            shape = read_sibling(self._hub, model, known[1])
            if shape is not None:
                return RemoteFacts(shape)
        facts, header = read_facts(self._hub, model)
        if header is not None and facts.shape is not None and not is_split(model.filename):
            self._sibling = (model.repo_id, model.revision), header
        return facts

    # --- verdicts

    def _look(self) -> Computer:
        """The computer; the engine is not asked again for a while, so that judging anew is arithmetic."""
        with self._looking:
            now = self._clock()
            if self._computer is None or now - self._looked >= LOOKED:
                self._computer, self._looked = look(self._devices, self._ram()), now
            return self._computer

    def _verdict(self, shape: ModelShape, size: int, n_ctx: int = 0) -> _Verdict:
        judge = self._look().judge(shape, size, n_ctx)
        report = judge.report()
        return _Verdict(report, self._speed(shape, judge, report.n_ctx))

    def _speed(self, shape: ModelShape, judge: Judge, n_ctx: int) -> float:
        """Tokens a second with the context half full; 0 where nobody knows."""
        return tokens_per_second(bytes_read(shape, judge.placement, n_ctx // 2), self._bandwidths.of)

    def _by_size(self, page: RepoPage, variant: Variant, n_ctx: int) -> VariantFit:
        """A guess, for a header that cannot be read now: a KV cache as Llama models of that size have it."""
        computer = self._look()
        bits = bits_per_weight(variant.quantization)
        n_params = page.summary.n_params or (variant.size * 8 / bits if bits else variant.size)
        kv = round(45 * 1024 * math.sqrt(n_params / 1e9)) * n_ctx  # 1B: 32 KiB, 8B: 128, 70B: 320
        memory = variant.size + kv + BUFFERS
        card = computer.graphics[0] if computer.graphics else None
        on_card = card is not None and memory <= card.memory_free - card_margin(card.memory_total)
        total = card.memory_total if card is not None and on_card else computer.ram.total
        device = card.name if card is not None and on_card else CPU
        fits = Fit.FITS if on_card else fit(memory, total)
        experts = page.summary.architecture.endswith("moe") or page.summary.architecture in ("llama4", "mixtral")
        bandwidth = 0.0 if experts else self._bandwidths.of(device)
        speed = bandwidth / (variant.size + kv / 2)
        told = {
            Fit.FITS: say(
                "It should fit: by its size it takes about {memory} of {total}.",
                memory=memory_text(memory),
                total=memory_text(total),
            ),
            Fit.TIGHT: say(
                "It should just fit: by its size it takes about {memory} of {total}.",
                memory=memory_text(memory),
                total=memory_text(total),
            ),
            Fit.NO: say(
                "It should not fit: by its size it takes about {memory} of {total}.",
                memory=memory_text(memory),
                total=memory_text(total),
            ),
        }
        verdict = _with_speed(told[fits], fits, speed)
        return VariantFit(variant.id, fits, memory, total, n_ctx, 0, speed, device, exact=False, words=verdict)

    def _beside(self, variant: Variant, n_ctx: int) -> VariantFit:
        """What goes with a model takes its size, and nothing is read of it for an answer."""
        total = self._look().ram.total
        verdict = say("It takes about {size} beside the model.", size=memory_text(variant.size))
        fits = fit(variant.size, total)
        return VariantFit(variant.id, fits, variant.size, total, n_ctx, exact=False, words=verdict)

    # --- what was learned

    def answered(self, loaded: LoadedModel, answer: Finished) -> None:
        """Take note of how fast an answer came; for `GenerationService.subscribe_answers`. Never raises."""
        try:
            shape = self._models.shape(self._models.find(str(loaded.path)))
        except UserError as error:
            log.info("An answer's speed was not noted: %s", error.code)
            return
        if shape is not None:
            self._bandwidths.learn(shape, loaded, answer)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A report, and what of it is shown of a model that is not here yet."""

    report: FitReport
    tokens_per_second: float

    @property
    def fits(self) -> Fit:
        return self.report.fits

    @property
    def device(self) -> str:
        """Where its layers run; where both do, the graphics card."""
        return self.report.devices[-1].device

    @property
    def _whole(self) -> bool:
        """All of it runs on the device, but for the embeddings."""
        return self.report.n_gpu_layers >= self.report.n_layer and not self.report.n_cpu_moe

    @property
    def memory(self) -> int:
        """Bytes of that device's memory, or, where layers run on both, of both."""
        if self._whole:
            return self.report.devices[-1].total
        return sum(device.total for device in self.report.devices)

    @property
    def total(self) -> int:
        """Bytes that there are where `memory` is taken from."""
        if self._whole:
            return self.report.devices[-1].memory_total
        return sum(device.memory_total for device in self.report.devices)


def _installed(entry: CatalogEntry, models: Sequence[ModelFile]) -> ModelFile | None:
    """The model that came from there, or one whose file is called the same."""
    for model in models:
        if (model.origin.repo_id, model.origin.filename) == (entry.repo_id, entry.filename):
            return model
    name = Path(entry.filename).name
    return next((model for model in models if model.path.name == name), None)


def _with_speed(verdict: str, fits: Fit, speed: float) -> str:
    """The verdict, and how fast answers come where it fits; a token is three quarters of an English word."""
    if not speed or fits is Fit.NO:
        return verdict
    return say(
        "{verdict} Expect {speed} ({tokens:.1f} tokens).", verdict=verdict, speed=words_a_second(speed), tokens=speed
    )
