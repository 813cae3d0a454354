"""The pages of the house itself: log-in, people, settings, papers, imports, jobs, the log."""
