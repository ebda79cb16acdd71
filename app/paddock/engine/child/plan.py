"""Decides where a model runs and how large its context is. One rule: arithmetic only; llama.cpp has the last word.

So the answer is a ladder: the best plan first, then what is tried when llama.cpp refuses. The processor is its last
step, and every step below the first says what could not be had.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from paddock.core.memory import CPU, ModelShape, Placement, can_keep, estimate
from paddock.core.models import DeviceMemory
from paddock.core.params import KvType, LoadParams, Switch
from paddock.core.sizes import memory_text
from paddock.engine.api import Device
from paddock.engine.child.cards import GRAPHICS, capital, graphics_of, margin, noun, seen_but, used_for
from paddock.engine.child.failures import no_memory

DEFAULT_CONTEXT = 8192
SMALLEST_DEFAULT_CONTEXT = 2048
COMFORT = 4096
"""Tokens; rather than have less, the KV cache is kept in 8-bit numbers."""
DEFAULT_BATCH = 512
SMALL_MODEL = 32 * 2**20
"""Bytes of weights; with fewer, threads would wait for each other longer than they compute."""
NO_GRAPHICS = "The processor is used, because this build of llama.cpp finds no graphics card it can use."


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to load a model.

    Attributes:
        device: what does most of the work: "CPU", or a name in ggml's registry.
        devices_used: all graphics cards that layers go to; none where the processor does everything.
        n_gpu_layers: llama.cpp's: counted from the end, the output layer is the last; -1 is all, where the header
            could not be read.
        n_cpu_moe: of the first so many layers the experts stay in the computer's memory.
        reason: why this device, one sentence.
        notice: what was asked for or hoped for and could not be had; "" if nothing.
        memory: what it takes, as estimated; () where the header could not be read.
        squeezed: with more free memory the plan would be a better one.
    """

    device: str
    devices_used: tuple[str, ...]
    n_gpu_layers: int
    n_cpu_moe: int
    n_ctx: int
    type_k: str
    type_v: str
    flash_attention: Switch
    n_threads: int
    n_threads_batch: int
    n_batch: int
    reason: str
    notice: str = ""
    memory: tuple[DeviceMemory, ...] = ()
    squeezed: bool = False

    @property
    def weights(self) -> tuple[object, ...]:
        """How the weights lie: a plan in which this is equal needs no new load of them."""
        return self.devices_used, self.n_gpu_layers, self.n_cpu_moe


def plans(
    devices: Sequence[Device],
    params: LoadParams,
    shape: ModelShape | None,
    *,
    ram_available: int,
    cores: int,
    file_size: int,
    name: str = "the model",
) -> list[Plan]:
    """The ways to load a model, the best first.

    Args:
        shape: None where the header cannot be read: then llama.cpp's defaults are tried, and it says what is wrong.
        ram_available: bytes that can be had without pushing other programs out.
        cores: that this process may keep busy.
        file_size: bytes of the weights.
        name: what the model is called in errors.

    Raises:
        UserError: not even the smallest context fits in the memory (no-memory).
    """
    return _Planner(devices, params, shape, ram_available, cores, file_size, name).ladder()


@dataclass(frozen=True, slots=True)
class _Context:
    """A size of the context and how its KV cache is kept."""

    n_ctx: int
    type_k: str
    type_v: str


