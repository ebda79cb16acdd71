"""Makes a smaller model of one that is there.

One rule: what is made becomes a model only when our own reader finds in it what llama.cpp said it would hold; whatever
else happens, nothing is left behind.

Which types there are, and how large each comes out, llama.cpp tells itself: it goes through all that it would do but
for the computing (`dry_run`), in the same confined process.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from paddock.config.files import sync_folder
from paddock.core.errors import Remedy, UserError
from paddock.core.hardware import MIB, Fit, fit
from paddock.core.library import Origin
from paddock.core.models import ModelFile
from paddock.core.refusals import why_not
from paddock.core.said import joined, say
from paddock.core.sizes import size_text
from paddock.engine.quantizer import Order, Quantizer
from paddock.engine.quantizing import Planned
from paddock.hub.describe import FILE_TYPES
from paddock.hub.gguf import GgufHeader, read_header
from paddock.services.bus import Bus, ModelsChanged
from paddock.services.models import ModelService
from paddock.services.quantize_source import ALIGNMENT, Source

NOT_MADE = frozenset({"F32", "NVFP4"})
"""llama.cpp writes no NVFP4, and F32 is never smaller."""
SMALLER = 0.98
"""Of the source's size, at most: less of a difference is not worth a file."""
MORE_HEADER = 4096  # bytes that the header may grow: two entries, and longer numbers
ROOM = 64 * MIB
"""That the disk keeps besides."""
CLOSE_WAIT = 5.0  # s; a killed process is gone in a fraction of one
LEFT_BEHIND = re.compile(r"\.gguf\.(\d+)\.part$")
"""What a Paddock that was killed was writing: with the number of its process."""
FEW_BITS = frozenset({"TQ1_0", "TQ2_0", "Q1_0", "Q2_0"})
_BITS = (
    (7.5, say("nearly lossless")),
    (6.2, say("hardly any difference")),
    (5.2, say("a little worse")),
    (4.2, say("somewhat worse; what most people use")),
    (3.2, say("noticeably worse")),
    (0.0, say("much worse")),
)


@dataclass(frozen=True, slots=True)
class QuantizeChoice:
    """A type that a model can have.

    Attributes:
        type: its name ("Q4_K_M").
        size: of the file, bytes, as llama.cpp reckons it.
        words: how good it is.
        memory: that it takes with the usual context on the processor, the program included, bytes; 0: unknown.
        fits: that in this computer's memory; None where it is unknown.
        bits: for each weight, on the average.
    """

    type: str
    size: int
    words: str
    memory: int
    fits: Fit | None
    bits: float


@dataclass(frozen=True, slots=True)
class QuantizeOffer:
    """What can be made of a model.

    Attributes:
        choices: the largest first; of types that come out the same only one.
        imatrix: the importance matrix that is used.
        note: what cannot be made and why, and what is lost in any case; "" if there is nothing to say.
    """

    choices: tuple[QuantizeChoice, ...]
    imatrix: Path | None
    note: str


