"""Trains the guide from its text and writes `guide.gguf`, so that anyone can make the file again.

Rule: one command, CPU only, seeded; the figures come from `evaluate.py`, never from here.
"""

from __future__ import annotations

import argparse
import copy
import dataclasses
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import gguf
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

import export
from corpus import OFF, Corpus, Turn, held_out
from model import Guide, Muon, Shape
from tokens import Vocabulary

HERE = Path(__file__).resolve().parent
BATCH = 128
MOST_TOKENS = 5000  # of a batch, padding counted
Sequence = tuple[list[int], list[int]]  # ids and, for every position, the id to predict or -1


@dataclasses.dataclass(frozen=True)
class Stage:
    """A part of the training: what its steps train in turn, and the rate of learning.

    A step trains `s`ingle questions' topics, `a`nswers or `m`any turns. With a `shift` the refusal comes out that
    much stronger (in logits) than its share of the questions. Topics that the file before did not have, and the
    `weak` ones, are drawn `fresh` times as often as they would be."""

    steps: int
    cycle: str
    hold: bool = False
    start: float = 0.0
    stop: float = 0.0
    shift: float = 0.0
    fresh: float = 1.0
    weak: tuple[str, ...] = ()


# First to tell the topics apart, then to know the answers by heart, then to keep on over several turns.
# All after the sixth are for what the program has learned since: new topics, and answers that had to change.
REWRITTEN = (
    "account", "leaves-computer", "internet-when", "encryption", "key-where", "no-keyring", "recovery-key", "lost-key",
    "password-lock", "sync", "who-can-read", "temporary-chat", "hf-endpoint", "models-page", "recommended",
    "which-fits", "llama-70b", "download-resume", "download-check", "open-file", "formats", "other-programs",
    "delete-model", "instruct", "languages-window", "system-prompt-set", "delete-chat", "undo-delete", "delete-all",
    "filter-chats", "search-messages", "settings", "export", "export-json", "export-all", "title", "chat-order",
    "folders-pins", "edit-message", "attachments", "plugins", "import", "rendering", "cli", "uninstall", "backup",
    "move-computer", "tour", "shortcuts", "context-size", "sampling-set", "overflow", "unload", "kv-clear",
    "models-folder", "folders",
    "personas", "prompt-templates", "offline-switch", "hub-search", "make-smaller", "hub-token", "archive-trash",
    "compare", "command-palette", "download-limit", "move-model", "spelling",
)  # fmt: skip
CORRECTED = ("export", "personas", "sampling-set", "shortcuts")
STAGES = (
    Stage(3600, "sssmsasa", hold=True),
    Stage(400, "saamsasa", start=0.35, stop=0.22),
    Stage(800, "samamsam", start=0.28, stop=0.0),
    Stage(440, "aasamasm", start=0.2, stop=0.0),
    Stage(680, "mamasmaa", start=0.22, stop=0.0),
    Stage(640, "asamasas", start=0.2, stop=0.0, shift=0.4),
    Stage(1000, "samasaam", start=0.3, stop=0.0, shift=0.4, fresh=3.0),
    Stage(600, "asamasas", start=0.25, stop=0.083, shift=0.4),
    Stage(440, "asamasas", start=0.12, stop=0.0, shift=0.4),
    Stage(160, "aasaasam", start=0.12, stop=0.0, shift=0.4, fresh=8.0, weak=("overflow", "kv-disk")),
    Stage(240, "asaasaam", start=0.15, stop=0.0, shift=0.4, fresh=8.0, weak=("kv-disk",)),
    Stage(240, "samasaas", start=0.12, stop=0.0, shift=0.42, fresh=4.0, weak=("model-settings", "kv-disk", "kv-clear")),
    Stage(240, "asaasaas", start=0.12, stop=0.0, shift=0.42, fresh=6.0, weak=("model-settings",)),
    Stage(200, "asaasaam", start=0.35, stop=0.29, shift=0.42, fresh=3.0, weak=REWRITTEN),
    Stage(600, "asaasaam", start=0.3, stop=0.1, shift=0.42, fresh=3.0, weak=REWRITTEN),
    Stage(320, "asaasaas", start=0.15, stop=0.0, shift=0.42, fresh=2.0, weak=REWRITTEN),
    Stage(2200, "samssaas", start=0.32, stop=0.0, shift=0.42, fresh=1.4, weak=REWRITTEN),
    Stage(500, "asaamaas", start=0.15, stop=0.0, shift=0.42, fresh=1.4, weak=REWRITTEN),
    Stage(1200, "asamasas", start=0.24, stop=0.0, shift=0.42, fresh=4.0, weak=CORRECTED),
)


