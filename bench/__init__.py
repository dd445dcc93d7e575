"""What Keikaku's speed is measured with: `python -m bench` (docs/benchmarks.md)."""
