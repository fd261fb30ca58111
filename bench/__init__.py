"""Speed and size, measured side by side with the plainest way to do the same; figures go to docs/benchmarks.md."""