class QuantizeService:
    """Says what a model can be made into, and makes it; any thread, each call blocks.

    Args:
        models_dir: where models go that are made of one that lies elsewhere.
        total_memory: of this computer, bytes.
        keep: told of where a new file came from.
        words: says how good a type is; without it the bits for each weight say so.
    """

    def __init__(
        self,
        models: ModelService,
        quantizer: Quantizer,
        bus: Bus,
        models_dir: Path,
        total_memory: int,
        *,
        keep: Callable[[Path, Origin], None] | None = None,
        words: Callable[[str], str] | None = None,
    ) -> None:
        self._models = models
        self._quantizer = quantizer
        self._bus = bus
        self._models_dir = models_dir
        self._total_memory = total_memory
        self._keep = keep
        self._words = words
        self._changed = threading.Condition()
        self._running: list[threading.Event] = []  # what stops each that is being made

    def close(self) -> None:
        """Stop what is being made, and wait until nothing is left of it."""
        with self._changed:
            for stop in self._running:
                stop.set()
            self._changed.wait_for(lambda: not self._running, CLOSE_WAIT)

    def choices(self, ref: str, imatrix: Path | None = None) -> tuple[QuantizeChoice, ...]:
        """The types that the model can have and that make it smaller; see `offer`."""
        return self.offer(ref, imatrix).choices

    def offer(self, ref: str, imatrix: Path | None = None) -> QuantizeOffer:
        """What can be made of a model; takes a second.

        Args:
            imatrix: importance matrix; without one that beside the model is taken, if there is one.

        Raises:
            UserError: there is no such model, it is too small already ("too-coarse"), or llama.cpp cannot read it.
        """
        source = Source(self._models.find(ref))
        matrix = imatrix.expanduser().absolute() if imatrix is not None else source.imatrix()
        types = {name: number for number, name in FILE_TYPES.items() if name not in NOT_MADE}
        plans = self._quantizer.plan(source.path, tuple(types.values()), matrix)
        smaller = [plan for plan in plans if source.size_with(plan) <= SMALLER * source.size]
        closed = [FILE_TYPES[plan.file_type] for plan in smaller if plan.needs_imatrix and matrix is None]
        open_ = [plan for plan in smaller if not plan.needs_imatrix or matrix is not None]
        distinct = list({plan.tensors: plan for plan in reversed(open_)}.values())
        choices = sorted((self._choice(source, plan) for plan in distinct), key=lambda choice: -choice.size)
        return QuantizeOffer(tuple(choices), matrix, joined(_notes(source, closed)))

    def quantize(
        self,
        ref: str,
        type_name: str,
        report: Callable[[float], None],
        stop: threading.Event,
        *,
        imatrix: Path | None = None,
        folder: Path | None = None,
    ) -> ModelFile:
        """Make a smaller model; minutes.

        Args:
            type_name: as in `choices`, upper and lower case alike.
            report: called with the share that is done, 0 to 1.
            stop: once it is set, this ends soon with "cancelled".
            imatrix: as in `offer`.
            folder: where it goes; without one into the models folder itself, where no download can ever land.

        Raises:
            UserError: nothing was made, and nothing is left of it.
        """
        file_type = _file_type(type_name)
        source = Source(self._models.find(ref))
        matrix = imatrix.expanduser().absolute() if imatrix is not None else source.imatrix()
        plan = self._plan(source, file_type, matrix)
        target = self._target(source, FILE_TYPES[file_type], folder)
        size = source.size_with(plan)
        _check_room(target.parent, size)
        with self._closing(stop), _unfinished(target) as part:
            order = Order(source.path, part, file_type, matrix, size + ROOM)
            weights = max(1, source.weights)
            self._quantizer.make(order, lambda done: report(min(1.0, done / weights)), stop)
            _check(part, source, plan)
            _publish(part, target)
        origin = source.origin_of_what_is_made()
        if self._keep is not None:
            self._keep(target, origin)
        report(1.0)
        if folder is not None and not self._is_ours(folder):
            return replace(self._models.open_file(target), origin=origin)
        self._bus.publish(ModelsChanged())
        return replace(self._models.find(str(target)), origin=origin)

    @contextlib.contextmanager
    def _closing(self, stop: threading.Event) -> Iterator[None]:
        """What `close` has to stop."""
        with self._changed:
            self._running.append(stop)
        try:
            yield
        finally:
            with self._changed:
                self._running.remove(stop)
                self._changed.notify_all()

    def _plan(self, source: Source, file_type: int, matrix: Path | None) -> Planned:
        name = FILE_TYPES[file_type]
        plans = self._quantizer.plan(source.path, (file_type,), matrix)
        if not plans:
            raise UserError(
                say("llama.cpp cannot give {name} the type {type}.", name=source.name, type=name),
                say("Choose another type."),
                code="no-such-type",
            )
        if plans[0].needs_imatrix and matrix is None:
            raise UserError(
                say("{name} needs an importance matrix, which tells what matters most to a model.", name=name),
                say(
                    "Put the model's imatrix file beside it (GGUF), or name it with --imatrix; or choose a larger type."
                ),
                code="needs-imatrix",
            )
        if source.size_with(plans[0]) > SMALLER * source.size:
            raise UserError(
                say("{name} would not be smaller as {type}.", name=source.name, type=name),
                say("Choose a smaller type."),
                code="not-smaller",
            )
        return plans[0]

    def _choice(self, source: Source, plan: Planned) -> QuantizeChoice:
        name, size = FILE_TYPES[plan.file_type], source.size_with(plan)
        bits = 8 * sum(tensor.size for tensor in source.tensors_with(plan)) / max(1, source.weights)
        words = self._words(name) if self._words is not None else _words(bits)
        if name in FEW_BITS:
            words = say("noise, unless the model was trained with so few bits")
        memory = source.memory_with(plan)
        return QuantizeChoice(name, size, words, memory, fit(memory, self._total_memory) if memory else None, bits)

    def _is_ours(self, folder: Path) -> bool:
        ours = Path(os.path.realpath(self._models_dir))
        return ours == (real := Path(os.path.realpath(folder))) or ours in real.parents

    def _target(self, source: Source, type_name: str, folder: Path | None) -> Path:
        """Where it goes; the folder is there."""
        if folder is None:
            folder = self._models_dir
        target = folder.expanduser().absolute() / f"{source.stem}-{type_name}.gguf"
        if target.exists():
            raise UserError(
                say("There is a “{name}” already.", name=target.name),
                say("Use that one, or delete it first."),
                code="already-there",
            )
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _not_writable(target.parent, error) from error
        return target


