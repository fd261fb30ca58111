"""Made-up content for the style gallery: an invented country, with nobody and nothing real in it."""
