"""Boundaries: GeoJSON, shapefile and TopoJSON, as one kind of area."""
