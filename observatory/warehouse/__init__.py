"""Declarations and published figures in, one DuckDB file out; and the questions that faces put to it."""
