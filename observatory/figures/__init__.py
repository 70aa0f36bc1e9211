"""Pictures and their words: pure functions from frames to a map view, a Plotly figure or an SVG."""
