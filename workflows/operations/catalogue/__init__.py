"""What is done with the list that came out: copies verified, versions set side by side, papers remembered as issued."""
