"""Observatoire des solidarités: a warehouse of social indicators, served as maps, portraits and an atlas."""
