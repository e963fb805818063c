"""The demo commune: invented people, projects, ideas and answers, as plain data."""
