"""Ten thousand deactivations through the product, against the same rows written by hand, in one run.

.venv/bin/python -m bench.deactivations --clients 10000 --database postgresql
"""

from bench.installation import arguments, installation


def main() -> None:
    """Reads the command line, makes an installation, measures in it."""
    parser = arguments(__doc__, clients=10_000, times=3)
    asked = parser.parse_args()
    with installation(asked.database):
        from bench.deactivations_ways import measure  # noqa: PLC0415 - tables exist in an installation only

        measure(asked.clients, asked.times)


if __name__ == "__main__":
    main()
