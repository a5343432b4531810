"""Tables of Markdown, printed line by line, and what stands in them."""

import statistics


def say(text):
    print(text, flush=True)


def heading(*columns):
    """The head of a table. Columns that end with a colon are numbers."""
    say("| " + " | ".join(column.rstrip(":") for column in columns) + " |")
    say("| " + " | ".join("---:" if column.endswith(":") else "---" for column in columns) + " |")


def row(*cells):
    say("| " + " | ".join(str(cell).replace("|", "/") for cell in cells) + " |")


def number(value):
    """Three digits of it; a dash where there is none."""
    if value is None:
        return "-"
    digits = f"{value:.3g}"
    if "e+" in digits:
        return f"{value:.0f}"
    return f"{value:.6f}".rstrip("0") if "e-" in digits else digits


def median(values):
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def ratio(above, below):
    return above / below if above is not None and below else None
