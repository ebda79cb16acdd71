"""The flag that ends work, which llama.cpp itself looks at between two operations of a batch.

One rule: looking at it costs nothing. llama.cpp asks `bool abort_callback(void *data)` before each of the hundreds of
operations of a token; a Python function there would take the interpreter's lock each time and halve the speed of
small models. So the callback is the C library's `strlen` and the data is a C string: empty means go on.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any


class CancelFlag:
    """Set from the thread that reads commands, looked at by the one that works."""

    def __init__(self) -> None:
        self._text = ctypes.create_string_buffer(2)

    def set(self) -> None:
        """Ask the work to end."""
        self._text[0] = b"1"

    def clear(self) -> None:
        """Before new work."""
        self._text[0] = b"\0"

    def is_set(self) -> bool:
        """Whether the work shall end."""
        return self._text[0] != b"\0"

    def abort_callback(self, callback_type: Any) -> tuple[Any, int]:
        """The function for llama.cpp, as its `callback_type`, and the data that goes with it."""
        library = ctypes.CDLL("msvcrt") if sys.platform == "win32" else ctypes.CDLL(None)
        return ctypes.cast(library.strlen, callback_type), ctypes.addressof(self._text)
