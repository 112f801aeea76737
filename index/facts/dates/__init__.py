"""When: the day an article was published, the days it mentions, and the periods people type."""
