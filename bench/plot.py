"""Plots as SVG, light and dark by the reader's choice."""
from xml.sax.saxutils import escape

WIDTH = 720
STYLE = ('<style>text{font:13px sans-serif;fill:#222}.t{font-weight:bold}.b{fill:#2f6fb5}.l{stroke:#2f6fb5;'
         'stroke-width:2;fill:none}.a{stroke:#8888;stroke-width:1}'
         '@media(prefers-color-scheme:dark){text{fill:#ddd}.b{fill:#6aa5e6}.l{stroke:#6aa5e6}}</style>')


def document(height, title, body):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-label="{escape(title)}">{STYLE}<text class="t" x="8" y="20">{escape(title)}</text>'
            + ''.join(body) + '</svg>\n')


def bars(title, values):
    """Horizontal bars: (label, value) each."""
    left, most = 300, max([value for _, value in values] or [1]) or 1
    body = []
    for i, (label, value) in enumerate(values):
        y = 36 + 26 * i
        width = (WIDTH - left - 80) * value / most
        body += [f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{escape(label)}</text>',
                 f'<rect class="b" x="{left}" y="{y}" width="{width:.1f}" height="18" rx="2"/>',
                 f'<text x="{left + width + 6:.1f}" y="{y + 14}">{value:,.0f}</text>']
    return document(44 + 26 * len(values), title, body)


def line(title, points):
    """One line from the origin's corner: (x, y) each, both axes linear."""
    left, top, right, bottom = 64, 40, WIDTH - 24, 300
    most_x = max([x for x, _ in points] or [1]) or 1
    most_y = max([y for _, y in points] or [1]) or 1

    def at(x, y):
        return f'{left + (right - left) * x / most_x:.1f},{bottom - (bottom - top) * y / most_y:.1f}'
    body = []
    for part in range(5):
        x, y = most_x * part / 4, most_y * part / 4
        here = at(x, y).split(',')
        body += [f'<path class="a" d="M{left} {here[1]}H{right}"/>',
                 f'<text x="{left - 6}" y="{float(here[1]) + 4:.1f}" text-anchor="end">{y:,.4g}</text>',
                 f'<text x="{here[0]}" y="{bottom + 20}" text-anchor="middle">{x:,.0f}</text>']
    body.append(f'<polyline class="l" points="{" ".join(at(x, y) for x, y in points)}"/>')
    body += [f'<circle class="b" cx="{at(x, y).split(",")[0]}" cy="{at(x, y).split(",")[1]}" r="4"/>' for x, y in points]
    return document(330, title, body)
