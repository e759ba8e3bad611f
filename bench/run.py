"""Run the scenes that are named (all of them by default) and write the report, doc/bench."""
import json
import signal
import subprocess
import sys
import time

import janus
import scenes
from machine import RESULTS, ROOT, describe

FOLDER = ROOT / 'doc' / 'bench'
INTRODUCTION = '''# Measured

By `script/bench`: the server on one core, the swarm on the other, in two network namespaces joined by a veth pair at its
defaults. The stage is 1 Mbit/s: 25 frames a second of 4 or 5 packets of 1,208 bytes, and sound. A count of viewers holds
when less than 0.1 % of the packets are lost, 99 % of the picture's come within 50 ms of the speaker's sending, and nobody
is silent. One location in 50 decrypts and checks every byte, the others look at headers. `limit` is a bare loop that sends
the same messages with the same encryption to the same sockets: what kernel and AES allow on this core. Rounds of all
contenders take turns; figures are medians, and ratios are made within a round, for the machine drifts.

The scenes of the summit itself (`sockets` to `log_start`) go over TLS and loopback, where what the kernel does for who
receives is done on the server's core too: about a third of what telling the audience takes.
'''


def load_results():
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else {}


def write_report(results):
    lines = [INTRODUCTION]
    for name in scenes.SCENES:
        if name not in results:
            continue
        found = results[name]
        lines += [f'## {name.replace("_", " ")}', '', f'{found["date"]}; {found["machine"]}.', '',
                  '| what | measured | wanted |', '|---|---|---|']
        lines += [f'| {what} | {value} | {wanted} |' for what, value, wanted in found['rows']]
        lines += [''] + [f'![{plot}]({plot})\n' for plot in found['plots']]
    missing = [name for name in scenes.SCENES if name not in results]
    short = [name for name, found in results.items() if found.get('short')]
    lines += ['## Not measured', '']
    lines += [f'- {name}: the scene has not been run.' for name in missing]
    lines += [f'- {name}: only in its short form.' for name in short]
    lines += ['- A network: a veth pair has no queue, no loss and no wire. A network card that cuts segments itself takes '
              "more work from the core than this; one that does not leaves it there.",
              '- The swarm runs on the same machine and shares its memory and caches with the server.',
              '- LiveKit and SRS: not in Debian; give `plenary swarm --whep URL` a server of yours.', '']
    (FOLDER / 'README.md').write_text('\n'.join(lines))


def run_scene(name):
    print(f'{name} ...', flush=True)
    started = time.time()
    result, rows, plots = scenes.SCENES[name]()
    for what, value, wanted in rows:
        print(f'  {what.replace("&nbsp;", " ")}: {value}' + (f' (wanted: {wanted})' if wanted else ''), flush=True)
    for file, svg in plots.items():
        (FOLDER / file).write_text(svg)
    found = {'date': time.strftime('%Y-%m-%d'), 'machine': describe(), 'seconds': round(time.time() - started),
             'short': scenes.is_short, 'rows': rows, 'plots': sorted(plots), 'result': result}
    if name in ('capacity', 'janus_defaults'):
        found['machine'] += f', Janus {janus.version()}'
    return found


def main(arguments):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit('ended'))  # so that the blocks clean up
    scenes.is_short = '--short' in arguments
    names = [name for name in arguments if not name.startswith('--')]
    unknown = [name for name in names if name not in scenes.SCENES]
    if unknown or set(arguments) - set(names) - {'--short', '--quick'}:
        sys.exit(f'unknown: {", ".join(unknown)}; scenes are {", ".join(scenes.SCENES)}; also --short, --quick')
    if '--quick' in arguments:
        scenes.quick()
        print('quick: nothing lost, nothing corrupt')
        return 0
    FOLDER.mkdir(exist_ok=True)
    failed = []
    for name in names or scenes.SCENES:
        try:
            found = run_scene(name)
        except (RuntimeError, subprocess.CalledProcessError, OSError) as error:
            print(f'  not measured: {error}', flush=True)
            failed.append(name)
            continue
        results = {**load_results(), name: found}
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + '\n')
        write_report(results)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
