"""Official papers: one frozen snapshot read, the bureau's wordings kept, papers made one by one or as a whole package."""
