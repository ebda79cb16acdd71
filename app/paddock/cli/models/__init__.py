"""`paddock models`: the commands that find, fetch and keep models. One rule: each lives in a module of its own."""
