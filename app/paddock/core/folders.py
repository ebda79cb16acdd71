"""What a folder of a model is, by the names in it and its config.json, and what to do instead.

One rule: as in `formats`: rules, no reading. The settings were written by strangers: any value may be of any type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from paddock.core.errors import Remedy
from paddock.core.formats import (
    CLASSIFIER,
    DEBERTA,
    EMBEDDING,
    ENCODER,
    INSTEAD,
    PEFT,
    PICTURES,
    SEEING,
    SEQ2SEQ,
    SPEECH,
    VISION,
    Kind,
)
from paddock.core.said import joined, say

METHODS = {  # quantization_config.quant_method → how people call it
    "gptq": "GPTQ", "gptqmodel": "GPTQ", "awq": "AWQ", "fp8": "FP8", "fbgemm_fp8": "FP8",
    "compressed-tensors": "compressed-tensors (vLLM)", "bitsandbytes": "bitsandbytes", "bnb": "bitsandbytes",
    "exl2": "EXL2", "exl3": "EXL3", "hqq": "HQQ", "aqlm": "AQLM", "quip": "QuIP#", "higgs": "HIGGS", "eetq": "EETQ",
    "vptq": "VPTQ", "spqr": "SpQR", "torchao": "torchao", "quanto": "Quanto", "quark": "Quark", "modelopt": "ModelOpt",
    "auto-round": "AutoRound", "intel/auto-round": "AutoRound", "bitnet": "BitNet", "mxfp4": "MXFP4",
    "marlin": "Marlin", "mlx": "MLX",
}  # fmt: skip
_IN_NAMES = (  # what a folder's name says where its settings do not
    ("gptq", "GPTQ"), ("awq", "AWQ"), ("fp8", "FP8"), ("exl2", "EXL2"), ("exl3", "EXL3"), ("bnb", "bitsandbytes"),
    ("mlx", "MLX"), ("hqq", "HQQ"), ("aqlm", "AQLM"), ("w4a16", "compressed-tensors (vLLM)"),
    ("w8a8", "compressed-tensors (vLLM)"), ("nvfp4", "NVFP4"),
)  # fmt: skip
_ENDING = re.compile(
    r"(?:[-_.](?:gptq|awq|fp8(?:[-_.]dynamic|[-_.]kv)?|exl[23]|bnb|mlx|hqq|aqlm|w[48]a(?:8|16)|quantized|nvfp4"
    r"|int[48]|[2-8](?:\.\d+)?bit|[2-8](?:\.\d+)?bpw|hf|g\d+|\d+g|marlin|autoround|gs\d+|symmetric|asym))+$",
    re.IGNORECASE,
)

_BY_MODEL_TYPE = {  # config.json's model_type, where it cannot chat
    "mllama": VISION,
    **dict.fromkeys(("deberta", "deberta-v2"), DEBERTA),
    **dict.fromkeys(
        ("bert", "roberta", "xlm-roberta", "distilbert", "albert", "electra", "camembert", "mpnet", "modernbert",
         "nomic_bert", "new", "xlm", "mobilebert", "funnel", "longformer", "big_bird", "ernie", "eurobert",
         "jina_bert", "xlm-roberta-flash", "deberta_v3", "layoutlm"), ENCODER),
    **dict.fromkeys(
        ("t5", "mt5", "umt5", "longt5", "bart", "mbart", "marian", "m2m_100", "pegasus", "led", "blenderbot",
         "prophetnet", "nllb-moe", "switch_transformers", "t5gemma"), SEQ2SEQ),
    **dict.fromkeys(
        ("whisper", "wav2vec2", "hubert", "speecht5", "bark", "vits", "seamless_m4t", "seamless_m4t_v2", "musicgen",
         "encodec", "clap", "moonshine", "csm", "parler_tts"), SPEECH),
    **dict.fromkeys(
        ("clip", "siglip", "siglip2", "vit", "dinov2", "detr", "yolos", "sam", "blip", "swin", "segformer", "beit",
         "convnext", "resnet", "depth_anything"), SEEING),
}  # fmt: skip
_BY_TASK = (  # the ending of a name in `architectures`
    ("ForSequenceClassification", CLASSIFIER),
    ("ForTokenClassification", CLASSIFIER),
    ("ForMaskedLM", ENCODER),
    ("ForImageClassification", SEEING),
    ("ForCTC", SPEECH),
)


def kind_of_config(config: Mapping[str, object], name: str) -> Kind:
    """What Hugging Face's config.json says of the folder `name`."""
    model_type = _text(config.get("model_type"))
    architectures = config.get("architectures")
    names = [_text(item) for item in architectures] if isinstance(architectures, list) else []
    if model_type in _BY_MODEL_TYPE:
        return _BY_MODEL_TYPE[model_type]
    if any(item.startswith("Mllama") for item in names):
        return VISION
    for ending, kind in _BY_TASK:
        if any(item.endswith(ending) for item in names):
            return kind
    return quantised_folder(method, name) if (method := _method(config, name)) else plain_folder(name)


