"""The few models that Paddock recommends, so that a newcomer has one choice to make. One rule: facts only, no network.

Sizes are of the files as they were when this list was written and are shown as approximate; the true size and hash
come from the Hub when a download starts.
"""

from __future__ import annotations

from dataclasses import dataclass

from paddock.core.hardware import Fit, fit

CONTEXT = 8192  # tokens that `memory` is reckoned with
OVERHEAD = 600_000_000  # bytes: compute buffers, the engine's process, the window
LICENCE = "Llama {version} Community License"


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A recommended model.

    Attributes:
        id: stable; names the download.
        size: of the file, bytes, approximate.
        memory: needed with a context of `CONTEXT` tokens, bytes: file + f16 KV cache + overhead.
        n_params: number of weights.
        good_at: one line.
    """

    id: str
    name: str
    repo_id: str
    filename: str
    size: int
    memory: int
    n_params: int
    licence: str
    good_at: str


def recommended() -> tuple[CatalogEntry, ...]:
    """All of them, smallest first."""
    return (
        _entry("Llama 3.2", "1B", 807_694_464, 32, 1_235_814_400, "Fast on any computer; simple questions and edits"),
        _entry("Llama 3.2", "3B", 2_019_377_696, 112, 3_212_749_888, "Everyday questions, summaries and drafts"),
        _entry("Llama 3.1", "8B", 4_920_739_232, 128, 8_030_261_312, "Better answers, longer texts and code"),
        _entry("Llama 3.3", "70B", 42_520_398_432, 320, 70_553_706_560, "The best answers, on a very large computer"),
    )


def first_choice(total_memory: int) -> CatalogEntry:
    """The largest that runs with ease in `total_memory` bytes; the smallest if none does."""
    entries = recommended()
    fitting = [entry for entry in entries if fit(entry.memory, total_memory) is Fit.FITS]
    return fitting[-1] if fitting else entries[0]


def _entry(family: str, label: str, size: int, kv_kib_per_token: int, n_params: int, good_at: str) -> CatalogEntry:
    version = family.removeprefix("Llama ")
    stem = f"{'Meta-' if version == '3.1' else ''}Llama-{version}-{label}-Instruct"
    return CatalogEntry(
        id=f"llama-{version}-{label.lower()}",
        name=f"{family} {label} Instruct",
        repo_id=f"bartowski/{stem}-GGUF",
        filename=f"{stem}-Q4_K_M.gguf",
        size=size,
        memory=size + kv_kib_per_token * 1024 * CONTEXT + OVERHEAD,
        n_params=n_params,
        licence=LICENCE.format(version=version),
        good_at=good_at,
    )
