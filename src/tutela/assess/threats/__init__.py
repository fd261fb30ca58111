"""What threatens whom, how badly, and what comes first."""
