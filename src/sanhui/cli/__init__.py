"""The command line: options in, a schedule's publications out; errors become messages in `run` and nowhere else."""
