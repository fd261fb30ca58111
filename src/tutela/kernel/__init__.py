"""The ground: plain Python that every other room may use and that uses no other room."""
