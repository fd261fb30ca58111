"""Who may know and do what: people, posts, permissions, sensitivity, compartments and `visible_to`."""
