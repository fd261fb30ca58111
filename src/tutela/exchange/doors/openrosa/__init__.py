"""OpenRosa: ODK Collect and KoboCollect fetch the alert form here and send it filled in."""
