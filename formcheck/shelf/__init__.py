"""What a long clip holds, kept out of memory in files without a name."""
