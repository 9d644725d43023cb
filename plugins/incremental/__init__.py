"""Parse once, render what changed: whatever a build needs that an earlier one has made is taken from there."""
