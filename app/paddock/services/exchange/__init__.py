"""Chats in the formats of other programs and in our own. One rule: what cannot be read is said, the rest comes in."""
