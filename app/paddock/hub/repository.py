"""What a repository of the Hub has to offer: its files, put together to what a person chooses among.

One rule: names are somebody else's: a file whose name could lead out of a folder, or is not one line, is left out, and
so is a model of which a part is missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, urlsplit

from paddock.core.hub import Licence, Part, RepoFile, Variant
from paddock.hub.search import first_text, number, text

_QUANTIZATION = re.compile(
    r"(?<![A-Za-z0-9])"
    r"(?P<ud>UD[-_])?"
    r"(?P<type>(?:I?Q\d_(?:K(?:_(?:XXS|XXL|XS|XL|S|M|L|P))?|NL(?:_XL)?|XXS|XS|XL|S|M|L|0(?:_\d_\d+)?|1))|TQ[12]_0"
    r"|I?Q\d_K[SMLP]|MXFP4(?:_MOE)?|NVFP4|BF16|F16|FP16|F32|FP32|Q8_K_XL)"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE)
_WEIGHTS = re.compile(
    r"\.(safetensors|pth|pt|ckpt|h5|msgpack|onnx|tflite|npz|nemo|gptq)$|(^|/)(pytorch_|consolidated)[^/]*\.bin$",
    re.IGNORECASE,
)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_COMPANIONS = (
    (Part.MMPROJ, re.compile(r"mm-?proj", re.IGNORECASE)),
    (Part.DRAFT, re.compile(r"(?:^|[-_.])(?:draft|drafter|eagle3?|speculator)(?:[-_.]|$)", re.IGNORECASE)),
    (Part.ADAPTER, re.compile(r"(?:^|[-_.])(?:q?lora|adapter)(?:[-_.]|$)", re.IGNORECASE)),
)
_USE_POLICY = re.compile(
    r"https?://[^\s<>\"')\]]*(?:use-policy|use_policy|acceptable[-_]use)[^\s<>\"')\]]*", re.IGNORECASE
)
_META = {  # the Hub's id of a licence of Meta's → its folder on www.llama.com
    "llama3": "llama3", "llama3.1": "llama3_1", "llama3.2": "llama3_2", "llama3.3": "llama3_3", "llama4": "llama4",
}  # fmt: skip
_LICENCE_FILES = ("license", "license.txt", "license.md")
_POLICY_FILES = ("use_policy.md", "use_policy.txt")
MOST_FILES = 20_000
MOST_NAME = 120  # characters of a licence's name


def files_of(siblings: Any) -> list[RepoFile]:
    """The files from the library's `ModelInfo.siblings`, whose attributes may be of any type."""
    found = []
    for sibling in list(siblings or ())[:MOST_FILES]:
        name = text(getattr(sibling, "rfilename", None))
        if not is_plain(name):
            continue
        lfs = getattr(sibling, "lfs", None)
        sha256 = text(getattr(lfs, "sha256", None)).lower()
        size = number(getattr(lfs, "size", None)) or number(getattr(sibling, "size", None))
        found.append(RepoFile(name, size, sha256 if _SHA256.fullmatch(sha256) else ""))
    return found


def is_plain(name: str) -> bool:
    """Whether a file's name is what it seems: one printable line that stays inside its folder."""
    path = PurePosixPath(name)
    return (
        bool(name)
        and name.isprintable()
        and "\\" not in name
        and not path.is_absolute()
        and not {"..", "."} & set(path.parts)
        and str(path) == name
    )


def variants(files: Iterable[RepoFile]) -> tuple[tuple[Variant, ...], tuple[Variant, ...]]:
    """(what there is of the model, the largest first; what goes with it), of the GGUF files in a repository."""
    groups = [group for group in _groups(files) if "imatrix" not in group.stem.lower()]
    parts = {group: group.part for group in groups}
    if not any(part is Part.MODEL for part in parts.values()):  # a repository of nothing but a draft model
        parts = {group: Part.MODEL if part is Part.DRAFT else part for group, part in parts.items()}
    models = _named([group for group in groups if parts[group] is Part.MODEL])
    others = [Variant(g.stem, g.quantization, g.files, parts[g]) for g in groups if parts[g] is not Part.MODEL]
    return (
        tuple(sorted(models, key=lambda variant: (-variant.size, variant.id))),
        tuple(sorted(others, key=lambda variant: (list(Part).index(variant.part), -variant.size, variant.id))),
    )


def not_gguf(files: Iterable[RepoFile]) -> tuple[str, ...]:
    """Weights in other formats."""
    return tuple(file.filename for file in files if _WEIGHTS.search(file.filename))


