"""llama.cpp's log: whose work a line is about."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from paddock.core.models import DeviceMemory
from paddock.engine.child.failures import ERROR, LlamaLog

INFO = 2
BUFFER = "llama_kv_cache: CPU KV buffer size = 4.00 MiB"
FLASH = "llama_context: Flash Attention was auto, set to enabled"
CAUSE = "llama_model_load: error loading model: it is no llama"


class Lib:
    """What llama.cpp is told of a log."""

    def __init__(self) -> None:
        self.say: Callable[[int, bytes, Any], None]

    def llama_log_callback(self, function: Callable[..., None]) -> Callable[..., None]:
        return function

    def llama_log_set(self, callback: Callable[..., None], _data: Any) -> None:
        self.say = callback


def test_another_threads_work_is_not_mixed_with_this_ones() -> None:
    lib = Lib()
    log = LlamaLog(lib)
    seen: list[object] = []

    def load() -> None:
        for level, line in ((INFO, BUFFER), (INFO, FLASH), (ERROR, CAUSE)):
            lib.say(level, line.encode(), None)
        here.wait()
        there.wait()
        seen.extend((log.cause(), log.memory(), log.flash_attention))

    here, there = threading.Barrier(2), threading.Barrier(2)
    loader = threading.Thread(target=load)
    loader.start()
    here.wait()
    assert (log.cause(), log.memory(), log.flash_attention) == ("", (), False)
    log.clear()  # as who looks at a model does
    log.forget_memory()
    lib.say(INFO, BUFFER.encode(), None)  # as a trial's context does
    there.wait()
    loader.join()
    assert seen == ["it is no llama", (DeviceMemory("CPU", kv=4 << 20),), True]
