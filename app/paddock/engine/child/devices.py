"""The devices that ggml's registry knows, and how a plan is told to llama.cpp. One rule: nothing is decided here."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import psutil

from paddock.core.params import Switch
from paddock.core.sizes import memory_text
from paddock.engine.api import Device, DeviceReport
from paddock.engine.child.bindings import registry_function, version
from paddock.engine.child.cards import GRAPHICS, capital, graphics_of, noun, unused_of
from paddock.engine.child.plan import NO_GRAPHICS, Plan

KINDS = ("CPU", "GPU", "IGPU", "ACCEL")
"""`enum ggml_backend_dev_type`, ggml-backend.h. A later kind shows as "ACCEL"."""
KV_TYPES = {"f16": 1, "q4_0": 2, "q8_0": 8}
"""`enum ggml_type`, ggml.h."""
FLASH_ATTENTION = {Switch.AUTO: -1, Switch.OFF: 0, Switch.ON: 1}
"""`enum llama_flash_attn_type`, llama.h."""
EXPERTS = r"blk\.{layer}\.ffn_(up|down|gate|gate_up)_(ch|)exps"
"""The tensors of a layer's experts, a regular expression (`LLM_FFN_EXPS_REGEX`, common.h)."""


class _Props(ctypes.Structure):
    """`struct ggml_backend_dev_props`, ggml-backend.h; its end, which is not read, has room to grow."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("description", ctypes.c_char_p),
        ("memory_free", ctypes.c_size_t),
        ("memory_total", ctypes.c_size_t),
        ("type", ctypes.c_int),
        ("device_id", ctypes.c_char_p),
        ("rest", ctypes.c_byte * 64),
    )


class _BufferOverride(ctypes.Structure):
    """`struct llama_model_tensor_buft_override`, llama.h."""

    _fields_ = (("pattern", ctypes.c_char_p), ("buffer_type", ctypes.c_void_p))


def list_devices(lib: Any) -> tuple[Device, ...]:
    """Every device, in the registry's order."""
    return tuple(_device(lib, device) for device in _handles(lib))


def choose_device(devices: tuple[Device, ...], n_gpu_layers: int) -> tuple[str, str]:
    """The name of the device that a model goes to if there is room, and why, in one sentence."""
    cards = graphics_of(devices)
    if not cards:
        return "CPU", NO_GRAPHICS
    if n_gpu_layers == 0:
        return "CPU", "The processor is used, because the settings keep the graphics card out."
    free = sum(card.memory_free for card in cards)
    return cards[0].name, f"{capital(noun(cards))} can be used: {memory_text(free)} of its memory are free."


def report(lib: Any) -> DeviceReport:
    """What llama.cpp sees, and what it would take."""
    devices = list_devices(lib)
    chosen, reason = choose_device(devices, -1)
    return DeviceReport(
        devices,
        chosen,
        reason,
        version(),
        " ".join(lib.llama_print_system_info().decode("utf-8", "replace").split()),
        is_dynamic(lib),
        _backends(lib),
        unused_of(devices),
    )


def is_dynamic(lib: Any) -> bool:
    """Whether the backends are plugins: then libllama is not linked to the processor's."""
    return not hasattr(lib._lib, "ggml_backend_cpu_init")


def apply_to_model(lib: Any, plan: Plan, options: Any) -> None:
    """Write `plan` into llama_model_params, which from then on keeps alive what it points to."""
    handles = {device.name: handle for handle, device in zip(_handles(lib), list_devices(lib), strict=True)}
    used = [handles[name] for name in plan.devices_used]
    # An empty list keeps the graphics cards out entirely; none at all would let llama.cpp send them large batches.
    devices = (ctypes.c_void_p * (len(used) + 1))(*used, None)
    options.devices = ctypes.cast(devices, ctypes.c_void_p)
    options.n_gpu_layers = plan.n_gpu_layers
    options.split_mode = lib.LLAMA_SPLIT_MODE_LAYER  # by free memory, for no tensor_split is given
    memory = registry_function(lib, "ggml_backend_cpu_buffer_type", ctypes.c_void_p)()
    patterns = [EXPERTS.format(layer=layer).encode() for layer in range(plan.n_cpu_moe)]
    ended = [*(_BufferOverride(pattern, memory) for pattern in patterns), _BufferOverride(None, None)]
    overrides = (_BufferOverride * len(ended))(*ended)
    if patterns:
        options.tensor_buft_overrides = ctypes.cast(overrides, ctypes.c_void_p)
    options.kept_alive = (devices, patterns, overrides)


def apply_to_context(plan: Plan, options: Any) -> None:
    """Write `plan` into llama_context_params; sequences and callbacks are the caller's."""
    options.n_ctx = plan.n_ctx
    options.n_batch = options.n_ubatch = plan.n_batch
    options.n_threads, options.n_threads_batch = plan.n_threads, plan.n_threads_batch
    options.type_k, options.type_v = KV_TYPES[plan.type_k], KV_TYPES[plan.type_v]
    options.flash_attn_type = FLASH_ATTENTION[plan.flash_attention]


def _handles(lib: Any) -> list[int]:
    count = registry_function(lib, "ggml_backend_dev_count", ctypes.c_size_t)()
    get = registry_function(lib, "ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    return [get(at) for at in range(count)]


def _device(lib: Any, device: int) -> Device:
    props = _Props()
    registry_function(lib, "ggml_backend_dev_get_props", None, ctypes.c_void_p, ctypes.POINTER(_Props))(
        device, ctypes.byref(props)
    )
    kind = KINDS[min(props.type, len(KINDS) - 1)]
    hardware = _text(props.device_id) if kind in GRAPHICS else ""
    return Device(_text(props.name), _text(props.description), kind, props.memory_free, props.memory_total, hardware)


def _backends(lib: Any) -> tuple[str, ...]:
    """Their names; where there is a choice of them, the processor's says which was made ("CPU zen4")."""
    count = registry_function(lib, "ggml_backend_reg_count", ctypes.c_size_t)()
    get = registry_function(lib, "ggml_backend_reg_get", ctypes.c_void_p, ctypes.c_size_t)
    name = registry_function(lib, "ggml_backend_reg_name", ctypes.c_char_p, ctypes.c_void_p)
    names = [_text(name(get(at))) for at in range(count)]
    variant = _cpu_variant(lib) if is_dynamic(lib) else ""
    return tuple(f"CPU {variant}" if each == "CPU" and variant else each for each in names)


def _cpu_variant(lib: Any) -> str:
    """Which of the plugins for processors is loaded; "" where the system does not tell."""
    plugins = [path for path in Path(lib._base_path).iterdir() if "ggml-cpu-" in path.name]
    process = psutil.Process()
    if not plugins or not hasattr(process, "memory_maps"):  # macOS tells nobody
        return ""
    mapped = {Path(region.path).name for region in process.memory_maps()}
    loaded = [path.name.partition("ggml-cpu-")[2].partition(".")[0] for path in plugins if path.name in mapped]
    return loaded[0] if loaded else ""


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace").strip()
