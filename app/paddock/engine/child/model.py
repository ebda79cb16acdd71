"""A loaded model: llama.cpp's model and context, and the answers made with them.

One rule: what is allocated here is freed here (`close`), and llama.cpp holds no pointer to anything Python may drop.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paddock.core.errors import UserError
from paddock.core.events import Finished, PromptProgress
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams
from paddock.engine.api import GenerationRequest
from paddock.engine.child.answer import Answer, Job
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.devices import choose_device, list_devices
from paddock.engine.child.failures import LlamaLog, check_file, explain_load, no_memory
from paddock.engine.child.kv import KvCache
from paddock.engine.child.machine import available_memory, total_memory, usable_cores
from paddock.engine.child.prompt import PromptBuilder
from paddock.engine.child.templates import choose_template
from paddock.engine.child.tokens import Vocabulary

DEFAULT_CONTEXT = 8192
SMALLEST_DEFAULT_CONTEXT = 2048
SMALL_MODEL = 32 * 2**20
"""Bytes of weights."""
GIB = 2**30


def default_contexts(trained: int, kv_bytes: int, room: int) -> list[int]:
    """Sizes of the context to try, in tokens, where the person leaves it to us: the first that can be had is taken.

    Args:
        trained: what the model was trained with; 0 if unknown.
        kv_bytes: of the KV cache, per token.
        room: bytes that are available beside the model. The smallest size is tried even if it does not fit, for
            the model itself can be read from the drive again and again.
    """
    sizes = [min(trained or DEFAULT_CONTEXT, DEFAULT_CONTEXT)]
    while sizes[-1] // 2 >= SMALLEST_DEFAULT_CONTEXT:
        sizes.append(sizes[-1] // 2)
    return [size for size in sizes[:-1] if size * kv_bytes <= room] + sizes[-1:]


class Model:
    """Loads in the constructor; `close` frees it.

    Args:
        lib: the bindings.
        on_progress: called with 0 to 1.
        cancel: ends loading and answering.

    Raises:
        UserError: not a model, truncated, unsupported, not enough memory, cancelled, …
    """

    def __init__(
        self,
        lib: Any,
        log: LlamaLog,
        path: Path,
        params: LoadParams,
        *,
        cancel: CancelFlag,
        on_progress: Callable[[float], None],
    ) -> None:
        started = time.perf_counter()
        self._lib = lib
        self._log = log
        self._path = path
        self._cancel = cancel
        self._model = self._context = None
        self._devices = list_devices(lib)
        self._uses_cpu = choose_device(self._devices, params.n_gpu_layers)[0] == "CPU"
        size = check_file(path)
        self._room = available_memory() - size
        log.clear()
        try:
            self._check_weights(size)
            self._model = self._load_weights(params, on_progress)
            self._context = self._make_context(params)
            self._n_batch: int = lib.llama_n_batch(self._context)  # not more than the context that was asked for
            self._vocabulary = Vocabulary(lib, self._model)
            self._prompts = PromptBuilder(self._vocabulary, self._templates())
        except BaseException:
            self.close()
            raise
        self._kv = KvCache(lib, self._context)
        self.loaded = self._describe(size, params, (time.perf_counter() - started) * 1000)

    def close(self) -> None:
        """Free the memory. Idempotent."""
        if self._context is not None:
            self._lib.llama_free(self._context)
            self._context = None
        if self._model is not None:
            self._lib.llama_model_free(self._model)
            self._model = None

    def generate(
        self,
        request: GenerationRequest,
        seed: int,
        arrived: float,
        on_progress: Callable[[PromptProgress], None],
        on_text: Callable[[str], None],
    ) -> Finished:
        """Answer.

        Args:
            arrived: `time.perf_counter()` when the request arrived.

        Raises:
            UserError: no template, or too long for the context.
        """
        prompt = self._prompts.tokens(request)
        if not prompt:
            raise UserError("There is nothing to answer.", "Write something first.", code="empty-prompt")
        job = Job(
            prompt=prompt,
            sampling=request.sampling,
            seed=seed,
            reuse=request.sampling.seed is None,
            strip_space=self._vocabulary.is_sentencepiece and request.raw is None and not request.continue_last,
            arrived=arrived,
        )
        answer = Answer(
            self._lib,
            self._context,
            self._kv,
            self._vocabulary,
            self._cancel,
            job,
            n_batch=self._n_batch,
            on_progress=on_progress,
            on_text=on_text,
        )
        return answer.run(self.loaded.load_ms)

    def _check_weights(self, size: int) -> None:
        """Refuse what cannot possibly fit; what is merely tight is tried, for the weights are mapped, not read."""
        total = total_memory()
        if self._uses_cpu and size > total:
            raise no_memory(
                f"“{self._path.name}” has {size / GIB:.1f} GB, and this computer has {total / GIB:.1f} GB of memory.",
                smaller_context=False,
            )

    def _load_weights(self, params: LoadParams, on_progress: Callable[[float], None]) -> Any:
        lib = self._lib

        def report(fraction: float, _data: Any) -> bool:
            on_progress(fraction)
            return not self._cancel.is_set()

        options = lib.llama_model_default_params()
        options.n_gpu_layers = params.n_gpu_layers
        options.progress_callback = lib.llama_progress_callback(report)
        model = lib.llama_model_load_from_file(os.fsencode(self._path), options)
        if self._cancel.is_set():
            if model:
                lib.llama_model_free(model)
            raise UserError("Loading the model was stopped.", code="cancelled")
        if not model:
            raise explain_load(self._path, self._log)
        if lib.llama_model_has_encoder(model) or not lib.llama_model_has_decoder(model):
            lib.llama_model_free(model)
            raise UserError(
                f"“{self._path.name}” is no model that writes text.", "Choose another model.", code="no-text-model"
            )
        return model

    def _make_context(self, params: LoadParams) -> Any:
        sizes = self._context_sizes(params)
        for n_ctx in sizes:
            if context := self._try_context(n_ctx, params):
                return context
        raise no_memory(
            f"There is not enough memory for a context of {sizes[-1]} tokens with “{self._path.name}”: "
            f"it needs {self._kv_size(sizes[-1]) / GIB:.1f} GB besides the model.",
            smaller_context=sizes[-1] > SMALLEST_DEFAULT_CONTEXT,
        )

    def _context_sizes(self, params: LoadParams) -> list[int]:
        if params.n_ctx:
            return [params.n_ctx]
        trained = self._lib.llama_model_n_ctx_train(self._model)
        return default_contexts(trained, self._kv_size(1), self._room if self._uses_cpu else sys.maxsize)

    def _try_context(self, n_ctx: int, params: LoadParams) -> Any:
        """A context, or None where memory is too short for it."""
        lib = self._lib
        if self._uses_cpu and self._kv_size(n_ctx) > available_memory():
            return None  # Linux would promise the memory, and kill the process when it is used
        options = lib.llama_context_default_params()
        options.n_ctx = n_ctx
        options.n_batch = options.n_ubatch = min(params.n_batch, n_ctx)
        options.n_seq_max = 1
        options.n_threads = options.n_threads_batch = params.n_threads or self._good_thread_count()
        options.no_perf = True
        options.abort_callback, options.abort_callback_data = self._cancel.abort_callback(lib.ggml_abort_callback)
        return lib.llama_init_from_model(self._model, options)

    def _good_thread_count(self) -> int:
        """All cores; one for a model so small that threads would wait for each other longer than they compute."""
        return 1 if self._lib.llama_model_size(self._model) < SMALL_MODEL else usable_cores()

    def _kv_size(self, n_ctx: int) -> int:
        """Bytes of the KV cache at f16: keys and values, two bytes each, per layer and KV head."""
        lib, model = self._lib, self._model
        head = lib.llama_model_n_embd(model) // max(1, lib.llama_model_n_head(model))
        return int(n_ctx * lib.llama_model_n_layer(model) * lib.llama_model_n_head_kv(model) * head * 2 * 2)

    def _templates(self) -> Any:
        text = self._lib.llama_model_chat_template(self._model, None)
        if not text:
            return ()
        words = self._vocabulary
        bos, eos = words.text(words.bos), words.text(words.eos)
        return choose_template(self._lib, text.decode("utf-8", "replace"), bos=bos, eos=eos)

    def _describe(self, size: int, params: LoadParams, load_ms: float) -> LoadedModel:
        lib = self._lib
        device, reason = choose_device(self._devices, params.n_gpu_layers)
        return LoadedModel(
            path=self._path,
            description=self._text(lib.llama_model_desc),
            n_ctx=lib.llama_n_ctx(self._context),
            n_ctx_train=lib.llama_model_n_ctx_train(self._model),
            n_params=lib.llama_model_n_params(self._model),
            size=size,
            device=device,
            device_reason=reason,
            template_source=self._prompts.template_source,
            load_ms=load_ms,
        )

    def _text(self, function: Callable[[Any, bytes, int], int]) -> str:
        buffer = bytes(256)
        function(self._model, buffer, len(buffer))
        return buffer.split(b"\0", 1)[0].decode("utf-8", "replace")
