"""Acts of violence and the harm they did, in immutable revisions."""
