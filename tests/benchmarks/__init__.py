"""What the platform costs, as ratios measured in one run on one machine: `uv run python -m tests.benchmarks`.

Ratios travel between machines, milliseconds do not. What is compared takes turns, and the middle of many turns counts,
so that a busy machine disturbs both sides alike. No test runs this: a test that measures time fails on a slow day.
"""
