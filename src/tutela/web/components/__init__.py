"""The design system: layout, tables, filters, marks and forms that every page shares; it knows no other app."""
