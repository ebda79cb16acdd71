"""llama.cpp's functions, without the rest of llama-cpp-python.

One rule: whoever needs llama.cpp is given the module returned here; nobody imports `llama_cpp`.

The package's own `__init__` imports its high-level API, NumPy and a disk cache (CVE-2025-69872): three quarters of
the time it takes, for things that are never used here. So the package is entered without running it.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from paddock.core.errors import UserError
from paddock.core.said import say


def load_bindings() -> Any:
    """The module `llama_cpp.llama_cpp`, its plugins loaded and llama.cpp initialised.

    Raises:
        UserError: llama-cpp-python is missing or does not fit this machine.
    """
    spec = importlib.util.find_spec("llama_cpp")
    if spec is None or not spec.submodule_search_locations:
        raise UserError(say("llama.cpp is not installed."), say("Install Paddock again."), code="engine-missing")
    package = ModuleType("llama_cpp")
    package.__path__ = list(spec.submodule_search_locations)
    package.__spec__ = spec
    sys.modules["llama_cpp"] = package
    try:
        lib = importlib.import_module("llama_cpp.llama_cpp")
    except (OSError, RuntimeError) as error:
        raise UserError(
            say("llama.cpp cannot be loaded on this computer ({error}).", error=error),
            say("Install Paddock again."),
            code="engine-missing",
        ) from error
    _load_plugins(lib)
    lib.llama_backend_init()
    return lib


CARDS = ("cann", "cuda", "hip", "metal", "musa", "opencl", "sycl", "vulkan")
"""Backends that compute on graphics cards."""


def built_for(*backends: str) -> bool:
    """Whether llama.cpp was built for one of these, by its libraries' names; loads nothing."""
    spec = importlib.util.find_spec("llama_cpp")
    places = spec.submodule_search_locations if spec is not None else None
    files = [file.name for place in places or () for file in Path(place, "lib").glob("*ggml-*")]
    return any(f"ggml-{backend}" in name for name in files for backend in backends)


def version() -> str:
    """The version of llama-cpp-python, which names the build of llama.cpp."""
    from importlib import metadata  # late: it costs a quarter of the start, and only `doctor` asks

    return f"llama-cpp-python {metadata.version('llama-cpp-python')}"


def registry_function(lib: Any, name: str, result: Any, *arguments: Any) -> Any:
    """A function of ggml's device registry.

    It is looked up through libllama: a separately opened libggml would be a second copy with a registry of its own.
    """
    function = getattr(lib._lib, name)
    function.restype = result
    function.argtypes = list(arguments)
    return function


def _load_plugins(lib: Any) -> None:
    """Load the backends that lie beside the library as plugins, if this build keeps them so."""
    if registry_function(lib, "ggml_backend_reg_count", ctypes.c_size_t)() == 0:
        # They would tell stderr what they are; until somebody keeps llama.cpp's log, nobody wants to know.
        lib.quiet_log = lib.llama_log_callback(lambda level, text, data: None)  # has to live as long as it is set
        lib.llama_log_set(lib.quiet_log, ctypes.c_void_p(0))
        load_all = registry_function(lib, "ggml_backend_load_all_from_path", None, ctypes.c_char_p)
        load_all(str(Path(lib._base_path)).encode())
