"""The engine: a process that runs models, and the parent's view of it.

Its one rule: `llama_cpp` is imported in `engine.child` only, and `engine.child` runs in a process of its own.
"""
