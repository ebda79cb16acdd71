"""Takes llama.cpp's test vectors of SentencePiece's vocabulary (Llama 1 and 2, Code Llama) from its sources.

One rule: nothing of Paddock runs here. Of the 32,000 words only those are kept that stand in one of the texts: a
tokenizer of this kind asks for no others. It needs `gguf`; the folder is `models` of llama.cpp's sources:

    python tests/engine/golden/spm.py vendor/llama.cpp/models tests/engine/golden/llama-spm.jsonl
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = "ggml-vocab-llama-spm.gguf"
BETWEEN = "\n__ggml_vocab_test__\n"
NORMAL = 1
SPACE = "▁"


def vectors(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """The texts and their tokens, without BOS."""
    texts = (folder / f"{NAME}.inp").read_text(encoding="utf-8").split(BETWEEN)
    lines = (folder / f"{NAME}.out").read_text(encoding="utf-8").splitlines()
    for text, line in zip(texts, lines, strict=False):  # the last one is followed by nothing
        yield text, [int(word) for word in line.split()]


def words(folder: Path, texts: str) -> Iterator[tuple[int, str, float, int]]:
    """Number, text, score and kind of each word that can be found in the texts, or that is none of letters."""
    from gguf import GGUFReader

    fields: dict[str, Any] = {
        name: GGUFReader(folder / NAME).fields[f"tokenizer.ggml.{name}"].contents()
        for name in ("tokens", "scores", "token_type")
    }
    every = zip(fields["tokens"], fields["scores"], fields["token_type"], strict=True)
    for number, (word, score, kind) in enumerate(every):
        if kind != NORMAL or word in texts:
            yield number, word, float(score), int(kind)


def main(folder: Path, out: Path) -> None:
    found = list(vectors(folder))
    texts = "\n".join(SPACE + text.replace(" ", SPACE) for text, _ in found)
    kept = list(words(folder, texts))
    lines = [{"text": text, "tokens": tokens} for text, tokens in found]
    with out.open("w", encoding="utf-8") as file:
        for item in (kept, *lines):
            file.write(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
