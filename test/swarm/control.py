#!/usr/bin/env python3
"""The swarm's people against a real server on loopback: they hear every cut, come back where they were, and each
vote counts once however often it is sent. control.py PLENARY"""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / 'bench'))
import summit  # pylint: disable=wrong-import-position

PROGRAM = sys.argv[1]
DELEGATES, ON_STAGE = 60, 8
number = 0


def check(name, holds, told):
    global number
    number += 1
    print(f'{"ok" if holds else "not ok"} {number} - {name}' + ('' if holds else f'\n# {told}'), flush=True)


def swarm(url, folder, *arguments):
    """Its exit status, its figures and what it said."""
    with tempfile.NamedTemporaryFile(suffix='.json') as out:
        done = subprocess.run([PROGRAM, 'swarm', '--control', '--url', url, '--secrets', folder / 'secrets',
                               '--ca', folder / 'tls.crt', '--json', out.name, *map(str, arguments)],
                              check=False, capture_output=True, text=True, timeout=120)
        text = pathlib.Path(out.name).read_text()
        return done.returncode, json.loads(text)['steps'][0] if text else {}, done.stderr


def exported(folder):
    lines = subprocess.run([PROGRAM, 'summit', 'export', '--data', folder], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in lines.stdout.splitlines()[1:]]


def run_all(url, folder):
    moderator = summit.Moderator(url, folder / 'tls.crt', DELEGATES + ON_STAGE)
    moderator.command('motion_open', motion=summit.OPEN_MOTION)
    status, seen, told = swarm(url, folder, '--seconds', 2, '--settle', 1, '--cut-every', 500, '--again', 50,
                               '--motion', summit.OPEN_MOTION, '--twice', 50, '--messages', 200)
    everybody = DELEGATES + ON_STAGE
    check('all sign in and hold a socket each; none is put out', status == 0 and seen['signed_in'] == everybody
          and seen['sockets'] == everybody and seen['ended'] == seen['refused'] == 0, (status, seen, told))
    check('stage and desk hear every cut, the audience too unless the next one came within its second',
          seen['cuts'] >= 3 and seen['stage_heard'] == seen['cuts'] * ON_STAGE and seen['missed'] == 0
          and seen['audience_heard'] >= DELEGATES * (seen['cuts'] // 2), seen)
    check('the audience is told at most once a second', seen['audience_changes'] <= DELEGATES * 5, seen)
    check('who lost the socket comes back where he was', 10 < seen['resumed'] < everybody
          and seen['snapshots'] == everybody and seen['opened'] == everybody + seen['resumed'], seen)
    result = moderator.command('motion_close', motion=summit.OPEN_MOTION)
    cast = [event['location'] for event in exported(folder) if event['event'] == 'ballot_cast']
    check('each ballot is cast once, however often it was sent', seen['voters'] == DELEGATES < seen['ballots']
          and len(cast) == len(set(cast)) == DELEGATES, (seen, len(cast), result))
    said = [event for event in exported(folder) if event['event'] == 'chat_sent']
    check('every message is in the log', seen['messages'] == len(said) == 200, (seen, len(said)))
    (folder / 'secrets').write_text('AAAAAAAAAAAAAAAAAAAAAA\n')
    status, seen, told = swarm(url, folder, '--seconds', 0)
    check('who cannot sign in fails the run', status != 0 and seen['signed_in'] == 0, (status, seen, told))
    status, seen, told = swarm('https://192.0.2.1:8443', folder, '--seconds', 0)
    check('a target that is not loopback is refused before anything is sent', status != 0 and 'loopback' in told, told)


def main():
    print('1..8')
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        summit.make(PROGRAM, folder, DELEGATES, ON_STAGE)
        environment = {**os.environ, 'PLENARY_DATA': name, 'PLENARY_LISTEN': 'https://127.0.0.1:0',
                       'PLENARY_MEDIA_LISTEN': '127.0.0.1:0', 'PLENARY_MEDIA_THREADS': '1',
                       'PLENARY_PUBLIC_ADDRESS': '127.0.0.1'}
        server = subprocess.Popen([PROGRAM, 'serve'], env=environment, stdout=subprocess.PIPE, text=True,
                                  stderr=subprocess.DEVNULL)
        try:
            url = None
            while not url:
                line = server.stdout.readline()
                if not line:
                    print('Bail out! the server does not start')
                    return 1
                found = re.match(r'Health +(https://.*)/healthz', line)
                url = found and found[1]
            run_all(url, folder)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(10)
    return 0


if __name__ == '__main__':
    sys.exit(main())
