"""What each actor does: one file an actor, one function an act, one act an audit entry. Never commits."""
