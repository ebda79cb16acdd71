"""What to do about a model in a format that llama.cpp does not read. One rule: it names the command that goes on."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from paddock.core.errors import UserError
from paddock.hub.base_model import base_model_of

OTHER_FORMATS = frozenset({"safetensors", "pytorch", "hf-folder", "peft-adapter", "meta-folder", "onnx", "old-ggml"})


def with_search(error: UserError, args: Sequence[str]) -> UserError:
    """The same; of a model in another format, with the search for its GGUF.

    Args:
        args: of the command, the path of that model among them.
    """
    if error.code not in OTHER_FORMATS and not error.code.startswith("quantised-"):
        return error
    paths = (Path(arg).expanduser() for arg in args)
    base = next((base for path in paths if path.exists() and (base := base_model_of(path))), "")
    if not base:
        return error
    wanted = f"--base-model {shlex.quote(base)}" if "/" in base else shlex.quote(base)
    todo = f"`paddock models search {wanted}` looks for GGUF versions of {base}."
    return UserError(error.what, todo, code=error.code, remedy=error.remedy)
