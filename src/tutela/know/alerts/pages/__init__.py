"""What people see of alerts: the desk, a single alert with its forms, the list, the figures and one's own notices."""
