"""What is stored: data files as people write and git compares them, read with every error placed, written stably."""
