"""A made-up platform, as any is added: this folder, and one line in the list of platforms."""
