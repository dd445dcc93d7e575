"""What those who operate the service see of it: logs, metrics and traces of the same facts."""
