"""`python -m tests.bench`: measure, side by side with what others would use, and judge against the goals.

Exit code 0 when all goals are reached, 1 when one is not. Not collected by pytest: a shared machine is no place to fail
a build on a clock.
"""

from __future__ import annotations

import argparse
import json
import sys

from tests.bench.figures import QUICK, Effort
from tests.bench.registry import BENCHES
from tests.bench.report import Circumstances, as_json, as_text, write_page


def main() -> int:
    """Run the benches that the command line names; all, if none."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("bench", nargs="*", choices=[*BENCHES, []], help="which to run; all, if none is named")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--hurtig", action="store_true", help="a few rounds only, to see that all works")
    parser.add_argument("--skriv", action="store_true", help="write the figures into docs/maalinger.md")
    options = parser.parse_args()
    if options.skriv and (options.hurtig or options.bench):
        parser.error("--skriv takes all benches, measured in full")
    circumstances = Circumstances.now()
    results = []
    for name in options.bench or BENCHES:
        print(f"measuring {name} …", file=sys.stderr)
        results.append(BENCHES[name](QUICK if options.hurtig else Effort()))
    text = as_text(circumstances, results)
    print(json.dumps(as_json(circumstances, results), ensure_ascii=False, indent=2) if options.json else text)
    if options.skriv:
        write_page(text)
    return int(not all(goal.is_reached for result in results for goal in result.goals))


if __name__ == "__main__":
    sys.exit(main())
