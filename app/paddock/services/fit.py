"""Whether a model fits this computer, and with how large a context, from its header alone.

One rule: no weights are read and no model is loaded; a connection is made only for a model that was named on the Hub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from paddock.core.errors import UserError
from paddock.core.hardware import Fit, Ram, card_margin, fit, most_usable
from paddock.core.memory import (
    CPU,
    ModelShape,
    Placement,
    can_keep,
    estimate,
    has_amx,
    largest_context,
    offload,
    usual_context,
)
from paddock.core.models import DeviceMemory, ModelFile, ModelSource
from paddock.core.params import KvType
from paddock.core.sizes import memory_text
from paddock.engine.api import Device, DeviceReport
from paddock.hub.client import HubClient
from paddock.hub.describe import describe
from paddock.hub.remote_header import RemoteModel, parse_reference, read_remote_headers
from paddock.hub.shape import shape_of
from paddock.services.models import ModelService

KV_TYPES = (KvType.F16, KvType.Q8_0, KvType.Q4_0)
_GRAPHICS = ("GPU", "IGPU")


@dataclass(frozen=True, slots=True)
class DeviceFit:
    """What a model takes of a device, beside what the device has; bytes."""

    device: str
    description: str
    weights: int
    kv: int
    compute: int
    total: int
    memory_free: int
    memory_total: int


@dataclass(frozen=True, slots=True)
class FitReport:
    """What a model would take here.

    Attributes:
        n_ctx: tokens that it is reckoned with; `n_ctx_train` that the model was trained with (0: it does not say).
        n_layer: layers, the output layer included; `n_gpu_layers` of them on the last of `devices`.
        n_cpu_moe: layers whose experts stay in the computer's memory all the same.
        words: the verdict in sentences.
        largest: KV type to the largest context, in tokens, that fits into what is free now; 0 is none.
        problem: why only the computer's own memory was looked at; "" if nothing is wrong.
    """

    model: str
    quantization: str
    n_ctx: int
    n_ctx_train: int
    devices: tuple[DeviceFit, ...]
    n_layer: int
    n_gpu_layers: int
    n_cpu_moe: int
    fits: Fit
    words: str
    largest: dict[str, int]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Computer:
    """What models have to fit into.

    Attributes:
        graphics: the card that the engine would take; () if it would take the processor.
        amx: the processor has Intel's AMX, and llama.cpp uses it.
        problem: why nobody knows of a card; "" if nothing is wrong.
    """

    ram: Ram
    graphics: tuple[Device, ...] = ()
    amx: bool = False
    problem: str = ""

    def judge(self, shape: ModelShape, size: int, n_ctx: int = 0) -> Judge:
        """A model on it.

        Args:
            size: of its files, bytes.
            n_ctx: tokens; 0 is what Paddock would take.
        """
        amx = self.amx and 2 * size <= self.ram.free  # as the engine does by itself: a second order needs room
        return Judge(shape, Placement(n_ctx or usual_context(shape), amx=amx), self.ram, self.graphics)


def look(devices: Callable[[], DeviceReport], ram: Ram) -> Computer:
    """The computer as it is now; starts the engine's process to ask it for devices."""
    try:
        report = devices()
    except UserError as error:
        return Computer(ram, problem=str(error))
    cards = tuple(d for d in report.devices if d.name == report.chosen and d.kind in _GRAPHICS)
    return Computer(ram, cards, has_amx(report.system_info))


class FitService:
    """Answers whether a model fits.

    Args:
        devices: asks the engine (`GenerationService.devices`).
        client: of the Hub; used only for models that are named "hf:owner/repository/file.gguf".
    """

    def __init__(self, models: ModelService, devices: Callable[[], DeviceReport], client: HubClient, ram: Ram) -> None:
        self._models = models
        self._ask_devices = devices
        self._client = client
        self._ram = ram

    def fit(self, name: str, n_ctx: int = 0, *, connecting: Callable[[str], None]) -> FitReport:
        """Judge a model; starts the engine's process to ask it for devices.

        Args:
            name: "guide", a name in the library, a path, or "hf:owner/repository/file.gguf".
            n_ctx: tokens; 0 is what Paddock would take.
            connecting: called with the Hub's host before there is a connection.

        Raises:
            UserError: there is no such model, it cannot be used, its header does not tell (unknown-shape), or the Hub
                cannot be asked.
        """
        remote = parse_reference(name)
        model, shape = self._here(name) if remote is None else self._on_the_hub(remote, connecting)
        if shape is None:
            raise UserError(
                f"The header of {model.name} does not tell how much memory it takes.",
                "Open it in Paddock and see whether it loads.",
                code="unknown-shape",
            )
        computer = look(self._ask_devices, self._ram)
        return computer.judge(shape, model.size, n_ctx).report(model.name, model.quantization, computer.problem)

    def _here(self, name: str) -> tuple[ModelFile, ModelShape | None]:
        model = self._models.find(name)
        return model, self._models.shape(model)

    def _on_the_hub(
        self, remote: RemoteModel, connecting: Callable[[str], None]
    ) -> tuple[ModelFile, ModelShape | None]:
        connecting(self._client.host)
        headers = read_remote_headers(self._client, remote)
        model = describe(Path("/", remote.filename), headers[0], ModelSource.DOWNLOADED)
        if model.refusal:
            raise model.refusal.error()
        return model, shape_of(*headers)


