"""Run the program: `python -m senco_desk`."""

from senco_desk.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
