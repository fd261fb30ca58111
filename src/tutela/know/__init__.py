"""What is happening to civilians, from whom we heard it, how sure we are."""
