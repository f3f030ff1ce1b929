"""Items: their rows, visits, findings and previews, beside the questions asked of them."""
