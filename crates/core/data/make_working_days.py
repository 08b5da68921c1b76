#!/usr/bin/env python3
"""Makes working_days.csv from the unpacked package chinese-days (npm). Facts only.

    python3 make_working_days.py CHINESE_DAYS

The package lists every day of each holiday and every weekend that is worked instead. Kept are
only the days that depart from the week: weekdays off and weekends on.
"""

import datetime
import json
import pathlib
import sys

FULL_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


def main(root):
    package = pathlib.Path(root)
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    print("# Days that depart from the week. Made by make_working_days.py; do not edit by hand.")
    print(f"# Source: chinese-days {version} (npm, MIT); see docs/data-sources.md.")
    print("date,kind,holiday_zh,holiday_en")
    for path in sorted((package / "dist/years").glob("????.json")):
        year = json.loads(path.read_text("utf-8"))
        print(f"{path.stem},published,,")
        days = [(date, "holiday", name) for date, name in year["holidays"].items()]
        days += [(date, "workday", name) for date, name in year["workdays"].items()]
        for date, kind, name in sorted(days):
            weekend = datetime.date.fromisoformat(date).isoweekday() > 5
            if weekend == (kind == "workday"):
                english, chinese = name.split(",")[:2]
                print(f"{date},{kind},{FULL_NAMES.get(chinese, chinese)},{english}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
