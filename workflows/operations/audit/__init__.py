"""What proves that all the rest is true: invariants, retracing, rebuilding from the record alone."""
