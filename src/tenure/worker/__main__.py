"""`python -m tenure.worker`: the worker as a process of its own."""

import os

import django


def main() -> None:
    """Sets Django up and works until a signal."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenure.conf.settings")
    django.setup()
    # Tables can only be imported once Django is set up.
    from tenure.worker.loop import run_until_signalled  # noqa: PLC0415

    run_until_signalled()


if __name__ == "__main__":
    main()