class Batches:
    """Turns conversations into batches of ids and labels."""

    def __init__(self, corpus: Corpus, vocab: Vocabulary, seed: int, stage: Stage) -> None:
        self.corpus = corpus
        self.vocab = vocab
        self.rng = random.Random(seed)
        self.topic_id = {name: vocab.topic_base + i for i, name in enumerate(vocab.topics)}
        self.cycle = stage.cycle
        self.by_heart = not stage.hold
        self._waiting: list[list[Sequence]] = []  # questions, and whole answers, of about the same length in a batch
        self._whole: list[list[Sequence]] = []
        self.bodies = {t.name: vocab.text(t.answer) for t in corpus.topics.values()}

    def _question(self, text: str) -> list[int]:
        """Encode a question, now and then with a word in pieces, a lost or a wrong token."""
        v, rng = self.vocab, self.rng
        draw = rng.random()
        ids = v.broken("\n\n" + text, rng) if draw < 0.06 else v.text("\n\n" + text)
        if 0.06 < draw < 0.14 and len(ids) > 5:
            ids.pop(rng.randrange(1, len(ids)))
        elif 0.14 < draw < 0.18 and len(ids) > 4:
            ids[rng.randrange(1, len(ids))] = rng.randrange(v.size)
        return ids

    def _history(self, turn: Turn, ids: list[int], labels: list[int]) -> None:
        """Append an answer of an earlier turn: without its topic, so that it also teaches to continue a text."""
        v, rng = self.vocab, self.rng
        draw = rng.random()
        if draw < 0.08:
            body, learn = v.text(self.corpus.foreign_answer(rng)), False
        elif draw < 0.14:
            whole = self.bodies[turn.topic]
            body, learn = whole[: rng.randrange(1, len(whole))], False
        elif draw < 0.40:
            body, learn = v.broken(turn.answer, rng), True
        else:
            body, learn = self.bodies[turn.topic], True
        ids += [*body, v.eot]
        labels += ([*body[1:], v.eot] if learn else [-1] * len(body)) + [-1]

    def sequence(self, turns: int, answer: bool, system: str = "") -> Sequence:
        """One chat: a topic to find at every answer and, if wanted, the whole last answer."""
        v = self.vocab
        chat = self.corpus.conversation(turns, self.rng, 0.05 if answer and turns == 1 else 0.36)
        ids = [v.bos]
        if system:
            ids += v.turn("system", v.text("\n\n" + system))
        labels = [-1] * len(ids)
        for at, turn in enumerate(chat):
            ids += v.turn("user", self._question(turn.question)) + v.prompt()
            labels += [-1] * (len(ids) - len(labels) - 1) + [self.topic_id[turn.topic]]
            if at + 1 < len(chat):
                self._history(turn, ids, labels)
            elif answer and self.by_heart and self.rng.random() < 0.3:
                body = v.broken(turn.answer, self.rng)
                ids += body
                labels += [*body[1:], v.eot]
            elif answer:
                body = self.bodies[turn.topic]
                ids += [self.topic_id[turn.topic], *body]
                labels += [*body, v.eot]
        return ids, labels

    @staticmethod
    def _by_length(count: int, draw: Callable[[], Sequence]) -> list[list[Sequence]]:
        """Batches of at most so many chats; what is of one length is computed together, for padding costs as much."""
        batches: list[list[Sequence]] = []
        for row in sorted((draw() for _ in range(count * 8)), key=lambda row: len(row[0])):
            if not batches or len(batches[-1]) == count or len(row[0]) * len(batches[-1]) >= MOST_TOKENS:
                batches.append([])
            batches[-1].append(row)
        return batches

    def _rows(self, step: int) -> list[Sequence]:
        """Draw the chats of a step: mostly single questions, every few steps whole answers or long chats."""
        rng = self.rng

        def said() -> str:
            return self.corpus.system_prompt(rng)

        kind = self.cycle[step % len(self.cycle)]
        if kind == "a":
            if not self._whole:
                count = 40 if self.by_heart else 32
                self._whole = self._by_length(count, lambda: self.sequence(rng.choice((1, 1, 1, 2)), True, said()))
            rows = self._whole.pop(rng.randrange(len(self._whole)))
        elif kind == "m":
            long = rng.random() < (0.25 if self.by_heart else 0.15)
            turns, count = ((8, 18), 4) if long else ((2, 4), 14)
            system = said()
            rows = [self.sequence(rng.randint(*turns), self.by_heart, system) for _ in range(count)]
        else:
            if not self._waiting:
                system = said()
                self._waiting = self._by_length(BATCH, lambda: self.sequence(1, False, system))
            rows = self._waiting.pop(rng.randrange(len(self._waiting)))
        return [(ids[:1400], labels[:1400]) for ids, labels in rows]

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """The batch of a step."""
        rows = self._rows(step)
        length = max(len(ids) for ids, _ in rows)
        ids = torch.zeros(len(rows), length, dtype=torch.long)
        labels = torch.full((len(rows), length), -1)
        for i, (row, label) in enumerate(rows):
            ids[i, : len(row)] = torch.tensor(row)
            labels[i, : len(label)] = torch.tensor(label)
        return ids, labels


