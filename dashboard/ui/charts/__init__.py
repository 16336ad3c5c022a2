"""One pure `draw_…` function a chart: a Polars frame in, a Plotly figure out."""
