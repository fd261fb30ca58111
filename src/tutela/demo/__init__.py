"""The exercise mission: an invented country, its armed actors and eighteen months of simulated events."""