class Judge:
    """One model on one computer.

    Args:
        wanted: how it would be loaded; as much of it as fits goes to the graphics card.
        graphics: the card that the engine would take; () if there is none.
    """

    def __init__(self, shape: ModelShape, wanted: Placement, ram: Ram, graphics: Sequence[Device]) -> None:
        self._shape = shape
        self._ram = ram
        self._card = graphics[0] if graphics else None
        self._placement = self._placed(wanted)

    @property
    def placement(self) -> Placement:
        """How it would be loaded here."""
        return self._placement

    def report(self, model: str = "", quantization: str = "", problem: str = "") -> FitReport:
        """The verdict; the arguments are the report's fields."""
        parts = estimate(self._shape, self._placement)
        needed = self._of_ram(parts)
        fits = fit(needed, self._ram.total)
        placement = self._placement
        return FitReport(
            model=model,
            quantization=quantization,
            n_ctx=placement.n_ctx,
            n_ctx_train=self._shape.n_ctx_train,
            devices=tuple(self._beside(part) for part in parts),
            n_layer=self._shape.n_layer + 1,
            n_gpu_layers=placement.n_gpu_layers,
            n_cpu_moe=placement.n_cpu_moe,
            fits=fits,
            words=" ".join(self._words(fits, needed)),
            largest=self._largest(),
            problem=problem,
        )

    def _placed(self, wanted: Placement) -> Placement:
        if self._card is None:
            return wanted
        return offload(self._shape, replace(wanted, device=self._card.name), self._room())

    def _room(self) -> int:
        """Bytes of the graphics card's memory that a model may take; the screen and other programs need some."""
        if self._card is None:
            return 0
        return max(0, self._card.memory_free - card_margin(self._card.memory_total))

    def _of_ram(self, parts: Sequence[DeviceMemory]) -> int:
        """Bytes of the computer's memory; integrated graphics take theirs out of it."""
        shared = self._card is not None and self._card.kind == "IGPU"
        return sum(part.total for part in parts if part.device == CPU or shared)

    def _beside(self, part: DeviceMemory) -> DeviceFit:
        card = self._card if self._card is not None and part.device == self._card.name else None
        free, total = (card.memory_free, card.memory_total) if card else (self._ram.free, self._ram.total)
        description = card.description if card else "this computer's memory"
        return DeviceFit(part.device, description, part.weights, part.kv, part.compute, part.total, free, total)

    def _largest(self) -> dict[str, int]:
        free = {self._placement.device: self._room()} | {CPU: self._ram.free}
        kinds = [kind for kind in KV_TYPES if can_keep(self._shape, kind)]
        return {
            kind.value: largest_context(self._shape, replace(self._placement, type_k=kind, type_v=kind), free)
            for kind in kinds
        }

    def _words(self, fits: Fit, needed: int) -> Iterator[str]:
        if self._card is not None:
            yield self._on_the_card(self._card)
        takes, has, most = map(memory_text, (needed, self._ram.total, most_usable(self._ram.total)))
        match fits:
            case Fit.FITS:
                yield f"It fits: it takes {takes} of this computer's {has} of memory."
            case Fit.TIGHT:
                yield f"It is tight: it takes {takes} of this computer's {has} of memory; other programs must make way."
            case Fit.NO:
                yield f"It does not fit: it takes {takes}, and a model can have {most} of this computer's {has}."
                yield "A smaller context, a more strongly quantised file or a smaller model may fit."
        if fits is not Fit.NO and needed > self._ram.free:
            yield f"Only {memory_text(self._ram.free)} are free right now: close other programs first."
        if 0 < self._shape.n_ctx_train < self._placement.n_ctx:
            yield f"It was trained with {self._shape.n_ctx_train} tokens; beyond them answers get worse."

    def _on_the_card(self, card: Device) -> str:
        placement, every = self._placement, self._shape.n_layer + 1
        name = f"{card.name} ({card.description})"
        if placement.device == CPU:
            return f"Not one layer fits into the {memory_text(card.memory_free)} that {name} has free."
        if placement.n_cpu_moe:
            kept = f"but for the experts of {placement.n_cpu_moe} layers"
            return f"{placement.n_gpu_layers} of {every} layers fit on {name}, {kept}."
        if placement.n_gpu_layers < every:
            return f"{placement.n_gpu_layers} of {every} layers fit on {name}; the processor computes the others."
        return f"All of it fits on {name}."
