"""What threatens whom, how badly, what comes first, what comes next."""