def quantization_of(filename: str) -> str:
    """The quantisation that a file's name tells of, else that of its folder ("Q4_K_M", "UD-Q4_K_XL"); "" for none."""
    path = PurePosixPath(filename)
    for part in (path.stem, *reversed(path.parts[:-1])):
        found = list(_QUANTIZATION.finditer(part))
        if found:
            kind = found[-1]["type"].upper().replace("FP16", "F16").replace("FP32", "F32")
            return f"UD-{kind}" if found[-1]["ud"] else kind
    return ""


def card_body(card: str) -> str:
    """A README without the YAML at its top."""
    if not card.startswith("---"):
        return card
    found = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE).match(card)
    return card[found.end() :].lstrip("\r\n") if found else card


def licence_of(card: Mapping[str, Any], fallback: str, files: Sequence[RepoFile], url: str) -> Licence:
    """Under what terms the model is given.

    Args:
        card: the YAML of the repository's card.
        fallback: the licence's id as the Hub's tags have it.
        url: the repository's page.
    """
    licence = first_text(card.get("license")) or fallback
    names = {file.filename.lower(): file.filename for file in files}
    gate = " ".join(text(value) for key, value in card.items() if key.startswith("extra_gated"))
    policy = _USE_POLICY.search(gate)
    link = _address(text(card.get("license_link")), url) or _file_page(names, _LICENCE_FILES, url)
    use = _address(policy[0].rstrip(".,;"), url) if policy else _file_page(names, _POLICY_FILES, url)
    if folder := _META.get(licence):
        site = f"https://www.llama.com/{folder}"
        link, use = link or f"{site}/license", use or f"{site}/use-policy"
    return Licence(licence, _seen(text(card.get("license_name"))), link, use)


@dataclass(frozen=True, slots=True)
class _Group:
    """Files that are one model together."""

    stem: str  # without folder, number and ending
    quantization: str
    files: tuple[RepoFile, ...]

    @property
    def part(self) -> Part:
        return next((part for part, pattern in _COMPANIONS if pattern.search(self.stem)), Part.MODEL)


def _groups(files: Iterable[RepoFile]) -> list[_Group]:
    groups: list[_Group] = []
    splits: defaultdict[tuple[str, int], dict[int, RepoFile]] = defaultdict(dict)
    for file in files:
        found = _SPLIT.fullmatch(file.filename)
        if found:
            splits[found["stem"], int(found["count"])][int(found["number"])] = file
        elif file.filename.lower().endswith(".gguf"):
            stem = PurePosixPath(file.filename).stem
            groups.append(_Group(stem, quantization_of(file.filename), (file,)))
    for (stem, count), parts in splits.items():
        if count and sorted(parts) == list(range(1, count + 1)):
            ordered = tuple(parts[index] for index in range(1, count + 1))
            groups.append(_Group(PurePosixPath(stem).name, quantization_of(f"{stem}.gguf"), ordered))
    return groups


def _named(groups: Sequence[_Group]) -> list[Variant]:
    """Called by their quantisations where these tell them apart, else by their files, else with their folders."""
    kinds, stems = Counter(group.quantization for group in groups), Counter(group.stem for group in groups)
    made = []
    for group in groups:
        variant = Variant(group.quantization, group.quantization, group.files)
        if not group.quantization or kinds[group.quantization] > 1:
            first = PurePosixPath(group.files[0].filename)
            folder = "" if str(first.parent) == "." else f"{first.parent}/"
            variant = replace(variant, id=group.stem if stems[group.stem] == 1 else f"{folder}{group.stem}")
        made.append(variant)
    return made


def _seen(name: str) -> str:
    """A name in one line, without characters that hide or turn letters round."""
    return "".join(char for char in name[:MOST_NAME] if unicodedata.category(char) not in ("Cc", "Cf"))


def _address(link: str, page: str) -> str:
    """A link of the card's as an address; a file of the repository is a page of the Hub's. "" if it is neither."""
    if urlsplit(link).scheme in ("http", "https") and urlsplit(link).hostname and link.isprintable():
        return link
    return f"{page}/blob/main/{quote(link)}" if is_plain(link) and ":" not in link else ""


def _file_page(names: Mapping[str, str], wanted: Iterable[str], page: str) -> str:
    name = next((names[name] for name in wanted if name in names), "")
    return f"{page}/blob/main/{quote(name)}" if name else ""
