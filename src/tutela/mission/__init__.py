"""The mission itself: mandate, parameters, posts, areas, bases, units, partners, and its data files."""
