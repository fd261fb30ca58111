"""Documents: the parts that one is composed of, and how they become a page, a PDF and a Word file."""
