"""The site that ours is measured on: the sandbox's, with data of its own."""
