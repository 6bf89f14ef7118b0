"""The client list at any number of clients, against the same rows fetched by hand, in one run.

.venv/bin/python -m bench.client_list --clients 1000000 --database postgresql
"""

from bench.installation import arguments, installation


def main() -> None:
    """Reads the command line, makes an installation, measures in it."""
    asked = arguments(__doc__, clients=1_000_000, times=15).parse_args()
    with installation(asked.database):
        from bench.client_list_ways import measure  # noqa: PLC0415 - tables exist in an installation only

        measure(asked.clients, asked.times)


if __name__ == "__main__":
    main()
