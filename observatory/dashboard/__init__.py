"""The pages for people at work: a Dash app whose maps are drawn by the module of assets/."""
