"""The back office: where the team of a project answers, moderates and sorts. Documents too: they work by keyboard alone."""
