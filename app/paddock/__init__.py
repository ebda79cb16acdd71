"""Paddock: chat with Llama models on your own computer.

Its one rule: importing the package does no work and pulls in nothing heavy.
"""

__version__ = "0.1.0"
