"""The devices that ggml's registry knows, and which one a model goes to. One rule: read only."""

from __future__ import annotations

import ctypes
from typing import Any

from paddock.engine.api import Device, DeviceReport
from paddock.engine.child.bindings import registry_function, version

KINDS = ("CPU", "GPU", "IGPU", "ACCEL")
"""`enum ggml_backend_dev_type`, ggml-backend.h. A later kind shows as "ACCEL"."""


def list_devices(lib: Any) -> tuple[Device, ...]:
    """Every device, in the registry's order."""
    count = registry_function(lib, "ggml_backend_dev_count", ctypes.c_size_t)()
    get = registry_function(lib, "ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    return tuple(_device(lib, get(at)) for at in range(count))


def choose_device(devices: tuple[Device, ...], n_gpu_layers: int) -> tuple[str, str]:
    """The name of the device that a model goes to, and why, in one sentence."""
    graphics = next((device for device in devices if device.kind in ("GPU", "IGPU")), None)
    if graphics is None:
        return "CPU", "The processor is used, because this build of llama.cpp finds no graphics card it can use."
    if n_gpu_layers == 0:
        return "CPU", "The processor is used, because the settings keep the graphics card out."
    free = graphics.memory_free / 2**30
    return graphics.name, f"The graphics card {graphics.description} is used; it has {free:.1f} GB of free memory."


def report(lib: Any) -> DeviceReport:
    """What llama.cpp sees, and what it would take."""
    devices = list_devices(lib)
    chosen, reason = choose_device(devices, -1)
    system_info = " ".join(lib.llama_print_system_info().decode("utf-8", "replace").split())
    return DeviceReport(devices, chosen, reason, version(), system_info)


def _device(lib: Any, device: int) -> Device:
    def text(name: str) -> str:
        value: bytes | None = registry_function(lib, name, ctypes.c_char_p, ctypes.c_void_p)(device)
        return (value or b"").decode("utf-8", "replace").strip()

    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    size_pointer = ctypes.POINTER(ctypes.c_size_t)
    read = registry_function(lib, "ggml_backend_dev_memory", None, ctypes.c_void_p, size_pointer, size_pointer)
    read(device, ctypes.byref(free), ctypes.byref(total))
    kind = registry_function(lib, "ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)(device)
    return Device(
        text("ggml_backend_dev_name"),
        text("ggml_backend_dev_description"),
        KINDS[min(kind, len(KINDS) - 1)],
        free.value,
        total.value,
    )
