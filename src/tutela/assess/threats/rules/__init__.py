"""What a threat is, how it is proposed, scored and ranked: plain values and functions without a database."""
