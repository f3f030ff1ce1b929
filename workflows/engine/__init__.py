"""Diagrams made into moves: the only door to SpiffWorkflow. Knows no item and no table."""
