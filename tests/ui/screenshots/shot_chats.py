"""The chats in the pictures: what was asked and answered. One rule: every form that an answer can take stands here."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from paddock.core.chats import Chat
from paddock.core.events import Timings, Usage
from paddock.core.exchange import ChatRecord
from paddock.core.messages import (
    Message,
    MessageStatus,
    Part,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from paddock.core.tools import ToolCall

MODEL = "Llama 3.2 3B Instruct"
DAY = 86_400.0  # s


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer; `status` is how the answer ended."""

    question: str
    answer: str
    status: MessageStatus = MessageStatus.COMPLETE
    before: tuple[Part, ...] = ()  # what was thought
    after: tuple[Part, ...] = ()  # calls and their results
    speed: float = 41.3  # tokens/s


def record(
    title: str, *said: Said, days: float = 0.0, model: str = "", pinned: bool = False, folder: str = ""
) -> ChatRecord:
    """A chat of so many days ago."""
    when = time.time() - days * DAY - 60.0
    messages: list[Message] = []
    for exchange in said:
        above = messages[-1].id if messages else None
        number = len(messages) + 1
        messages.append(Message(number, 0, above, Role.USER, (TextPart(exchange.question),), created_at=when))
        parts = (*exchange.before, TextPart(exchange.answer), *exchange.after)
        answer = Message(number + 1, 0, number, Role.ASSISTANT, parts, exchange.status, when, MODEL)
        usage, timings = Usage(120, 240), Timings(prompt_tok_s=238.0, decode_tok_s=exchange.speed)
        messages.append(replace(answer, usage=usage, timings=timings))
    chat = Chat(0, title, messages[-1].id, model, created_at=when, updated_at=when, pinned=pinned)
    return ChatRecord("", chat, tuple(messages), folder)


SOURDOUGH = Said(
    "How do I keep a sourdough starter alive when I travel for three weeks?",
    "Three weeks is no trouble for a healthy starter. Feed it **once**, let it rise for an hour, then put it into the "
    "fridge.\n\n"
    "1. Mix 50 g of starter, 50 g of water and 60 g of flour: a stiff dough ferments slowly.\n"
    "2. Leave it at room temperature for one hour.\n"
    "3. Close the jar loosely and keep it at 4 °C.\n\n"
    "When you are back, feed it twice, twelve hours apart. A dark liquid on top is only alcohol: pour it off or stir "
    "it in.\n\n"
    "> If you want to be safe, dry a spoonful on baking paper. Dried flakes keep for a year.",
)
GIRAFFES = Said(
    "Why do giraffes have such long necks?",
    "The neck of a giraffe has **seven** vertebrae, as ours has; each is up to 25 cm long. Two explanations are "
    "discussed: giraffes reach leaves that others do not, and males fight with their necks.",
)
SHORT = Said("What is a paddock?", "A small field near a house or a stable, where horses are kept and exercised.")

LONG_CODE = '''Here is a small cache that forgets what was not used for a while. It is safe to use from several threads.

```python
"""A cache whose entries expire."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class ExpiringCache(Generic[K, V]):
    """Keeps at most `size` values, each for `lifetime` seconds; `make` is only called for what is not there."""

    def __init__(self, make: Callable[[K], V], size: int = 128, lifetime: float = 300.0) -> None:
        self._make = make
        self._size = size
        self._lifetime = lifetime
        self._lock = threading.Lock()
        self._values: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def get(self, key: K) -> V:
        """The value of `key`, made anew where it is not known or too old."""
        now = time.monotonic()
        with self._lock:
            if (known := self._values.get(key)) and now - known[0] < self._lifetime:
                self._values.move_to_end(key)
                return known[1]
        value = self._make(key)  # outside of the lock: it may take long, and two threads may do it at once
        with self._lock:
            self._values[key] = (now, value)
            while len(self._values) > self._size:
                self._values.popitem(last=False)  # the one that was not used for the longest time
        return value
```

Use it like this:

```sh
$ python -i cache.py
>>> pages = ExpiringCache(lambda url: urllib.request.urlopen(url).read(), size=32, lifetime=60.0)
```
'''

WIDE_TABLE = """These are the sizes of Llama 3 that are usual today.

| Model | Parameters | Layers | Hidden size | Attention heads | KV heads | Context (tokens) | Q4_K_M on disk | Good at |
|:--|--:|--:|--:|:-:|:-:|--:|--:|:--|
| Llama 3.2 1B | 1,235,814,400 | 16 | 2,048 | 32 | 8 | 131,072 | 0.8 GB | quick answers on any computer |
| Llama 3.2 3B | 3,212,749,888 | 28 | 3,072 | 24 | 8 | 131,072 | 2.0 GB | everyday questions and drafts |
| Llama 3.1 8B | 8,030,261,248 | 32 | 4,096 | 32 | 8 | 131,072 | 4.9 GB | long texts, code |
| Llama 3.3 70B | 70,553,706,496 | 80 | 8,192 | 64 | 8 | 131,072 | 42.5 GB | nearly everything |

A narrow one fits:

| Type | Bits | Loss |
|---|---:|:---:|
| Q8_0 | 8.5 | none to speak of |
| Q4_K_M | 4.9 | small |
"""

