"""A month billed for 100,000 customers with two services each, against the same rows written by hand, in one run.

.venv/bin/python -m bench.billing_run --clients 100000 --database postgresql
"""

from bench.installation import arguments, installation


def main() -> None:
    """Reads the command line, makes an installation, measures in it."""
    parser = arguments(__doc__, clients=100_000, times=2)
    asked = parser.parse_args()
    with installation(asked.database):
        from bench.billing_run_ways import measure  # noqa: PLC0415 - tables exist in an installation only

        measure(asked.clients, asked.times)


if __name__ == "__main__":
    main()
