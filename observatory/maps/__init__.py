"""Commune boundaries in; levels on one integer grid, SVG paths, a keyboard walk, GeoJSON and TopoJSON files out."""
