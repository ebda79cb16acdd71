"""What a file is that is no model to chat with, and what to do instead.

One rule: names and first bytes come in, a `Kind` comes out; who reads them, and from where, is not known here. The
window, the command line and the engine's process all ask here, so that they say the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from paddock.core.errors import Remedy, UserError

START = 4096
"""Bytes of a file's beginning that `kind_of_bytes` wants to see."""
MAGIC = b"GGUF"


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that cannot be used as a model.

    Attributes:
        code: a stable slug ("safetensors").
        what: the rest of a sentence that begins with the name: "holds weights in the format safetensors".
        todo: one sentence or two: the way forward.
    """

    code: str
    what: str
    todo: str
    remedy: Remedy = Remedy.OPEN_MODELS

    def error(self, name: str) -> UserError:
        """To be raised where someone wanted to use it."""
        return UserError(f"“{name}” {self.what}.", self.todo, code=self.code, remedy=self.remedy)


INSTEAD = "Choose a text model whose name says Instruct, for example Llama 3.2 3B Instruct."
_AS_GGUF = "Download the same model as GGUF: look on Hugging Face for its name together with “GGUF”."
_NAME_IT = "If you know what it is, look for the same model as GGUF; nearly every model is there."

NOT_A_MODEL = Kind("not-a-model", "is not a GGUF model file", f"Paddock uses models in GGUF format. {_NAME_IT}")
EMPTY = Kind("empty", "is empty", "Download it again.")
UNFINISHED = Kind("unfinished", "was not downloaded to its end", "Let the download finish, or download it again.")

FOLDER = Kind("folder", "is a folder", "Choose a file whose name ends in .gguf.", Remedy.OPEN_FILE)

# Files that are not GGUF

SAFETENSORS = Kind("safetensors", "holds weights in the format safetensors, which llama.cpp does not read", _AS_GGUF)
PYTORCH = Kind("pytorch", "holds weights in PyTorch's own format, which llama.cpp does not read", _AS_GGUF)
ONNX = Kind("onnx", "is a model for ONNX Runtime, which Paddock does not use", _AS_GGUF)
OTHER_FRAMEWORK = Kind("other-framework", "is made for another program than llama.cpp ({which})", _AS_GGUF)
ZIP = Kind("zip", "is a ZIP archive", "Unpack it, and open the .gguf file in it, if there is one.", Remedy.OPEN_FILE)
ARCHIVE = Kind("archive", "is packed", "Unpack it, and open the .gguf file in it, if there is one.", Remedy.OPEN_FILE)
LLAMAFILE = Kind(
    "llamafile",
    "is a llamafile: a program with a model in it",
    "Import it, on the Models page or with `paddock models import`: Paddock takes the model out of it.",
    Remedy.OPEN_FILE,
)
OLD_GGML = Kind(
    "old-ggml",
    "is in the GGML format from before August 2023, which llama.cpp does not read any more",
    "Download the same model as GGUF, or convert it anew from its original.",
)
OLD_ADAPTER = Kind(
    "old-adapter",
    "is a LoRA adapter in the GGML format from before August 2023",
    "Convert it anew with llama.cpp's convert_lora_to_gguf.py, then add it in the inspector of its model.",
    Remedy.NONE,
)
LFS_POINTER = Kind(
    "lfs-pointer",
    "is only the pointer that Git leaves in place of a large file",
    "Run “git lfs pull” in its folder, or download the file itself.",
    Remedy.RETRY,
)
WEB_PAGE = Kind(
    "web-page",
    "is a web page that was saved in place of a model",
    "Download the file itself: on Hugging Face, with the arrow beside its name; some need you to be logged in.",
)
OLLAMA_MANIFEST = Kind(
    "ollama-manifest",
    "is Ollama's list of a model's parts, not the model",
    "Open the largest of the files that it names, in the folder “blobs”: that is a GGUF file.",
    Remedy.OPEN_FILE,
)
MODELFILE = Kind(
    "modelfile",
    "is a Modelfile of Ollama: instructions, not a model",
    "Open the model that it names behind FROM.",
    Remedy.OPEN_FILE,
)
SETTINGS = Kind(
    "model-settings",
    "belongs to a model's folder and holds only settings",
    "Download the same model as GGUF, which is a single file with all that is needed.",
)
PROGRAM = Kind("program", "is a program, not a model", "Choose a file whose name ends in .gguf.", Remedy.OPEN_FILE)

# GGUF files that are no model to chat with

VISION = Kind(
    "vision-model",
    "is a Llama 3.2 Vision model (mllama), which llama.cpp does not run",
    "Paddock does not see pictures yet: for text, choose Llama 3.2 3B Instruct or Llama 3.1 8B Instruct.",
)
PROJECTOR = Kind(
    "projector",
    "is only the part of a model that sees or hears (mmproj)",
    f"Open the model that it belongs to, which lies beside it where it was downloaded. {INSTEAD}",
    Remedy.OPEN_FILE,
)
ENCODER = Kind("encoder", "turns text into numbers for searching and sorting; it cannot chat", INSTEAD)
DEBERTA = Kind(
    "encoder",
    "is a DeBERTa model, such as Prompt Guard: it sorts texts and cannot chat, and llama.cpp does not run it",
    f"To judge what people write, choose Llama Guard 3. {INSTEAD}",
)
EMBEDDING = Kind("embedding-model", "was made to compare texts (an embedding model); it cannot chat", INSTEAD)
RERANKER = Kind("reranker", "was made to sort search results (a reranker); it cannot chat", INSTEAD)
CLASSIFIER = Kind("classifier", "sorts texts into classes; it cannot chat", INSTEAD)
SEQ2SEQ = Kind("rewriting-model", "rewrites or translates text (a model of T5's kind); it cannot chat", INSTEAD)
DIFFUSION_TEXT = Kind("text-diffusion", "writes by text diffusion, which Paddock does not do", INSTEAD)
PICTURES = Kind("picture-model", "makes pictures or films, not text", INSTEAD)
SPEECH = Kind("speech-model", "hears or speaks; it does not chat in text", INSTEAD)
SEEING = Kind("seeing-model", "sorts or describes pictures; it cannot chat", INSTEAD)
HELPER = Kind(
    "draft-helper", "is only the helper (draft) of another model", f"Open the model that it belongs to. {INSTEAD}"
)
ADAPTER = Kind(
    "adapter",
    "is an adapter (LoRA) for another model, not a model",
    f"Open the model that it was made for, and add it there in the inspector. {INSTEAD}",
    Remedy.OPEN_FILE,
)
IMATRIX = Kind("imatrix", "is a list of what matters to a model (imatrix), used to quantise it; no model", INSTEAD)
VOCABULARY = Kind("vocabulary", "holds only a vocabulary, not a model", INSTEAD)
NAMELESS = Kind("no-architecture", "does not say what kind of model it is", INSTEAD)
VERSION_1 = Kind(
    "gguf-version-1",
    "is in version 1 of the GGUF format, of August 2023, which llama.cpp does not read any more",
    "Download a newer file of the same model, or convert it anew.",
)
BIG_ENDIAN = Kind(
    "big-endian",
    "is stored for big-endian computers (IBM Z and the like), which this one is not",
    "Download the usual file of the same model, or convert it anew on this computer.",
)
REMOVED_TYPE = Kind(
    "removed-type",
    "has weights in an order made for one kind of processor, which llama.cpp does not read any more",
    "Download the Q4_0 or IQ4_NL file of the same model: llama.cpp puts it in that order by itself.",
)
LATER_PART = Kind(
    "later-part",
    "is a later part of a model in several files",
    "Put all parts into one folder, with names that end as they were downloaded, and open the first.",
    Remedy.OPEN_FILE,
)
RENAMED_PART = Kind(
    "renamed-part",
    "is the first part of a model in several files, but is not named so",
    "Give the parts their names back, such as “model-00001-of-00003.gguf”, and put all into one folder.",
    Remedy.OPEN_FILE,
)

ARCHITECTURES = {  # general.architecture of GGUF → why it cannot chat here
    "mllama": VISION,
    "clip": PROJECTOR,
    **dict.fromkeys(("deberta", "deberta-v2", "deberta-v3", "debertav2"), DEBERTA),
    **dict.fromkeys(
        ("bert", "modern-bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "jina-bert-v2", "jina-bert-v3",
         "eurobert", "roberta", "xlm-roberta", "distilbert", "albert", "electra", "gemma-embedding", "llama-embed",
         "t5encoder"), ENCODER),
    **dict.fromkeys(("t5", "bart", "marian", "m2m100", "nllb", "pegasus"), SEQ2SEQ),
    **dict.fromkeys(("dream", "llada", "llada-moe", "rnd1"), DIFFUSION_TEXT),
    **dict.fromkeys(
        ("flux", "flux2", "sd1", "sd2", "sdxl", "sd3", "aura", "wan", "ltxv", "hyvid", "cosmos", "qwen_image",
         "lumina2", "hidream", "chroma", "pig", "z_image", "diffusion", "unet", "vae"), PICTURES),
    **dict.fromkeys(("wavtokenizer-dec", "qwen3tts", "pockettts", "whisper", "kokoro", "parakeet"), SPEECH),
    **dict.fromkeys(("eagle3", "gemma4-assistant", "dflash"), HELPER),
    **dict.fromkeys(("siglip", "vit", "dinov2", "yolo", "sam"), SEEING),
}  # fmt: skip
TYPES = {"mmproj": PROJECTOR, "adapter": ADAPTER, "imatrix": IMATRIX, "vocab": VOCABULARY}
"""general.type of GGUF, where it is not "model"."""

_UNFINISHED_ENDINGS = (".part", ".partial", ".crdownload", ".download", ".incomplete", ".aria2", ".opdownload", ".!ut")
_PYTORCH_ENDINGS = (".pt", ".pth", ".bin", ".ckpt", ".pkl")
_ONNX_PRODUCERS = (b"pytorch", b"onnx", b"tf2onnx", b"keras2onnx", b"optimum", b"microsoft")
_MAGICS = (
    (b"version https://git-lfs", LFS_POINTER),
    (b"MZqFpD", LLAMAFILE),
    *((magic, OLD_GGML) for magic in (b"lmgg", b"fmgg", b"tjgg")),  # "ggml", "ggmf", "ggjt" as numbers, low byte first
    (b"algg", OLD_ADAPTER),
    *((magic, ARCHIVE) for magic in (b"\x1f\x8b", b"\xfd7zXZ\0", b"BZh", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!")),
    *((magic, PROGRAM) for magic in (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")),
)
_FRAMEWORKS = (
    (0, b"\x89HDF\r\n", "Keras"),
    (4, b"TFL3", "TensorFlow Lite"),
    (0, b"LITERTLM", "LiteRT"),
    (0, b"\x93NUMPY", "NumPy"),
)


def kind_of_gguf(architecture: str, type_: str = "") -> Kind | None:
    """Why a GGUF file of this `general.architecture` and `general.type` cannot chat; None where nothing says so."""
    if type_ in TYPES:
        return TYPES[type_]
    return ARCHITECTURES.get(architecture.lower()) if architecture else NAMELESS


def kind_of_bytes(start: bytes, name: str) -> Kind:
    """What a file is that does not begin with `MAGIC`.

    Args:
        start: its first bytes, up to `START` of them.
        name: of the file; its ending decides where the bytes leave it open.
    """
    name = name.lower()
    by_name = SAFETENSORS if name.endswith(".safetensors") else None  # cut off so early that nothing else tells
    if not start:
        return by_name or EMPTY
    if name.endswith(_UNFINISHED_ENDINGS) or (len(start) >= 16 and not any(start)):
        return UNFINISHED
    return _by_magic(start, name) or _by_structure(start, name) or _by_text(start, name) or by_name or NOT_A_MODEL


def _by_magic(start: bytes, name: str) -> Kind | None:
    if name.endswith(".llamafile"):
        return LLAMAFILE
    for magic, kind in _MAGICS:
        if start.startswith(magic):
            return SPEECH if kind is OLD_GGML and "whisper" in name else kind
    if start[257:262] == b"ustar":
        return ARCHIVE
    for at, magic, which in _FRAMEWORKS:
        if start[at : at + len(magic)] == magic:
            return Kind(OTHER_FRAMEWORK.code, OTHER_FRAMEWORK.what.format(which=which), OTHER_FRAMEWORK.todo)
    return None


def _by_structure(start: bytes, name: str) -> Kind | None:
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return PYTORCH if name.endswith(_PYTORCH_ENDINGS) or b"/data.pkl" in start[:512] else ZIP
    if len(start) > 1 and start[0] == 0x80 and 2 <= start[1] <= 5:  # a pickle, and its protocol
        return PYTORCH
    if is_safetensors(start):
        return safetensors_kind(start)
    producer = start[3:40]  # protobuf: field 1 the version, field 2 the producer
    if name.endswith(".onnx") or (
        start[:1] == b"\x08" and start[2:3] == b"\x12" and any(made_by in producer for made_by in _ONNX_PRODUCERS)
    ):
        return ONNX
    return None


def _by_text(start: bytes, name: str) -> Kind | None:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = text[:512].lower()
    if lower.startswith((b"<!doctype html", b"<html", b"<head")) or (lower.startswith(b"<?xml") and b"<html" in lower):
        return WEB_PAGE
    if text.startswith(b"{"):
        if b"application/vnd.docker.distribution.manifest" in text:
            return OLLAMA_MANIFEST
        return SETTINGS if name.endswith(".json") else None
    if name.startswith("modelfile") or (lower.startswith(b"from ") and b"\n" in text):
        return MODELFILE
    return None


def is_safetensors(start: bytes) -> bool:
    """Whether a file that begins so is one: the length of a JSON text, and the text."""
    return start[8:9] == b"{" and start[4:8] == b"\0\0\0\0"


def safetensors_kind(header: bytes) -> Kind:
    """What a safetensors file holds, by the names and types in its header (or the beginning of it)."""
    if b".lora_A." in header or b".lora_B." in header or b"lora_down.weight" in header:
        return PEFT
    if b'.qweight"' in header:
        return quantised("GPTQ or AWQ")
    if b'"F8_E4M3"' in header or b'"F8_E5M2"' in header:
        return quantised("FP8")
    return SAFETENSORS


PEFT = Kind(
    "peft-adapter",
    "is a LoRA adapter in Hugging Face's format, not a model",
    "Convert it with llama.cpp's convert_lora_to_gguf.py, then add it in the inspector of the model it was made for.",
    Remedy.NONE,
)


def quantised(method: str) -> Kind:
    """Weights with fewer bits in a way that is not llama.cpp's."""
    return Kind(
        f"quantised-{method.split()[0].lower()}",
        f"is quantised with {method}, which is made for other programs and which llama.cpp does not read",
        f"{_AS_GGUF} Its Q4_K_M file takes about as much memory.",
    )