def kind_of_names(names: Sequence[str], name: str) -> Kind | None:
    """What a folder is by the names of its entries; None where they do not tell, as its config.json may.

    A .gguf file in it, at whatever depth, is more than this: see `holds`.
    """
    here = {entry.lower() for entry in names}
    if "adapter_config.json" in here:
        return PEFT
    if "model_index.json" in here:  # diffusers
        return PICTURES
    if here & {"modules.json", "config_sentence_transformers.json", "sentence_bert_config.json"}:
        return EMBEDDING
    if "config.json" in here:
        return None
    if any(entry.startswith("consolidated.") for entry in here):
        return META
    if any(entry.endswith((".mlmodelc", ".mlpackage")) for entry in here):
        return COREML
    if any(entry.endswith((".safetensors", ".pt", ".pth", ".bin", ".ckpt")) for entry in here):
        method = _method({}, name)
        return quantised_folder(method, name) if method else plain_folder(name)
    return EMPTY_FOLDER if not here else NO_MODEL_IN_IT


def holds(models: Sequence[str]) -> Kind:
    """A folder in which there are GGUF files; `models` are their paths from there, the best first, not none."""
    todo = say("Open the model in it: “{model}”.", model=models[0])
    if len(models) > 1:
        todo = say("Open the model in it: “{model}” (there are {count}).", model=models[0], count=len(models))
    return Kind(
        "folder",
        say("is a folder"),
        todo,
        Remedy.OPEN_FILE,
    )


def quantised_folder(method: str, name: str) -> Kind:
    """Weights with fewer bits in a way that is not llama.cpp's."""
    code = re.split(r"[^a-z0-9]", method.lower())[0]
    return Kind(
        f"quantised-{code}",
        say(
            "is a folder with a model quantised with {method}, for other programs; llama.cpp runs GGUF files",
            method=method,
        ),
        joined((_look_for(name), say("Its Q4_K_M file takes about as much memory as 4 bits elsewhere."))),
    )


def plain_folder(name: str) -> Kind:
    """A model as it was published."""
    return Kind(
        "hf-folder",
        say("is a folder with a model in Hugging Face's format (safetensors or PyTorch); llama.cpp runs GGUF files"),
        joined((_look_for(name), say("Or convert the folder with llama.cpp's convert_hf_to_gguf.py."))),
    )


def part_of(folder: Kind) -> Kind | None:
    """What a file is that lies in such a folder; None where the file itself can tell as much."""
    if folder.code == "hf-folder":
        return None
    return replace(folder, what=folder.what.replace("is a folder with a model", "is part of a model"))


META = Kind(
    "meta-folder",
    say("is a folder with a model in Meta's own format; llama.cpp runs GGUF files"),
    say("Download the same model as GGUF: look on Hugging Face for its name together with “GGUF”."),
)
COREML = Kind("other-framework", say("is a model for Core ML, which Paddock does not use"), INSTEAD)
EMPTY_FOLDER = Kind(
    "empty-folder", say("is an empty folder"), say("Choose a file whose name ends in .gguf."), Remedy.OPEN_FILE
)
NO_MODEL_IN_IT = Kind(
    "folder",
    say("is a folder without a GGUF model in it"),
    say("Choose a file whose name ends in .gguf."),
    Remedy.OPEN_FILE,
)


def _look_for(name: str) -> str:
    """Where to get the model as GGUF, with words to search for."""
    return say("Look on Hugging Face for “{name} GGUF” and download that.", name=without_method(name))


def without_method(name: str) -> str:
    """A model's name without how it was quantised ("Llama-3.2-3B-Instruct" of "Llama-3.2-3B-Instruct-GPTQ-Int4")."""
    return _ENDING.sub("", name) or name


def _method(config: Mapping[str, object], name: str) -> str:
    """How it was quantised; "" if it was not, as far as anyone can tell."""
    settings = config.get("quantization_config")
    if isinstance(settings, Mapping):
        method = _text(settings.get("quant_method")).lower()
        if method in METHODS:
            return METHODS[method]
        if _text(settings.get("quant_algo")):
            return METHODS["modelopt"]
        if "load_in_4bit" in settings or "load_in_8bit" in settings:
            return METHODS["bitsandbytes"]
        return say("a method that it does not name") if not method else f"“{method[:40]}”"
    if isinstance(config.get("quantization"), Mapping):  # MLX's own key
        return METHODS["mlx"]
    if _text(config.get("torch_dtype") or config.get("dtype")).startswith("float8"):
        return METHODS["fp8"]
    return next((method for word, method in _IN_NAMES if word in name.lower()), "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
