"""Items: their rows, opinions, findings and previews, beside the questions asked of them."""
