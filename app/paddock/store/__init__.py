"""Chats on disk, encrypted. Its one rule: `sqlcipher3` is imported here and nowhere else."""