class _Planner:
    """Everything the decision is made from."""

    def __init__(
        self,
        devices: Sequence[Device],
        params: LoadParams,
        shape: ModelShape | None,
        ram: int,
        cores: int,
        file_size: int,
        name: str,
    ) -> None:
        self._params = params
        self._shape = shape
        self._ram = ram
        self._file_size = file_size
        self._name = name
        self._threads = params.n_threads or (1 if file_size < SMALL_MODEL else cores)
        self._seen = graphics_of(devices)
        self._cards, self._wish = self._chosen(devices)
        self._contexts = self._context_sizes()

    def ladder(self) -> list[Plan]:
        if not self._cards:
            return self._on_cpu(self._cpu_reason(), self._wish) or self._refuse()
        best = self._best_on_cards()
        if best is None:
            free = memory_text(sum(card.memory_free for card in self._cards))
            reason = seen_but(self._cards, f"{free} of free graphics memory hold not one layer of the model")
            return self._on_cpu(reason, _joined(self._wish, reason), squeezed=True) or self._refuse()
        reason = seen_but(self._cards, "the model could not be loaded there")
        return [*self._with_fewer_layers(best), *self._on_cpu(reason, _joined(self._wish, reason), squeezed=True)]

    def _chosen(self, devices: Sequence[Device]) -> tuple[tuple[Device, ...], str]:
        """The graphics cards that may be used, and what was asked for but is not there."""
        wanted = self._params.device
        if wanted == CPU or self._params.n_gpu_layers == 0:
            return (), ""
        named = tuple(device for device in devices if device.name == wanted)
        if named:
            return tuple(device for device in named if device.kind in GRAPHICS), ""
        return self._seen, f"The device {wanted}, which the settings ask for, is not there." if wanted else ""

    def _cpu_reason(self) -> str:
        if not self._seen:
            return NO_GRAPHICS
        return seen_but(self._seen, "the settings say so")

    # The context

    def _context_sizes(self) -> list[_Context]:
        """From the best that there may be to the smallest that is still of use."""
        params, trained = self._params, self._shape.n_ctx_train if self._shape else 0
        plain, small = self._types(KvType.F16), self._types(KvType.Q8_0)
        if params.n_ctx:
            return _distinct([_Context(params.n_ctx, *plain), _Context(params.n_ctx, *small)])
        sizes = [min(trained or DEFAULT_CONTEXT, DEFAULT_CONTEXT)]
        while sizes[-1] // 2 >= SMALLEST_DEFAULT_CONTEXT:
            sizes.append(sizes[-1] // 2)
        comfortable = [size for size in sizes if size >= COMFORT] or sizes[:1]
        contexts = [_Context(size, *plain) for size in comfortable] + [_Context(comfortable[-1], *small)]
        for size in sizes[len(comfortable) :]:
            contexts += [_Context(size, *plain), _Context(size, *small)]
        return _distinct(contexts)

    def _types(self, default: KvType) -> tuple[str, str]:
        """The KV types where `default` stands for AUTO, and F16 for what llama.cpp would refuse."""
        params = self._params
        type_k = default if params.type_k is KvType.AUTO else params.type_k
        type_v = default if params.type_v is KvType.AUTO else params.type_v
        if not self._can_keep(type_k):
            type_k = KvType.F16
        if not self._can_keep(type_v) or params.flash_attention is Switch.OFF:
            type_v = KvType.F16
        return type_k.value, type_v.value

    def _can_keep(self, kind: KvType) -> bool:
        return kind is KvType.F16 or (self._shape is not None and can_keep(self._shape, kind))

    # The processor

    def _on_cpu(self, reason: str, notice: str, *, squeezed: bool = False) -> list[Plan]:
        """All that fit; where none does, the smallest, for weights are mapped and can be read again and again."""
        options = [self._plan(context, (), 0, 0, reason, notice) for context in self._contexts]
        if self._shape is None:
            return options[:1]
        fitting = [plan for plan in options if _total(plan.memory) <= self._ram]
        smallest = options[-1]
        if not fitting and _own(smallest.memory) <= self._ram:
            fitting = [replace(smallest, notice=_joined(smallest.notice, self._slow(smallest)), squeezed=True)]
        return [replace(plan, squeezed=squeezed or plan.squeezed) for plan in fitting]

    def _slow(self, plan: Plan) -> str:
        needed, free = memory_text(_total(plan.memory)), memory_text(self._ram)
        return f"The model needs {needed}, and {free} of memory are free; answers will be slow."

    def _refuse(self) -> list[Plan]:
        """Linux would promise the memory, and kill the process when it is used."""
        smallest = self._plan(self._contexts[-1], (), 0, 0, "", "")
        kv = memory_text(sum(part.kv for part in smallest.memory))
        raise no_memory(
            f"There is not enough memory for a context of {smallest.n_ctx} tokens with “{self._name}”: "
            f"it needs {kv} besides the model.",
            smaller_context=smallest.n_ctx > SMALLEST_DEFAULT_CONTEXT,
        )

    # The graphics cards

    def _best_on_cards(self) -> Plan | None:
        if self._shape is None:
            reason = f"{capital(noun(self._cards))} {'is' if len(self._cards) == 1 else 'are'} used."
            layers = self._params.n_gpu_layers
            return self._plan(self._contexts[0], self._cards, layers, 0, reason, self._wish)
        for attempt in (self._whole, self._with_experts_in_ram, self._partly):
            if plan := attempt(self._shape):
                return plan
        return self._as_told(self._shape) if self._params.n_gpu_layers > 0 else None

    def _whole(self, shape: ModelShape) -> Plan | None:
        """As many layers as wished, experts and all: on the roomiest card alone if it can be, else on all of them."""
        experts = max(0, min(self._params.n_cpu_moe, shape.n_layer))
        return self._first_fit(shape, self._generous(), [(self._wished_layers(shape), experts)])

    def _with_experts_in_ram(self, shape: ModelShape) -> Plan | None:
        """The experts of the first few layers, of which each token needs only some, stay where there is more room."""
        if not shape.n_expert or self._params.n_cpu_moe >= 0:
            return None
        layers = self._wished_layers(shape)
        return self._first_fit(shape, self._generous(), [(layers, kept) for kept in range(1, shape.n_layer + 1)])

    def _partly(self, shape: ModelShape) -> Plan | None:
        """As many layers as fit."""
        if self._params.n_gpu_layers > 0:
            return None
        automatic = shape.n_layer if shape.n_expert else 0
        experts = automatic if self._params.n_cpu_moe < 0 else min(self._params.n_cpu_moe, shape.n_layer)
        return self._first_fit(shape, self._contexts, [(layers, experts) for layers in range(shape.n_layer, 0, -1)])

    def _first_fit(self, shape: ModelShape, contexts: list[_Context], splits: list[tuple[int, int]]) -> Plan | None:
        """The first of `splits` (layers on the cards, layers whose experts are not) that fits, the context first."""
        for context, cards, (layers, experts) in itertools.product(contexts, self._groups(), splits):
            plan = self._on_cards(shape, context, cards, layers, experts)
            if self._fits(shape, plan, cards):
                return plan
        return None

    def _as_told(self, shape: ModelShape) -> Plan:
        """The layers that were asked for, although they seem not to fit: the person may know better."""
        experts = max(0, min(self._params.n_cpu_moe, shape.n_layer))
        cards, layers = self._groups()[-1], self._wished_layers(shape)
        plan = self._on_cards(shape, self._contexts[-1], cards, layers, experts)
        return replace(plan, reason=f"{capital(noun(cards))}: {layers} layers are on it, because the settings say so.")

    def _with_fewer_layers(self, best: Plan) -> Iterator[Plan]:
        yield best
        if self._shape is None:
            return
        cards = tuple(card for card in self._cards if card.name in best.devices_used)
        context = _Context(best.n_ctx, best.type_k, best.type_v)
        for share in (0.75, 0.5):
            layers = int(best.n_gpu_layers * share)
            if 0 < layers < best.n_gpu_layers:
                plan = self._on_cards(self._shape, context, cards, layers, best.n_cpu_moe)
                notice = f"{best.n_gpu_layers} layers could not be loaded onto {noun(cards)}, so it has only {layers}."
                yield replace(plan, notice=_joined(self._wish, notice), squeezed=True)

    def _wished_layers(self, shape: ModelShape) -> int:
        every = shape.n_layer + 1
        return every if self._params.n_gpu_layers < 0 else min(self._params.n_gpu_layers, every)

    def _generous(self) -> list[_Context]:
        """Those that nobody gives up for the sake of a few more layers."""
        return [context for context in self._contexts if context.n_ctx >= COMFORT] or self._contexts[:1]

    def _groups(self) -> list[tuple[Device, ...]]:
        """Which cards to try, in this order: one needs no copying between them."""
        roomiest = max(self._cards, key=self._room)
        return [(roomiest,), self._cards] if len(self._cards) > 1 else [self._cards]

    def _room(self, card: Device) -> int:
        if card.memory_total == 0:  # it does not say; llama.cpp takes the computer's memory for it
            return self._ram
        return max(0, card.memory_free - margin(card))

    def _fits(self, shape: ModelShape, plan: Plan, cards: tuple[Device, ...]) -> bool:
        host, card = plan.memory[0], plan.memory[-1]
        # Each card computes with a buffer of its own, and layers are not divided among them.
        lost = (len(cards) - 1) * (card.compute + max(shape.layer_bytes, default=0))
        if card.total + lost > sum(self._room(device) for device in cards):
            return False
        return _own((host,)) + self._shared(plan, cards) <= self._ram

    def _shared(self, plan: Plan, cards: tuple[Device, ...]) -> int:
        """Bytes that integrated graphics take of the computer's own memory."""
        return plan.memory[-1].total if any(device.kind == "IGPU" for device in cards) else 0

    def _on_cards(
        self, shape: ModelShape, context: _Context, cards: tuple[Device, ...], layers: int, experts: int
    ) -> Plan:
        reason = used_for(cards, shape.n_layer + 1, layers, experts)
        plan = self._plan(context, cards, layers, experts, reason, self._wish)
        paged = plan.memory[0].total + self._shared(plan, cards) > self._ram
        notice = _joined(plan.notice, self._slow(plan)) if paged else plan.notice
        return replace(plan, notice=notice, squeezed=plan.squeezed or paged or layers <= shape.n_layer or experts > 0)

    # What all plans have in common

    def _plan(
        self, context: _Context, cards: tuple[Device, ...], layers: int, experts: int, reason: str, notice: str
    ) -> Plan:
        quantised = context.type_v != KvType.F16
        plan = Plan(
            device=max(cards, key=self._room).name if cards else CPU,
            devices_used=tuple(card.name for card in cards),
            n_gpu_layers=layers,
            n_cpu_moe=experts,
            n_ctx=context.n_ctx,
            type_k=context.type_k,
            type_v=context.type_v,
            flash_attention=Switch.ON if quantised else self._params.flash_attention,
            n_threads=self._threads,
            n_threads_batch=self._threads,
            n_batch=min(self._params.n_batch or DEFAULT_BATCH, context.n_ctx),
            reason=reason,
            notice=_joined(notice, self._refused_kv(), self._shortage(context)),
            squeezed=context != self._contexts[0],
        )
        return replace(plan, memory=self._estimate(plan))

    def _refused_kv(self) -> str:
        params = self._params
        asked = {params.type_k, params.type_v} - {KvType.AUTO, KvType.F16}
        if not all(self._can_keep(kind) for kind in asked):
            return "The KV cache is kept in f16, because this model's does not divide into blocks of fewer bits."
        if params.flash_attention is Switch.OFF and params.type_v in asked:
            return "Values are kept in f16, because fewer bits need flash attention, which the settings switch off."
        return ""

    def _shortage(self, context: _Context) -> str:
        best = self._contexts[0]
        said = []
        if context.n_ctx < best.n_ctx:
            said.append(f"has {context.n_ctx} tokens instead of {best.n_ctx}")
        if (context.type_k, context.type_v) != (best.type_k, best.type_v):
            said.append("is kept in 8-bit numbers")
        return f"Memory is short, so the context {' and '.join(said)}." if said else ""

    def _estimate(self, plan: Plan) -> tuple[DeviceMemory, ...]:
        if self._shape is None:
            return ()
        placement = Placement(
            n_ctx=plan.n_ctx,
            device=plan.device,
            n_gpu_layers=plan.n_gpu_layers,
            n_cpu_moe=plan.n_cpu_moe,
            n_seq_max=self._params.n_seq_max,
            type_k=plan.type_k,
            type_v=plan.type_v,
            n_batch=plan.n_batch,
            flash_attention=plan.flash_attention is not Switch.OFF,
        )
        return estimate(self._shape, placement)


def _own(memory: Sequence[DeviceMemory]) -> int:
    """Bytes that must be there, unlike weights, which are mapped."""
    return sum(part.kv + part.compute for part in memory)


def _total(memory: Sequence[DeviceMemory]) -> int:
    return sum(part.total for part in memory)


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _distinct(contexts: list[_Context]) -> list[_Context]:
    return list(dict.fromkeys(contexts))
