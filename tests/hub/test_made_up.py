"""What `make hub` serves shows all three verdicts, whatever the computer."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from standin.made_up import snug

from paddock.core.hardware import GIB, Fit, fit
from paddock.core.memory import Placement, estimate
from paddock.hub.gguf import read_stream
from paddock.hub.shape import shape_of


@pytest.mark.parametrize("gigabytes", [6, 8, 16, 23.4, 64, 192])
def test_of_one_repository_some_fits_some_is_tight_and_some_does_not_fit(gigabytes: float) -> None:
    memory = round(gigabytes * GIB)
    verdicts = {}
    for name, content in snug(memory).contents.items():
        if name.endswith(".gguf"):
            head = content.read(0, 1 << 20)
            shape = shape_of(read_stream(Path(name), io.BytesIO(head), content.size))
            assert shape is not None
            (cpu,) = estimate(shape, Placement(8192))
            verdicts[name.removeprefix("snug-").removesuffix(".gguf")] = fit(cpu.total, memory)
    assert (verdicts["Q4_K_M"], verdicts["Q6_K"], verdicts["Q8_0"]) == (Fit.FITS, Fit.TIGHT, Fit.NO)
