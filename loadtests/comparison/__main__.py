"""Reports of loadtests/compare, on standard output.

    python3 loadtests/comparison text [SCENARIO] ROWS FACTS     without a scenario: the heading
    python3 loadtests/comparison markdown|html ROWS FACTS
"""

import sys

import markdown
import page
import results
import text


def main(kind, *words):
    *chosen, rows, facts = words
    measured = results.read(rows, facts)
    if kind == "text":
        lines = text.scenario(measured, chosen[0]) if chosen else text.heading(measured)
    elif kind == "markdown":
        lines = markdown.document(measured)
    elif kind == "html":
        lines = page.document(measured)
    else:
        sys.exit(__doc__)
    for line in lines:
        print(line)


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) > 3 else sys.exit(__doc__)