class Loss:
    """Cross entropy; topics are smoothed among themselves and the refusal is held back a little."""

    def __init__(self, vocab: Vocabulary, smooth: float, shift: float) -> None:
        self.base, self.count, self.smooth = vocab.topic_base, len(vocab.topics), smooth
        self.shift = torch.zeros(vocab.total)
        self.shift[vocab.topic_base + vocab.topics.index(OFF)] = shift

    def __call__(self, guide: Guide, ids: Tensor, labels: Tensor) -> tuple[Tensor, float]:
        """The loss of a batch and its part of topics found right."""
        at = labels >= 0
        scores, wanted = guide.logits(guide(ids, at)), labels[at]
        is_topic = wanted >= self.base
        # Learning under a handicap leaves the refusal this much stronger in the file: the prior is part of the weights.
        scores = scores.float()
        held = scores[is_topic] - self.shift
        logp = F.log_softmax(held, -1)
        hit = F.nll_loss(logp, wanted[is_topic])
        spread = -logp[:, self.base : self.base + self.count].mean()
        loss = (1 - self.smooth) * hit + self.smooth * spread
        right = (scores[is_topic].argmax(-1) == wanted[is_topic]).float().mean().item()
        if (~is_topic).any():
            loss = loss + F.cross_entropy(scores[~is_topic], wanted[~is_topic])
        return loss, right


@torch.no_grad()
def judge(guide: Guide, batches: Batches) -> tuple[float, float]:
    """Right topics and right refusals on the set for tuning."""
    guide.eval()
    v = batches.vocab
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for question, topic in held_out("dev"):
        ids = [v.bos, *v.turn("user", v.text("\n\n" + question)), *v.prompt()]
        best = int(guide.logits(guide(torch.tensor([ids]))[0, -1]).argmax())
        hits[topic == OFF].append(best == batches.topic_id[topic])
    return tuple(sum(h) / max(1, len(h)) for h in (hits[False], hits[True]))  # type: ignore[return-value]


def rate(step: int, stage: Stage) -> float:
    """Warm up, hold or not, then fall."""
    if stage.hold:
        return min(1.0, (step + 1) / 100, max(0.02, 2 * (1 - step / stage.steps)))
    fallen = stage.start + (stage.stop - stage.start) * step / stage.steps
    return max(0.007, min(stage.start * (step + 1) / 50, fallen))