FORMULAS = r"""The roots of $ax^2 + bx + c = 0$ follow by completing the square:

$$x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}$$

Here \(\Delta = b^2 - 4ac\) decides: for $\Delta < 0$ there is no real root. The same idea gives the integral of a
Gaussian,

\[\int_{-\infty}^{\infty} e^{-x^2}\,\mathrm{d}x = \sqrt{\pi},\]

and, for a matrix $A \in \mathbb{R}^{n \times n}$ with eigenvalues $\lambda_1, \dots, \lambda_n$,

$$\det A = \prod_{i=1}^{n} \lambda_i, \qquad \operatorname{tr} A = \sum_{i=1}^{n} \lambda_i.$$

A price of $5 or $10 is no formula.
"""

THOUGHTS = (
    "The person asks for 17 × 24. I split it: 17 × 20 = 340 and 17 × 4 = 68.\n\nTogether that is 408. I check it the "
    "other way round: 24 × 17 = 24 × 10 + 24 × 7 = 240 + 168 = 408. Right."
)
THOUGHT = Said("How much is 17 × 24?", "17 × 24 = **408**.", before=(ReasoningPart(THOUGHTS, 7.4),))

PROSE = r"""# A heading of the first level
## The second level
### The third level
#### The fourth level
##### The fifth level
###### The sixth level

A paragraph with **bold**, *italic*, ***both***, ~~struck~~, `inline code`, a [link](https://example.org/page), a bare
one, https://example.org/bare, a footnote[^1] and an image, ![a llama in a field](https://example.org/llama.png), which
is never loaded. A line that ends with a backslash\
goes on below.

- A first item
- A second one, long enough that it has to be wrapped into a second line of the column: it stays aligned with its text
  - nested once
    - nested twice
      1. and numbered
      2. within it
- A third item

  with a paragraph of its own

1. One
2. Two
10. Ten

- [ ] to be done
- [x] done
  - [ ] nested and open

> A quote, with **bold** in it.
>
> > A quote in the quote.
> >
> > - and a list
>
> Back outside.

---

[^1]: The footnote says more, with a [link](https://example.org/note).
"""

CODE = """Several languages:

```c
#include <stdio.h>

int main(void) {
    printf("%d\\n", 42);  /* the answer */
    return 0;
}
```

```json
{"name": "paddock", "version": "0.1.0", "private": true, "keywords": ["llama", "gguf", "local", "chat", "offline"]}
```

```mermaid
graph TD;
    Question --> Model;
    Model --> Answer;
```

```svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>
```

    indented code without a language
"""

SCRIPTS = """日本語の文章です。モデルはこの計算機の上で動きます。「引用」も、長い段落も、正しく折り返されます。

中文：所有对话都保存在本机。한국어: 모든 대화는 이 컴퓨터에 저장됩니다.

هذه فقرة باللغة العربية، تبدأ من اليمين، وفيها كلمة Paddock و `code` ورقم 42.

- عنصر أول
- عنصر ثانٍ

שלום, זו פסקה בעברית.

Emoji: 🦙 🏇 👩‍💻 🇩🇪 ❤️ and combined letters: Å é ñ ğ.

| Script | Sample | Direction |
|---|:-:|--:|
| Japanese | ひらがな | left to right |
| Arabic | مرحبا | right to left |
"""

CALLS = (
    ToolCallPart(ToolCall("get_weather", '{"city": "Köln", "days": 3}', "c1")),
    ToolResultPart('{"city": "Köln", "sky": "rain", "degrees": 14}', "get_weather", "c1"),
)


def everything() -> ChatRecord:
    """One chat with all of it."""
    return record(
        "Everything at once",
        Said("Show me all that Markdown can do.", PROSE),
        Said("Now tables and formulas, please:\n\n- wide ones\n- and `inline` ones", WIDE_TABLE + "\n" + FORMULAS),
        Said("And code?", CODE),
        Said("日本語とアラビア語は？ وماذا عن العربية؟", SCRIPTS),
        THOUGHT,
        Said("What is the weather in Köln?", "It will rain in Köln; take an umbrella.", after=CALLS),
    )


def usual(model: str = "") -> list[ChatRecord]:
    """What a person has in the list after some days."""
    return [
        record("Keeping a sourdough starter alive", SOURDOUGH, model=model),
        record("Giraffes and their necks", GIRAFFES, days=1, model=model),
        record("A cache whose entries expire", Said("Write me a cache", LONG_CODE), days=1.1, model=model),
        record("Sizes of Llama 3", Said("List them", WIDE_TABLE), days=3, model=model),
        record("The quadratic formula", Said("Derive it", FORMULAS), days=4, model=model),
        record("Words for a small field", SHORT, days=40, model=model),
        record("Packing list for Lisbon", SHORT, days=2, model=model, pinned=True),
    ]


def long_chat(model: str = "") -> ChatRecord:
    """Far more than fits on a screen."""
    return record("A long talk about bread", *[SOURDOUGH, GIRAFFES, SHORT] * 8, model=model)
