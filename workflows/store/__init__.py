"""Tables beside the questions asked of them. Never commits, never decides."""
