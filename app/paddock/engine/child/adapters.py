"""LoRA adapters (GGUF) of a loaded model. One rule: what acts on the model is exactly what was asked for last."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

from paddock.core.errors import Remedy, UserError
from paddock.core.params import Adapter
from paddock.core.refusals import why_not
from paddock.core.said import say
from paddock.engine.child.failures import LlamaLog


class Adapters:
    """The adapters of one model, which must outlive this.

    Args:
        lib: the bindings.
        model: the `llama_model` pointer.
        log: llama.cpp's, for the reason when one does not load.
    """

    def __init__(self, lib: Any, model: Any, log: LlamaLog) -> None:
        self._lib = lib
        self._model = model
        self._log = log
        self._loaded: dict[Path, Any] = {}

    def apply(self, context: Any, adapters: tuple[Adapter, ...]) -> None:
        """Let these, and no others, act on what `context` computes from now on.

        What it computed before was computed with others: the caller forgets it. An adapter that is named twice acts
        with both scales together. If this fails, the adapters are those from before.

        Raises:
            UserError: `bad-adapter`.
        """
        lib = self._lib
        scales: dict[Path, float] = {}
        for adapter in adapters:
            scales[adapter.path] = scales.get(adapter.path, 0.0) + adapter.scale
        before = set(self._loaded)
        try:
            for path in scales:
                if path not in self._loaded:
                    self._loaded[path] = self._load(path)
            pointers = (lib.llama_adapter_lora_p_ctypes * len(scales))(*(self._loaded[path] for path in scales))
            numbers = (ctypes.c_float * len(scales))(*scales.values())
            if lib.llama_set_adapters_lora(context, pointers, len(scales), numbers):
                raise _bad(next(iter(scales)), say("llama.cpp does not take it"))
        except UserError:
            self._free(set(self._loaded) - before)
            raise
        self._free(set(self._loaded) - set(scales))

    def close(self) -> None:
        """Free the memory; before the model's, and after the contexts' that use them. Idempotent."""
        self._free(set(self._loaded))

    def _load(self, path: Path) -> Any:
        try:
            with path.open("rb") as file:
                start = file.read(4)
        except OSError as error:
            raise _bad(path, why_not(error)) from error
        if start != b"GGUF":
            raise _bad(path, say("it is no GGUF file"))
        self._log.clear()
        adapter = self._lib.llama_adapter_lora_init(self._model, os.fsencode(path))
        if not adapter:
            raise _bad(path, self._log.cause().removeprefix("failed to apply lora adapter: "))
        return adapter

    def _free(self, paths: set[Path]) -> None:
        for path in paths:
            self._lib.llama_adapter_lora_free(self._loaded.pop(path))


def _bad(path: Path, because: str) -> UserError:
    return UserError(
        say("“{name}” cannot be used as a LoRA adapter for this model: {because}.", name=path.name, because=because),
        say("Choose an adapter that was made for this model, as a GGUF file."),
        code="bad-adapter",
        remedy=Remedy.OPEN_MODELS,
    )
