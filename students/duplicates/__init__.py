"""Records that may be the same pupil twice, and making them one."""
