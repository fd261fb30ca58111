"""Who decides, what is done in three tiers and four phases, with which means, within which safeguards."""
