"""Tables of alerts: read, shown before anything is taken in, then taken in row by row."""
