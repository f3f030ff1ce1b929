"""The forms of 征求意见, out and in."""
