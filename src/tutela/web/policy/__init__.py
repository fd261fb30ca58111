"""The policy browser: what the policy demands, what in the software answers it, and where the mission stands."""
