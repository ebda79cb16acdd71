"""Everything that the store, and what stands on it, can write, a step each, for the faults of RELIABILITY.md.

One rule: a step is one call; what earlier ones returned stands under their names. `test_store_session.py` fails where
a public method that writes is in none of them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from store_state import BACKUP_PASSPHRASE, PASSPHRASES

from paddock.config.secrets import StoreKey, recovery_text
from paddock.core.chats import Titled
from paddock.core.events import Timings, Usage
from paddock.core.messages import MessageStatus, ReasoningPart, Role, TextPart, ToolCallPart
from paddock.core.params import Overflow
from paddock.core.personas import Persona, Worn
from paddock.core.said import say
from paddock.core.tools import ToolCall
from paddock.store.copies import Reason

if TYPE_CHECKING:
    from store_session import World

Step = Callable[["World"], object]
Steps = Mapping[str, Step]

PAGE = 4096
CARD = json.dumps({"spec": "chara_card_v2", "data": {"name": "Ada"}})
ADA = Persona(0, "Ada", "A", "You are Ada.", "Good day.", "guide", '{"temperature": 0.1}', CARD, "counts", ("Hello.",))
ICON = "data:image/png;base64," + "iVBORw0K" * 400
ATTACHED = "see below\n\n```notes.txt\n" + f"a line that was pasted {'y' * 100}\n" * 30 + "```"
USAGE, TIMINGS = Usage(11, 7, 3, 2, 1, 1), Timings(1.5, 2.5, 3.5, 4.5)
DONE = {"usage": USAGE, "timings": TIMINGS, "seed": 7, "sampling": '{"top_k":3}', "build": "b1"}

CHATS: Steps = {
    "open": lambda w: w.open(),
    "chat": lambda w: w.store.create_chat("guide", "Be brief.", Overflow.STOP),
    "draft": lambda w: w.store.set_draft(w["chat"].id, ATTACHED),
    "asked": lambda w: w.store.add_message(w["chat"].id, None, Role.USER, w.text(1)),
    "exchange": lambda w: w.store.add_exchange(w["chat"].id, ATTACHED, "A title of words", "guide"),
    "queued": lambda w: w.store.set_draft(w["chat"].id, "asked while it answers"),
    "thought": lambda w: w.store.append(w["exchange"][1].id, (ReasoningPart("let me see", 0.5),)),
    "streamed": lambda w: w.store.append_text(w["exchange"][1].id, w.text(2)),
    "streamed more": lambda w: w.store.append_text(w["exchange"][1].id, w.text(3)),
    "called": lambda w: w.store.append(w["exchange"][1].id, (ToolCallPart(ToolCall("look", "{}", "c1")),)),
    "answered": lambda w: w.store.finish_message(
        w["exchange"][1].id, MessageStatus.COMPLETE, finish_reason="stop", first_kept=w["asked"].id, **DONE
    ),
    "began for it": lambda w: w.store.add_exchange(w["chat"].id, w.text(4), "no title", "guide", begin="It is"),
    "went on": lambda w: w.store.append_text(w["began for it"][1].id, " so"),
    "stopped": lambda w: w.store.finish_message(w["began for it"][1].id, MessageStatus.STOPPED, seed=2**40),
    "reopened": lambda w: w.store.reopen_message(w["began for it"][1].id),
    "went on again": lambda w: w.store.append_text(w["began for it"][1].id, w.text(5)),
    "failed": lambda w: w.store.finish_message(
        w["began for it"][1].id, MessageStatus.FAILED, finish_reason="retry", error=say("The disk is full.")
    ),
    "other chat": lambda w: w.store.create_chat(),
    "cut off": lambda w: w.store.add_exchange(w["other chat"].id, "what is left", "What is left", "guide"),
    "a part of it": lambda w: w.store.append_text(w["cut off"][1].id, "this much"),
    "interrupted": lambda w: w.store.mark_interrupted(),
    "model's title": lambda w: w.store.rename(w["other chat"].id, "What a model calls it", Titled.MODEL),
    "person's title": lambda w: w.store.rename(w["chat"].id, "What a person calls it"),
    "model": lambda w: w.store.set_model(w["chat"].id, "/models/other.gguf"),
    "prompt": lambda w: w.store.set_system_prompt(w["chat"].id, w.text(6)),
    "policy": lambda w: w.store.set_overflow(w["chat"].id, Overflow.SUMMARISE),
    "sampling": lambda w: w.store.set_sampling(w["chat"].id, '{"temperature": 0.3}'),
    "summary": lambda w: w.store.add_summary(w["chat"].id, w["exchange"][1].id, "They spoke of numbers.", "guide"),
    "new chat's draft": lambda w: w.store.set_state("draft-of-new-chat", ATTACHED),
}
BRANCHES: Steps = {
    "edited": lambda w: w.branches.edit(w["exchange"][0].id, (TextPart("something else"),)),
    "answer to it": lambda w: w.store.add_message(
        w["chat"].id, w["edited"].id, Role.ASSISTANT, "beside the other", MessageStatus.STREAMING, "guide"
    ),
    "answered it": lambda w: w.store.finish_message(w["answer to it"].id, MessageStatus.COMPLETE, **DONE),
    "switched": lambda w: w.store.set_head(w["chat"].id, w.store.leaf_below(w["exchange"][0].id)),
    "removed one": lambda w: w.branches.remove(w["exchange"][1].id),
    "put back": lambda w: w.branches.undo(w["removed one"]),
    "fork": lambda w: w.branches.fork(w["began for it"][1].id),
    "removed all after": lambda w: w.branches.remove(w["began for it"][0].id, all_after=True),
    "removed another": lambda w: w.branches.remove(w["answer to it"].id),
    "removals emptied": lambda w: w.branches.purge_removed(w.later(60)),
}
PLACES: Steps = {
    "folder": lambda w: w.organiser.add_folder("Work"),
    "other folder": lambda w: w.organiser.add_folder("Home"),
    "folder renamed": lambda w: w.organiser.rename_folder(w["folder"].id, "Office"),
    "folders ordered": lambda w: w.organiser.order_folders([w["other folder"].id, w["folder"].id]),
    "moved": lambda w: w.organiser.put([w["chat"].id, w["fork"].id], w["folder"].id),
    "moved away": lambda w: w.organiser.put([w["chat"].id], w["other folder"].id),
    "pinned": lambda w: w.organiser.pin([w["chat"].id, w["fork"].id]),
    "unpinned": lambda w: w.organiser.pin([w["fork"].id], pinned=False),
    "tagged": lambda w: w.organiser.tag([w["chat"].id, w["fork"].id], "numbers"),
    "tagged again": lambda w: w.organiser.tag([w["chat"].id], "sums"),
    "untagged": lambda w: w.organiser.untag([w["fork"].id], "numbers"),
    "archived": lambda w: w.organiser.archive([w["chat"].id, w["other chat"].id]),
    "unarchived": lambda w: w.organiser.archive([w["chat"].id], archived=False),
    "folder removed": lambda w: w.organiser.remove_folder(w["folder"].id),
    "in the trash": lambda w: w.organiser.trash([w["fork"].id, w["other chat"].id]),
    "out of the trash": lambda w: w.organiser.untrash([w["fork"].id]),
    "purged": lambda w: w.organiser.purge([w["other chat"].id, w["fork"].id]),
    "deleted": lambda w: w.store.delete(w["fork"].id),
    "deletion undone": lambda w: w.store.restore(w["fork"].id),
    "deleted for long": lambda w: (w.store.delete(w["fork"].id), w.later(31)),
    "trash emptied": lambda w: w.store.purge_deleted(),
}
PERSONAS: Steps = {
    "persona": lambda w: w.personas.add(ADA),
    "persona changed": lambda w: w.personas.change(replace(w["persona"], name="Ada L.", icon=ICON)),
    "persona plays": lambda w: w.personas.use(w["chat"].id, Worn(w["persona"].id, "You are Ada.", "", "guide")),
    "persona deleted": lambda w: w.personas.delete(w["persona"].id),
    "persona restored": lambda w: w.personas.restore(w["persona"].id),
}
FILES: Steps = {
    "theme": lambda w: w.settings.update(theme="dark", open_chat=w["chat"].id),
    "template": lambda w: w.settings.update(prompt_templates={"sum up": "Sum up {{what}}: " + "word " * 500}),
    "template changed": lambda w: w.settings.update(prompt_templates={"sum up": "Be short.", "ask": "What is {{it}}?"}),
    "template removed": lambda w: w.settings.update(prompt_templates={"ask": "What is {{it}}?"}),
    "imported": lambda w: w.exchange().import_from(w.import_file),
    "imported chats deleted": lambda w: w.organiser.trash(w["imported"].chat_ids),
    "imported again": lambda w: w.exchange().import_from(w.import_file),
    "weekly copy": lambda w: w.backups().copy_if_due(),
    "backup": lambda w: w.backups().back_up(w.backup_file, BACKUP_PASSPHRASE),
    **{f"copy {n}": lambda w: w.database.keep_copy(Reason.WEEKLY, w.key.key) for n in range(1, 6)},
    "after the copies": lambda w: w.store.add_message(w["chat"].id, None, Role.USER, w.text(7)),
    "backup again": lambda w: w.backups().back_up(w.backup_file, BACKUP_PASSPHRASE),
    "after the backup": lambda w: w.store.create_chat("guide"),
}
LOCK: Steps = {
    "locked": lambda w: w.set_lock(PASSPHRASES[0]),
    "in a locked chat": lambda w: w.store.add_message(w["after the backup"].id, None, Role.USER, "behind a lock"),
    "lock changed": lambda w: w.set_lock(PASSPHRASES[1], with_keyring=True),
    "shut": lambda w: w.shut(),
    "unlocked": lambda w: w.open(),
    "lock changed again": lambda w: w.set_lock(PASSPHRASES[2]),
    "lock changed once more": lambda w: w.set_lock(PASSPHRASES[0], with_keyring=True),
    "lock removed": lambda w: w.remove_lock(),
    "after the lock": lambda w: w.store.set_draft(w["after the backup"].id, "without a lock"),
}


def _lose_key(w: World) -> None:
    w.other.keyring.delete(w.other.paths.store_id_file.read_text().strip())


def _damage(w: World) -> None:
    """Flip a byte of the last page: the next who opens the chats finds it."""
    size = w.other.paths.database.stat().st_size
    descriptor = os.open(w.other.paths.database, os.O_RDWR)
    try:
        byte = os.pread(descriptor, 1, size - PAGE // 2)[0]
        os.pwrite(descriptor, bytes([byte ^ 1]), size - PAGE // 2)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _find_key(w: World) -> StoreKey:
    return w.other.vault().restore(recovery_text(w["elsewhere's key"][0]))


BACK: Steps = {
    "elsewhere": lambda w: w.backups(w.other).restore(w.backup_file, BACKUP_PASSPHRASE, replace=False),
    "elsewhere's key": lambda w: w.other.key(),
    "key lost": _lose_key,
    "key given": _find_key,
    "elsewhere damaged": _damage,
    "salvaged": lambda w: w.backups(w.other).salvage(),
    "key lost again": _lose_key,
    "over a lost key": lambda w: w.backups(w.other).restore(w.backup_file, BACKUP_PASSPHRASE, replace=True),
    "restored": lambda w: w.closed(lambda: w.backups().restore(w.backup_file, BACKUP_PASSPHRASE, replace=True)),
    "after restoring": lambda w: w.store.create_chat("guide"),
    "copy restored": lambda w: w.closed(lambda: w.backups().restore_copy("5")),
    "at the end": lambda w: w.store.add_message(w.store.list_chats()[0].id, None, Role.USER, w.text(8)),
}
_GROUPS = (CHATS, BRANCHES, PLACES, PERSONAS, FILES, LOCK, BACK)
STEPS: Steps = {name: step for group in _GROUPS for name, step in group.items()}
assert len(STEPS) == sum(map(len, _GROUPS)), "two steps have one name"
REPLACING = ("restored", "copy restored")
"""Steps that put another file in the place of the chats: on the disk in one moment, and known to be in another."""