def fit(guide: Guide, batches: Batches, loss_of: Loss, stage: Stage, part: Path) -> Guide:
    """Train and give back the moving average of the weights; `part` holds what there is on the way."""
    average = copy.deepcopy(guide)
    inner = [p for n, p in guide.named_parameters() if p.ndim == 2 and "embd" not in n]
    other = [p for n, p in guide.named_parameters() if p.ndim != 2 or "embd" in n]
    muon = Muon(inner, lr=0.02)
    adam = torch.optim.AdamW(other, lr=3e-3, betas=(0.9, 0.98), weight_decay=0.01)
    began = time.monotonic()
    right = 0.0
    for step in range(stage.steps):
        scale = rate(step, stage)
        muon.param_groups[0]["lr"], adam.param_groups[0]["lr"] = 0.02 * scale, 3e-3 * scale
        guide.train()
        ids, labels = batches.batch(step)
        with torch.autocast("cpu", torch.bfloat16):
            loss, share = loss_of(guide, ids, labels)
        guide.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(guide.parameters(), 1.0)
        muon.step()
        adam.step()
        right = 0.98 * right + 0.02 * share
        keep = min(0.998 if stage.hold else 0.995, (step + 1) / (step + 20))
        with torch.no_grad():
            for a, p in zip(average.parameters(), guide.parameters(), strict=True):
                a.lerp_(p, 1 - keep)
        if step % 200 == 199 or step + 1 == stage.steps:
            on, off = judge(average, batches)
            took = time.monotonic() - began
            print(f"step {step + 1:6d} loss {loss.item():.3f} trained {right:.3f} dev {on:.3f} refusal {off:.3f} "
                  f"{took:.0f} s", flush=True)  # fmt: skip
            export.write(part, average, batches.vocab, 0)
    return average


def reload(path: Path, guide: Guide, vocab: Vocabulary) -> None:
    """Take the weights of a file that was written before; a topic that it did not have begins as any of its topics."""
    found = {t.name: t for t in gguf.GGUFReader(path).tensors}
    with torch.no_grad():
        for name, p in guide.named_parameters():
            p.copy_(torch.tensor(found[name].data.astype(np.float32)).reshape(p.shape))
        last = vocab.topic_base + len(vocab.topics)
        topics = guide.token_embd.weight[vocab.topic_base : last - len(vocab.fresh)]
        noise = 0.1 * topics.std() * torch.randn(len(vocab.fresh), topics.shape[1])
        guide.token_embd.weight[last - len(vocab.fresh) : last] = topics.mean(0) + noise


def main() -> int:
    """Train from the command line; every stage begins from the file that the one before it wrote."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=1, help="the stage to begin with; later ones need the file")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--vocab", type=int, default=2560)
    parser.add_argument("--dim", type=int, default=128)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=HERE / "guide.gguf")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    corpus = Corpus()
    heads = given.dim // 32
    for number, stage in enumerate(STAGES, 1):
        if number < given.first:
            continue
        seed = given.seed + number - 1
        torch.manual_seed(seed)
        if number == 1:
            vocab = Vocabulary.learn(corpus.texts(), corpus.names, given.vocab)
        else:
            vocab = Vocabulary.of_file(given.out, corpus.names)
        guide = Guide(Shape(vocab.total, given.dim, given.layers, heads, heads, given.dim * 3))
        if number > 1:
            reload(given.out, guide, vocab)
            corpus.prefer(sorted({*vocab.fresh, *stage.weak}), stage.fresh)
        size = sum(p.numel() for p in guide.parameters())
        print(f"stage {number}: {len(corpus.names)} topics, {vocab.total} tokens, {size / 1e6:.2f} M", flush=True)
        loss_of = Loss(vocab, 0.05, stage.shift)
        batches = Batches(corpus, vocab, seed, stage)
        part = given.out.with_suffix(".part")
        guide = fit(guide, batches, loss_of, stage, part)
        export.write(given.out, guide, vocab, given.seed)
        part.unlink()
    print(f"{given.out.name}: {given.out.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
