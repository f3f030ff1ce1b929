"""Official papers as frozen values: what a campaign was at one act, which papers it makes, and what each of them says."""
