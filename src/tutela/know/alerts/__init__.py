"""Alerts from communities: from the first call to the answer given back."""
