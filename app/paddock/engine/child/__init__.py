"""The engine's own process: the only place where llama.cpp runs. Its one rule: it knows the wire and `core`."""
