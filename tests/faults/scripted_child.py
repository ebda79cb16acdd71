"""An engine's process without llama.cpp, for faults that are tried a thousand times; it speaks over real pipes.

Its one rule: every piece of an answer says its number and when it was said, so that what is kept can be compared with
what was said.

    scripted_child.py [--device NAME] [--lost]      NAME: where its models lie; --lost: NAME is lost while it answers
"""

from __future__ import annotations

import os
import sys
import threading
import time

from paddock.core.events import Finished, FinishReason, PromptProgress, Timings, Usage
from paddock.core.models import LoadedModel
from paddock.engine import wire

PACE = 0.002
"""Seconds between two pieces: faster than a person's model, slower than the pipe."""
LOSES_AFTER = 5
"""Pieces until the device is lost, with --lost."""
DEVICE_LOST = 70
"""`paddock.engine.child.scheduler.DEVICE_LOST`."""


class Speaker:
    """Answers commands until its standard input ends."""

    def __init__(self, device: str, lost: bool) -> None:
        self._device = device
        self._lost = lost
        self._on_card = False
        self._lock = threading.Lock()
        self._cancelled: dict[int, threading.Event] = {}

    def run(self) -> None:
        self._say(wire.Hello(os.getpid()))  # without waiting to be confined: it reads no file
        for command in wire.read_messages(sys.stdin.buffer):
            self._do(command)
        os._exit(0)

    def _say(self, event: wire.Message) -> None:
        with self._lock:
            sys.stdout.buffer.write(wire.encode(event))
            sys.stdout.buffer.flush()

    def _do(self, command: wire.Message) -> None:
        match command:
            case wire.Load():
                self._load(command)
            case wire.Unload():
                self._say(wire.Unloaded(command.id))
            case wire.Generate():
                self._cancelled[command.id] = threading.Event()
                threading.Thread(target=self._answer, args=(command,), daemon=True).start()
            case wire.Cancel():
                self._cancelled.get(command.id, threading.Event()).set()
            case wire.Ping():
                self._say(wire.Pong(command.id))
            case wire.Shutdown():
                os._exit(0)

    def _load(self, command: wire.Load) -> None:
        device = command.params.device or self._device
        self._on_card = device != "CPU"
        self._say(wire.LoadProgress(command.id, 0.5, device))
        model = LoadedModel(
            command.path, "scripted", 4096, 4096, 1, 1, device, "", "file", 0.0, notice=command.notice, build="scripted"
        )
        self._say(wire.Loaded(command.id, model))

    def _answer(self, command: wire.Generate) -> None:
        number = self._first(command)
        self._say(wire.PromptProcessed(command.id, PromptProgress(1, 1)))
        said = 0
        while not self._cancelled[command.id].wait(PACE):
            self._say(wire.TextArrived(command.id, f"{number}@{time.monotonic():.6f} "))
            number, said = number + 1, said + 1
            if self._lost and self._on_card and said == LOSES_AFTER:
                print(f"error: {self._device} does not compute any more", file=sys.stderr, flush=True)
                os._exit(DEVICE_LOST)
        finished = Finished(FinishReason.CANCELLED, Usage(1, said, 0), Timings(), command.seed, "scripted")
        self._say(wire.Done(command.id, finished))

    def _first(self, command: wire.Generate) -> int:
        """The number that the answer goes on with."""
        pieces = command.request.turns[-1].text.split() if command.request.continue_last else []
        return int(pieces[-1].partition("@")[0]) + 1 if pieces else 0


if __name__ == "__main__":
    options = sys.argv[1:]
    name = options[options.index("--device") + 1] if "--device" in options else "CPU"
    Speaker(name, "--lost" in options).run()
