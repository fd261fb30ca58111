"""What the mission issues: the quarterly threat assessment."""
