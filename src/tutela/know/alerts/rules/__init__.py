"""What an alert is and what follows from it: plain values and pure functions."""
