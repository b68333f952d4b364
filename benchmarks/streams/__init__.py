"""Many readers on one stream: how soon, how dear, and whether all of it."""
