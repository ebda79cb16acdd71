"""Builds one llama.cpp for every machine: the backends are plugins, and the best is chosen when it starts.

Its one rule: the same source distribution (pinned by its hash), tools and flags give the same libraries; what a
machine lacks for a backend is named, never fetched. Standard library only.
"""
