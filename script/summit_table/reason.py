"""The reasons of refusals, as src/summit/reason.h has them."""
import re
from dataclasses import dataclass

STRING = r'"((?:[^"\\]|\\.)*)"'


@dataclass
class Reason:
    id: str
    code: str
    status: int
    sentence: str  # with its {values}


def reasons(header):
    header = header.replace('\\\n', '\n')
    classes = {name: (code, int(status)) for name, code, status in re.findall(r'X\((REFUSED_\w+), "(\w+)", (\d+)\)', header)}
    rows = re.findall(rf'X\(REASON_\w+, "(\w+)", (\w+),\s*((?:{STRING}\s*)+)\)', header)
    return [Reason(row[0], *classes[row[1]], ''.join(re.findall(STRING, row[2])).replace('\\"', '"')) for row in rows]
