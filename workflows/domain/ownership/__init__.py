"""Who held which power on which day: the dated graph and the questions asked of it."""
