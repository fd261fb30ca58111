"""The policy as data: its vocabulary, its parameters and the ids of its demands."""
