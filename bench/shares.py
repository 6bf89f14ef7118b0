"""Where the time of mass deactivations goes, step by step: processor time, also of an embedded database.

.venv/bin/python -m bench.shares --clients 1000 --database sqlite
"""

from bench.installation import arguments, installation


def main() -> None:
    """Reads the command line, makes an installation, measures in it."""
    asked = arguments(__doc__, clients=1_000, times=5).parse_args()
    with installation(asked.database):
        from bench.shares_ways import measure  # noqa: PLC0415 - tables exist in an installation only

        measure(asked.clients, asked.times)


if __name__ == "__main__":
    main()
