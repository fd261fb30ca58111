"""Who told the mission: identities in a vault, references everywhere else."""
