"""Chat templates rendered in a process that can be killed: they are programs of whoever made the file.

    engine's child ─ `TemplateHost` ─▶ host ─ `Pool` ─▶ worker: Jinja's sandbox, one template, under the kernel's limits

The host is forked before the child loads llama.cpp or starts a thread, and evaluates nothing itself; it forks the
workers. Where there is no fork the child starts the workers as programs, and the pool is in the child.
"""
