"""A loaded model: llama.cpp's model and context, and what belongs to them.

One rule: what is allocated here is freed here (`close`), and llama.cpp holds no pointer to anything Python may drop.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from paddock.core.errors import UserError
from paddock.core.formats import ENCODER, SEQ2SEQ
from paddock.core.memory import CPU, OUTPUTS
from paddock.core.models import DeviceMemory, LoadedModel
from paddock.core.params import KvType, LoadParams, SamplingParams, Switch
from paddock.core.said import joined, say
from paddock.core.sizes import memory_text, weights_text
from paddock.engine.child.adapters import Adapters
from paddock.engine.child.attention import WITHOUT_BATCH, AttentionTrial, attention_key
from paddock.engine.child.bindings import version
from paddock.engine.child.cancellation import CancelFlag
from paddock.engine.child.cards import graphics_of
from paddock.engine.child.chat_format import ChatFormat, find_chat_format
from paddock.engine.child.devices import apply_to_context, apply_to_model, list_devices
from paddock.engine.child.failures import LlamaLog, check_file, explain_load, no_memory
from paddock.engine.child.kv import KvPool
from paddock.engine.child.machine import (
    performance_cores,
    usable_cores,
    usable_threads,
)
from paddock.engine.child.metadata import read_metadata
from paddock.engine.child.plan import Plan, plans
from paddock.engine.child.prompt import PromptBuilder
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.sampling import check_sampling
from paddock.engine.child.shape import read_shape
from paddock.engine.child.speculative import DraftModel
from paddock.engine.child.tokens import Vocabulary
from paddock.engine.child.tuning import Tuned, Tuner, TuningFile, tuning_key
from paddock.engine.ram import available_memory, total_memory


class Model:
    """Loads in the constructor; `close` frees it.

    Args:
        lib: the bindings.
        host: where the file's chat template runs.
        notice: what the person is to know about `params`.
        attention: whether flash attention was found to be faster on the processor; AUTO: nobody knows.
        abort: ends a batch that computes.
        cancel: ends loading.
        on_progress: called with 0 to 1, and the device.

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
        host: TemplateHost,
        notice: str = "",
        attention: Switch = Switch.AUTO,
        abort: CancelFlag,
        cancel: CancelFlag,
        on_progress: Callable[[float, str], None],
    ) -> None:
        started = time.perf_counter()
        self._lib = lib
        self._log = log
        self._path = path
        self._params = params
        self._host = host
        self._attention = attention
        self._abort = abort
        self._cancel = cancel
        self._on_progress = on_progress
        self._pointer: Any = None
        self.context: Any = None
        self._input_bytes = 0
        self._adapters: Adapters | None = None
        self.draft: DraftModel | None = None
        self._size = check_file(path)
        self._stamp = _stamp(path)
        try:
            plan = self._climb_down(self._size)
            self.vocabulary = Vocabulary(lib, self._pointer)
            self.prompts = self._make_prompts(params.prompt_format)
            self._adapters = Adapters(lib, self._pointer, log)
            self._adapters.apply(self.context, params.adapters)
            self.draft = self._make_draft(plan)
            self.pool = KvPool(
                lib,
                self.context,
                n_seq_max=params.n_seq_max,
                divisible=self.is_divisible,
                lean=not self._uses_flash(plan) and not plan.devices_used,
            )
            self.loaded = self._describe(plan, notice, (time.perf_counter() - started) * 1000)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Free the memory. Idempotent."""
        if self.draft is not None:
            self.draft.close()
            self.draft = None
        self._free_context()
        if self._adapters is not None:
            self._adapters.close()
            self._adapters = None
        self._free_weights()

    # What it is used for

    def check_sampling(self, sampling: SamplingParams) -> None:
        """Refuse what the samplers could not do.

        Raises:
            UserError: see `check_sampling`.
        """
        check_sampling(self._lib, self.vocabulary, sampling)

    @property
    def is_still_the_file(self) -> bool:
        """Whether what lies at its path is what was loaded."""
        return self._stamp == _stamp(self._path)

    def takes(self, params: LoadParams) -> bool:
        """Whether these params need no new load: it is the same file, and at most adapters and format differ."""
        changed = replace(self._params, adapters=params.adapters, prompt_format=params.prompt_format)
        return self.is_still_the_file and params == changed

    def adapt(self, params: LoadParams) -> None:
        """Let other LoRA adapters act from now on, and write chats in another prompt format.

        An answer that is on its way ends as it would have. What was computed with other adapters is forgotten.

        Raises:
            UserError: `bad-adapter`, `no-such-format`; then those from before stay.
        """
        assert self._adapters is not None  # there from the constructor to `close`
        prompts = self.prompts
        if params.prompt_format != self._params.prompt_format:
            prompts = self._make_prompts(params.prompt_format)
        if params.adapters != self._params.adapters:
            self._adapters.apply(self.context, params.adapters)
            self.pool.clear()
        self._params = params
        self.prompts = prompts
        self.loaded = replace(self.loaded, n_adapters=len(params.adapters), **chat_facts(prompts.chat))

    @property
    def adapters_key(self) -> str:
        """Names the adapters in force and their files; "" without any."""
        if not self._params.adapters:
            return ""
        words = [
            f"{a.path.stat().st_size}:{a.path.stat().st_mtime_ns}:{a.path}:{a.scale}" for a in self._params.adapters
        ]
        return hashlib.sha256("\n".join(words).encode()).hexdigest()

    def tuner(self, file: TuningFile, fingerprint: str) -> Tuner:
        """Finds out what is fastest, in idle seconds."""
        loaded, cores = self.loaded, usable_cores()
        key = tuning_key(
            model=fingerprint,
            build=loaded.build,
            device=loaded.device,
            layers=loaded.n_gpu_layers,
            cores=cores,
            n_batch=loaded.n_batch,
        )
        return Tuner(
            self._lib,
            self.context,
            self.pool,
            scratch=self._params.n_seq_max,
            n_batch=loaded.n_batch,
            cores=cores,
            threads=usable_threads(),
            performance=performance_cores(),
            store=file,
            key=key,
        )

    def retuned(self, tuned: Tuned) -> None:
        """What is fastest is known; what the person has set stays."""
        threads = self._params.n_threads or tuned.n_threads
        threads_batch = self._params.n_threads or tuned.n_threads_batch
        self._lib.llama_set_n_threads(self.context, threads, threads_batch)
        n_batch = self._params.n_batch or tuned.n_batch
        self.loaded = replace(
            self.loaded, n_threads=threads, n_threads_batch=threads_batch, n_batch=min(n_batch, self.loaded.n_batch)
        )

    # Loading

    def _climb_down(self, size: int) -> Plan:
        """Load it as well as can be; the plan that worked.

        Without graphics cards there is one way to load the weights, so the header is read beside it.
        """
        devices = list_devices(self._lib)
        with ThreadPoolExecutor(1, "header") as beside:
            shape = beside.submit(read_shape, self._lib, self._path)
            planned = partial(
                plans,
                devices,
                ram_available=available_memory(),
                cores=usable_cores(),
                file_size=size,
                name=self._path.name,
            )
            loaded: tuple[object, ...] = ()
            params = self._params
            if not graphics_of(devices):
                self._load(first := planned(params=params, shape=None)[0], size)
                loaded = first.weights
            found = shape.result()
            self._input_bytes = found.input_bytes if found is not None else 0
            ladder = planned(params=params, shape=found)
            if found is not None and self._may_do_without_flash and not ladder[0].devices_used:
                without = replace(params, flash_attention=Switch.OFF, n_batch=params.n_batch or WITHOUT_BATCH)
                # Its buffer is larger: not where memory is short for it.
                ladder = [plan for plan in planned(params=without, shape=found)[:1] if not plan.squeezed] + ladder
            return self._try_all(ladder, loaded, size)

    @property
    def _may_do_without_flash(self) -> bool:
        """Whether it is slower with flash attention, and nothing that the person has set needs it."""
        params, plain = self._params, (KvType.AUTO, KvType.F16)
        wished = params.flash_attention is not Switch.AUTO or params.type_k not in plain or params.type_v not in plain
        return self._attention is Switch.OFF and not wished

    def attention_trial(self, file: TuningFile, fingerprint: str) -> AttentionTrial | None:
        """Finds out whether flash attention is faster here; None where there is no choice."""
        if self._params.flash_attention is not Switch.AUTO or self.loaded.n_gpu_layers or not self.is_divisible:
            return None
        threads = self.loaded.n_threads, self.loaded.n_threads_batch
        key = attention_key(fingerprint)
        return AttentionTrial(self._lib, self._pointer, self._abort, threads=threads, store=file, key=key)

    def _try_all(self, ladder: Sequence[Plan], loaded: tuple[object, ...], size: int) -> Plan:
        """The first plan that works.

        Args:
            loaded: the `Plan.weights` that are in memory already.
        """
        failure: UserError | None = None
        for plan in ladder:
            try:
                if plan.weights != loaded:
                    loaded = ()
                    self._load(plan, size)
                    loaded = plan.weights
                self.context = self._make_context(plan)
                return plan
            except UserError as error:
                if error.code not in ("no-memory", "load-failed"):
                    raise
                failure = failure or error
        assert failure is not None  # a ladder has at least one step
        raise failure

    def _load(self, plan: Plan, size: int) -> None:
        self._free_weights()
        self._check_weights(size, plan)
        self._pointer = self._load_weights(plan)

    def _check_weights(self, size: int, plan: Plan) -> None:
        """Refuse what cannot possibly fit; what is merely tight is tried, for the weights are mapped, not read."""
        total = total_memory()
        if not plan.devices_used and size > total:
            raise no_memory(
                say(
                    "“{name}” has {size}, and this computer has {total} of memory.",
                    name=self._path.name,
                    size=memory_text(size),
                    total=memory_text(total),
                ),
                smaller_context=False,
            )

    def _load_weights(self, plan: Plan) -> Any:
        lib = self._lib

        def report(fraction: float, _data: Any) -> bool:
            self._on_progress(fraction, plan.device)
            return not self._cancel.is_set()

        self._log.clear()
        self._log.forget_memory()
        self._on_progress(0.0, plan.device)
        params = lib.llama_model_default_params()
        apply_to_model(lib, plan, params)
        params.use_extra_bufts = self._repacks()
        params.progress_callback = callback = lib.llama_progress_callback(report)
        model = lib.llama_model_load_from_file(os.fsencode(self._path), params)
        del callback  # it had to live as long as llama.cpp may call it
        if self._cancel.is_set():
            if model:
                lib.llama_model_free(model)
            raise UserError(say("Loading the model was stopped."), code="cancelled")
        if not model:
            raise explain_load(self._path, self._log)
        if lib.llama_model_has_encoder(model) or not lib.llama_model_has_decoder(model):
            kind = SEQ2SEQ if lib.llama_model_has_decoder(model) else ENCODER
            lib.llama_model_free(model)
            raise kind.error(self._path.name)
        return model

    def _repacks(self) -> bool:
        """Whether a second copy of weights is made, ordered for the processor: by default where both have room."""
        wish = self._params.repack
        return 2 * self._size <= available_memory() if wish is Switch.AUTO else wish is Switch.ON

    def _make_context(self, plan: Plan) -> Any:
        lib = self._lib
        self._log.forget_contexts()
        params = lib.llama_context_default_params()
        apply_to_context(plan, params)
        params.n_seq_max = self._params.n_seq_max + 1  # one of the pool's own, to copy with
        params.n_outputs_max = max(OUTPUTS, params.n_seq_max)
        params.kv_unified = True  # any sequence may take all cells
        params.swa_full = True  # else a part of a sequence could not be kept
        params.no_perf = True
        params.abort_callback, params.abort_callback_data = self._abort.abort_callback(lib.ggml_abort_callback)
        context = lib.llama_init_from_model(self._pointer, params)
        if not context:
            raise no_memory(
                say(
                    "There is not enough memory for a context of {n_ctx} tokens with “{name}”.",
                    n_ctx=plan.n_ctx,
                    name=self._path.name,
                ),
                smaller_context=True,
            )
        return context

    def _make_draft(self, plan: Plan) -> DraftModel | None:
        if self._params.draft is None:
            return None
        return DraftModel(
            self._lib,
            self._log,
            self._params.draft,
            self.vocabulary,
            n_ctx=plan.n_ctx,
            n_threads=plan.n_threads,
            abort=self._abort.abort_callback(self._lib.ggml_abort_callback),
            n_gpu_layers=-1 if plan.devices_used else 0,
        )

    @property
    def is_divisible(self) -> bool:
        """Whether a part of a sequence can be copied or removed: not where a state sums up all that came before."""
        lib = self._lib
        return not (lib.llama_model_is_recurrent(self._pointer) or lib.llama_model_is_hybrid(self._pointer))

    def _make_prompts(self, prompt_format: str) -> PromptBuilder:
        lib, pointer = self._lib, self._pointer
        template = lib.llama_model_chat_template(pointer, None)
        metadata = read_metadata(lib, pointer)
        chat = find_chat_format(lib, self._host, self.vocabulary, metadata, template, self._path, prompt_format)
        return PromptBuilder(self.vocabulary, chat)

    def _description(self) -> str:
        """What llama.cpp calls it; of a size that it has no name for, it says "?B"."""
        weights = weights_text(self._lib.llama_model_n_params(self._pointer))
        return self._text(self._lib.llama_model_desc).replace("?B", weights)

    def _describe(self, plan: Plan, notice: str, load_ms: float) -> LoadedModel:
        lib = self._lib
        n_layer = lib.llama_model_n_layer(self._pointer) + 1
        layers = n_layer if plan.n_gpu_layers < 0 else min(plan.n_gpu_layers, n_layer)
        return LoadedModel(
            path=self._path,
            description=self._description(),
            n_ctx=lib.llama_n_ctx(self.context),
            n_ctx_train=lib.llama_model_n_ctx_train(self._pointer),
            n_params=lib.llama_model_n_params(self._pointer),
            size=self._size,
            device=plan.device,
            device_reason=plan.reason,
            load_ms=load_ms,
            n_layer=n_layer,
            n_gpu_layers=layers if plan.devices_used else 0,
            type_k=plan.type_k,
            type_v=plan.type_v,
            flash_attention=self._uses_flash(plan),
            n_threads=plan.n_threads,
            n_threads_batch=plan.n_threads_batch,
            n_batch=plan.n_batch,
            memory=self._memory(),
            notice=joined((notice, plan.notice)),
            draft=self._params.draft.name if self._params.draft else "",
            n_adapters=len(self._params.adapters),
            build=version(),
            **chat_facts(self.prompts.chat),
        )

    def _uses_flash(self, plan: Plan) -> bool:
        """llama.cpp tells only where the choice is its own."""
        if plan.flash_attention is Switch.AUTO:
            return self._log.flash_attention
        return plan.flash_attention is Switch.ON

    def _memory(self) -> tuple[DeviceMemory, ...]:
        """What it takes, device by device, with the draft model.

        Weights that llama.cpp ordered for the processor lie in a buffer of their own; what they were read from is only
        the file, whose pages the system takes back. So the computer's memory holds each weight once.
        """
        memory = self._log.memory()
        elsewhere = sum(part.weights for part in memory if part.device != CPU)
        size = self._lib.llama_model_size(self._pointer) + (self.draft.size if self.draft is not None else 0)
        # In AMX's order they take a little more, and the embeddings are kept beside it as they are.
        own = max(0, size - elsewhere, self._log.packed and self._log.packed + self._input_bytes)
        return tuple(replace(part, weights=own) if part.device == CPU else part for part in memory)

    def _text(self, function: Callable[[Any, bytes, int], int]) -> str:
        buffer = bytes(256)
        function(self._pointer, buffer, len(buffer))
        return buffer.split(b"\0", 1)[0].decode("utf-8", "replace")

    def _free_context(self) -> None:
        if self.context is not None:
            self._lib.llama_free(self.context)
            self.context = None

    def _free_weights(self) -> None:
        if self._pointer is not None:
            self._lib.llama_model_free(self._pointer)
            self._pointer = None


def chat_facts(chat: ChatFormat) -> dict[str, Any]:
    """What `LoadedModel` says of it."""
    return {
        "template_source": chat.source.value,
        "family": chat.family.id if chat.family else "",
        "template_sha256": chat.sha256,
        "template_known": chat.known,
        "takes_tools": bool(chat.with_tools),
        "can_infill": chat.infill is not None,
    }


def _stamp(path: Path) -> tuple[int, int]:
    """Another file at the same place is another model."""
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return stat.st_size, stat.st_mtime_ns
