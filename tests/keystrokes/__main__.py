"""`python -m tests.keystrokes` prints the table."""

from tests.keystrokes.table import table

if __name__ == "__main__":
    print(table())
