"""Model files: on this computer and on the Hub. Its one rule: `huggingface_hub` is imported here and nowhere else."""
