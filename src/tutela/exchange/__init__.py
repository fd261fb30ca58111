"""Data in and out of the mission: event data, boundaries and bases from the files people already have."""