def _notes(source: Source, closed: Sequence[str]) -> Iterator[str]:
    if source.is_lossy:
        yield say("Made of Q8_0, each comes out a little worse than made of F16.")
    if closed:
        matrix = say("an importance matrix: a GGUF file with “imatrix” in its name, made for this model, beside it")
        one, names = len(closed) == 1, ", ".join(closed)
        yield (
            say("{names} needs {what}.", names=names, what=matrix)
            if one
            else say("{names} need {what}.", names=names, what=matrix)
        )


def _words(bits: float) -> str:
    return next(words for least, words in _BITS if bits >= least)


def _file_type(name: str) -> int:
    wanted = name.strip().upper()
    for number, known in FILE_TYPES.items():
        if known == wanted and known not in NOT_MADE:
            return number
    there = ", ".join(sorted(set(FILE_TYPES.values()) - NOT_MADE))
    raise UserError(
        say("There is no type “{name}”.", name=name[:40]), say("There is: {there}.", there=there), code="no-such-type"
    )


def _check_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + ROOM:
        raise UserError(
            say(
                "The smaller model takes {size}, and the disk has {free} left.",
                size=size_text(size),
                free=size_text(max(0, free - ROOM)),
            ),
            say("Make room, or choose another folder or a smaller type."),
            code="disk-full",
            remedy=Remedy.OPEN_MODELS,
        )


@contextlib.contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A file to write into, which no list of models shows, and which is gone at the end."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        _sweep(target.parent)
        part.open("xb").close()
    except FileExistsError as error:
        raise UserError(
            say("“{name}” is being made already.", name=target.name), say("Wait for it."), code="already-there"
        ) from error
    except OSError as error:
        raise _not_writable(target.parent, error) from error
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Take away what killed Paddocks left here."""
    for path in folder.glob("*.gguf.*.part"):
        found = LEFT_BEHIND.search(path.name)
        if found and not psutil.pid_exists(int(found[1])):
            path.unlink(missing_ok=True)


def _check(part: Path, source: Source, plan: Planned) -> None:
    """That the file is what was asked for."""
    why: UserError | None = None
    try:
        right = _is_right(read_header(part), source, plan)
    except UserError as error:
        right, why = False, error
    if not right:
        raise UserError(
            say("The smaller model did not come out as it should, and was thrown away."),
            say("Try again; check the disk if it happens again."),
            code="quantize-failed",
            remedy=Remedy.RETRY,
        ) from why


def _is_right(header: GgufHeader, source: Source, plan: Planned) -> bool:
    there = {tensor.name: (tensor.dims, tensor.size) for tensor in header.tensors}
    wanted = {tensor.name: (tensor.dims, tensor.size) for tensor in source.tensors_with(plan)}
    whole = 0 <= header.file_size - header.data_end < ALIGNMENT
    return there == wanted and whole and abs(header.file_size - source.size_with(plan)) <= MORE_HEADER


def _publish(part: Path, target: Path) -> None:
    """Give it its name, once it is on the disk."""
    try:
        descriptor = os.open(part, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        part.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise _not_writable(target.parent, error) from error


def _not_writable(folder: Path, error: OSError) -> UserError:
    return UserError(
        say("“{folder}” cannot be written to: {why}.", folder=folder, why=why_not(error)),
        say("Check the rights of the folder, or choose another."),
        code="not-writable",
    )
