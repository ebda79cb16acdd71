"""How a model is talked to: the prompt it is given, where its format comes from, and choosing another."""
