"""Run the program: `python -m senco_desk`."""

import sys

from senco_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
