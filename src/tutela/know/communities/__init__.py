"""Communities, their alert networks and protection plans, and who was consulted."""
