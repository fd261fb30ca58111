"""The statement of compliance: how the mission stood against the policy on a day, as document and as data."""
