"""One customer opened, stopped and brought back, in a firm with a hundred and in one with ten thousand, in one run.

.venv/bin/python -m bench.customers --clients 10000 --database postgresql
"""

from bench.installation import arguments, installation


def main() -> None:
    """Reads the command line, makes an installation, measures in it."""
    asked = arguments(__doc__, clients=10_000, times=7).parse_args()
    with installation(asked.database):
        from bench.customers_ways import measure  # noqa: PLC0415 - tables exist in an installation only

        measure(asked.clients, asked.times)


if __name__ == "__main__":
    main()
