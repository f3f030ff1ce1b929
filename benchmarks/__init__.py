"""The speed of the main job, as ratios measured in one run: see ``README.md`` beside this file."""
