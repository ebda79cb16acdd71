"""LoRA adapters act as asked, and only as asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
from sampling_kit import Rig
from tiny_model import LAYERS, WIDTH

from paddock.core.errors import UserError
from paddock.core.params import Adapter
from paddock.engine.child.adapters import Adapters

RANK = 2


def write_lora(
    path: Path, *, seed: int = 0, architecture: str = "llama", width: int = WIDTH, kind: str = "lora"
) -> Path:
    """A LoRA adapter for the tiny model, as convert_lora_to_gguf.py of llama.cpp writes it."""
    rng = np.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_type("adapter")
    writer.add_string("adapter.type", kind)
    writer.add_float32("adapter.lora.alpha", float(RANK))
    for layer in range(LAYERS):
        for matrix, shape in (("lora_a", (RANK, width)), ("lora_b", (width, RANK))):
            writer.add_tensor(f"blk.{layer}.attn_q.weight.{matrix}", rng.standard_normal(shape, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


@pytest.fixture
def rig(lib: Any, tiny: Path) -> Iterator[Rig]:
    rig = Rig(lib, tiny)
    yield rig
    rig.close()


@pytest.fixture
def adapters(rig: Rig) -> Iterator[Adapters]:
    adapters = Adapters(rig.lib, rig.model, rig.log)
    yield adapters
    adapters.apply(rig.context, ())
    adapters.close()
    adapters.close()


def logits(rig: Rig) -> np.ndarray:
    """What the model makes of a text; computed anew."""
    rig.forget()
    rig.decode([rig.vocabulary.bos, *b"Hello, you"])
    return rig.logits.copy()


def test_adapters_act_with_their_scales_and_go(rig: Rig, adapters: Adapters, tmp_path: Path) -> None:
    one, two = write_lora(tmp_path / "one.gguf", seed=1), write_lora(tmp_path / "two.gguf", seed=2)
    base = logits(rig)
    seen = [base]
    for chosen in (
        (Adapter(one),),
        (Adapter(one, 0.5),),
        (Adapter(two),),
        (Adapter(one), Adapter(two, -1.0)),
    ):
        adapters.apply(rig.context, chosen)
        seen.append(logits(rig))
    for at, found in enumerate(seen):
        assert all(np.abs(found - other).max() > 1e-3 for other in seen[:at])
    adapters.apply(rig.context, (Adapter(one, 0.5),))
    assert np.array_equal(logits(rig), seen[2])
    adapters.apply(rig.context, ())
    assert np.array_equal(logits(rig), base)


def test_an_adapter_that_is_named_twice_acts_twice(rig: Rig, adapters: Adapters, tmp_path: Path) -> None:
    path = write_lora(tmp_path / "lora.gguf")
    adapters.apply(rig.context, (Adapter(path, 2.0),))
    wanted = logits(rig)
    adapters.apply(rig.context, (Adapter(path, 0.5), Adapter(path, 1.5)))
    assert np.array_equal(logits(rig), wanted)


def test_an_adapter_with_scale_0_does_nothing(rig: Rig, adapters: Adapters, tmp_path: Path) -> None:
    base = logits(rig)
    adapters.apply(rig.context, (Adapter(write_lora(tmp_path / "lora.gguf"), 0.0),))
    assert np.array_equal(logits(rig), base)


def test_what_is_no_adapter_for_this_model_is_refused_and_changes_nothing(
    rig: Rig, adapters: Adapters, tmp_path: Path, tiny: Path
) -> None:
    good = write_lora(tmp_path / "good.gguf")
    adapters.apply(rig.context, (Adapter(good),))
    before = logits(rig)
    text = tmp_path / "text.gguf"
    text.write_text("no GGUF")
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(good.read_bytes()[:700])
    cases = {
        tmp_path / "missing.gguf": "no such file or folder",
        tmp_path: "it is a folder",
        text: "no GGUF file",
        cut: "failed to load|not within",
        tiny: "general.type",
        write_lora(tmp_path / "other.gguf", architecture="gemma"): "arch mismatch",
        write_lora(tmp_path / "wide.gguf", width=64): "incorrect shape",
        write_lora(tmp_path / "kind.gguf", kind="control"): "adapter.type",
    }
    for path, said in cases.items():
        with pytest.raises(UserError, match=said) as caught:
            adapters.apply(rig.context, (Adapter(good), Adapter(write_lora(tmp_path / "new.gguf")), Adapter(path)))
        assert caught.value.code == "bad-adapter"
        assert f"“{path.name}”" in str(caught.value)
        assert np.array_equal(logits(rig), before)
