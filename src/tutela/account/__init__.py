"""What was known, decided and done, when; what is reported."""
