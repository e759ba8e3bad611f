"""Scenes of the summit itself: sockets, ballots, commands, and a start from a long log. All over loopback and TLS:
the server on its core, the swarm's people on theirs."""
import http.client
import json
import os
import pathlib
import re
import signal
import ssl
import subprocess
import tempfile
import time

import summit
from machine import PROGRAM, ROOT, SERVER_CORE, SWARM_CORE, end, pinned
from server import run_swarm

ON_STAGE = 200
DESCRIPTORS = 1000


class SummitServer:
    """`plenary serve` on loopback with a summit of its own; ended with the block."""

    def __init__(self, delegates, on_stage=ON_STAGE, messages=0, descriptors=None):
        self.people, self.descriptors = delegates + on_stage, descriptors
        self.directory = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.directory.name)
        self.events = summit.make(PROGRAM, self.folder, delegates, on_stage, messages)
        (self.folder / 'bench.yaml').write_text('limits:\n  connections: 40000\n  connections_per_source: 0\n')
        self.process = None

    def __enter__(self):
        self.start_s = self.start()
        return self

    def __exit__(self, *_):
        self.end()
        self.directory.cleanup()

    def start(self):
        """Returns after how many seconds it is ready."""
        environment = {**os.environ, 'PLENARY_DATA': str(self.folder), 'PLENARY_LISTEN': 'https://127.0.0.1:0',
                       'PLENARY_MEDIA_LISTEN': '127.0.0.1:0', 'PLENARY_MEDIA_THREADS': '1',
                       'PLENARY_PUBLIC_ADDRESS': '127.0.0.1'}
        command = pinned(SERVER_CORE, PROGRAM, 'serve', '--config', self.folder / 'bench.yaml')
        if self.descriptors:
            command = ['prlimit', f'--nofile={self.descriptors}', *command]
        started = time.monotonic()
        with open(self.folder / 'said', 'w', encoding='utf-8') as said:
            self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said, text=True)
        for line in self.process.stdout:
            found = re.match(r'Health +(https://127.0.0.1:([0-9]+))/healthz', line)
            if found:
                break
        else:
            raise RuntimeError(f'the server does not start: {(self.folder / "said").read_text()[-1000:]}')
        self.url = found[1]
        trust = ssl.create_default_context(cafile=self.folder / 'tls.crt')
        connection = http.client.HTTPSConnection('127.0.0.1', int(found[2]), context=trust)
        connection.request('GET', '/readyz')
        if connection.getresponse().status != 200:
            raise RuntimeError('the server is not ready')
        return time.monotonic() - started

    def end(self):
        if self.process:
            end(self.process)
            self.process.stdout.close()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        self.process = None

    def swarm(self, *arguments, may_fail=False):
        command = pinned(SWARM_CORE, PROGRAM, 'swarm', '--control', '--url', self.url, '--ca', self.folder / 'tls.crt',
                         '--secrets', self.folder / 'secrets', '--server-pid', self.process.pid, *arguments)
        return run_swarm(command, may_fail)[-1]

    def commands(self, *arguments):
        """Nothing but commands: no socket is opened, nothing is cut."""
        return self.swarm('--sockets', 0, '--settle', 0, '--seconds', 0, '--cut-every', 0, *arguments)

    def log(self):
        """Every event of the log, after its chain has been walked."""
        subprocess.run([PROGRAM, 'log', 'verify', '--data', self.folder], check=True, stdout=subprocess.DEVNULL)
        out = subprocess.run([PROGRAM, 'summit', 'export', '--data', self.folder], check=True, capture_output=True)
        return [json.loads(line) for line in out.stdout.splitlines()[1:]]


def seen_of(step):
    """Its figures, without those that the scene does not have."""
    return {key: value for key, value in step.items() if value != 0}


def sockets(is_short):
    count, seconds = (2000, 4) if is_short else (18000, 20)
    with SummitServer(count - ON_STAGE) as server:
        step = server.swarm('--connections', 256, '--settle', 12, '--seconds', seconds, '--again', 10, may_fail=True)
    return seen_of(step), [
        (f'WebSockets of {count} people in one process, held', f'{step["sockets"]:.0f}', f'{count:,}'),
        ('&nbsp; refused; put out', f'{step["refused"]:.0f}; {step["ended"]:.0f}', '0; 0'),
        ('&nbsp; memory in the server, each', f'{step["server_kib_each"]:.1f} KiB', '≤ 24 KiB'),
        ('&nbsp; all signed in; all open', f'{step["sign_in_s"]:.1f} s; {step["connect_s"]:.1f} s', ''),
        ('&nbsp; server CPU to open one', f'{step["server_open_ms"]:.2f} ms', ''),
        ('&nbsp; server CPU while nothing happens', f'{step["quiet_core_percent"]:.1f} %', ''),
        ('one tick to all of the audience: server CPU', f'{step["tick_s"]:.3f} s', '≤ 0.25 s'),
        (f'a cut reaches the {step["stage_sockets"]:.0f} of stage and desk: median; 99 %',
         f'{step["stage_p50_ms"]:.0f} ms; {step["stage_p99_ms"]:.0f} ms', '99 %: ≤ 150 ms'),
        ('&nbsp; of that until the disk has it: median; longest',
         f'{step["cut_answer_p50_ms"]:.1f} ms; {step["cut_answer_max_ms"]:.0f} ms', ''),
        ('&nbsp; the audience: median; 99 %', f'{step["audience_p50_ms"]:.0f} ms; {step["audience_p99_ms"]:.0f} ms', ''),
        ('&nbsp; cuts that somebody of stage or desk did not hear; changes missed',
         f'{step["stage_unheard"]:.0f}; {step["missed"]:.0f}', '0; 0'),
        (f'{step["resumed"]:.0f} lose the line and come back where they were: all after', f'{step["again_s"]:.1f} s', ''),
    ], {}


def quick():
    """For CI: what is wrong with 500 sockets."""
    count = 500
    with SummitServer(count - 20, on_stage=20) as server:
        step = server.swarm('--settle', 1, '--seconds', 3, '--again', 20, '--messages', 1000, may_fail=True)
    problems = [f'sockets: {key} is {step[key]:g}' for key in ('refused', 'ended', 'missed', 'stage_unheard',
                                                               'messages_refused') if step[key] != 0]
    return problems + ([] if step['sockets'] == count else [f'sockets: {step["sockets"]:g} of {count} are open'])


def descriptors(is_short):
    count = 2 * DESCRIPTORS
    with SummitServer(count - ON_STAGE, descriptors=DESCRIPTORS) as server:
        step = server.swarm('--settle', 1, '--seconds', 2 if is_short else 10, may_fail=True)
    return seen_of(step), [
        (f'{count:,} sockets for a server that may open {DESCRIPTORS:,} files: held', f'{step["sockets"]:.0f}', ''),
        ('&nbsp; told to come back', f'{step["refused"]:.0f}', 'the others'),
        ('&nbsp; of those held, lost', f'{step["ended"]:.0f}', '0'),
        ('&nbsp; server CPU in that state', f'{step["quiet_core_percent"]:.1f} %', 'no spin'),
    ], {}


def vote(delegates, motion):
    """They vote, a tenth of them twice, and the server is killed at once."""
    with SummitServer(delegates, on_stage=20) as server:
        moderator = summit.Moderator(server.url, server.folder / 'tls.crt', server.people)
        moderator.command('motion_open', motion=motion)
        step = server.commands('--connections', 1024, '--motion', motion, '--twice', 10)
        server.kill()
        voters = []
        for event in server.log():
            voters += event['voters'] if event['event'] == 'ballots_sealed' else \
                [event['location']] if event['event'] == 'ballot_cast' else []
        server.start()
        moderator.url = server.url
        moderator.command('motion_close', motion=motion)
        result = moderator.get(f'motions/{motion}/result')
    return {**seen_of(step), 'in_log': len(voters), 'double': len(voters) - len(set(voters)), 'counted': sum(
        choice['votes'] for choice in result['result'])}


def ballots(is_short):
    delegates = 3000 if is_short else 30000
    rows, results = [], {}
    for name, motion in ('roll-call', summit.OPEN_MOTION), ('secret', summit.SECRET_MOTION):
        found = results[name] = vote(delegates, motion)
        rows += [
            (f'{found["ballots"]:.0f} ballots of {delegates} delegates, {name}: all answered after',
             f'{found["ballots_s"]:.1f} s', '≤ 30 s'),
            ('&nbsp; a second', f'{found["ballots_per_s"]:.0f}', ''),
            ('&nbsp; in the log after a kill at once; of them double; counted', f'{found["in_log"]}; {found["double"]}; '
             f'{found["counted"]}', f'{delegates}; 0; {delegates}')]
    return results, rows, {}


def commands(is_short):
    with SummitServer(500, on_stage=20) as server:
        single = server.commands('--connections', 1, '--messages', 500 if is_short else 3000)
    with SummitServer(500, on_stage=20) as server:
        group = server.commands('--connections', 512, '--messages', 10000 if is_short else 60000)
    return {'single': seen_of(single), 'group': seen_of(group)}, [
        ('commands by HTTPS, one by one, each durable: a second', f'{single["messages_per_s"]:.0f}', '≥ 500'),
        ('&nbsp; 512 at once: a second', f'{group["messages_per_s"]:.0f}', '≥ 5,000'),
        ('&nbsp; &nbsp; answered after: median; 99 %',
         f'{group["messages_p50_ms"]:.0f} ms; {group["messages_p99_ms"]:.0f} ms', ''),
    ], {}


def log_start(is_short):
    total, tail = (100000, 5000) if is_short else (1000000, 15000)
    delegates = 2000
    base = 3 * delegates + 100
    with SummitServer(delegates, on_stage=20, messages=total - tail - base) as server:
        whole_s = server.start_s  # its first new event is a link; then there is a snapshot
        server.commands('--messages', tail)
        server.kill()
        events = len(server.log())
        again_s = server.start()
    return {'events': events, 'whole_s': whole_s, 'again_s': again_s}, [
        (f'from a log of {events:,} events to ready, with a snapshot', f'{again_s:.2f} s', '≤ 2 s'),
        ('&nbsp; without one', f'{whole_s:.2f} s', '')], {}


def log_append():
    """The log alone: what this disk syncs, and what the log makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        out = subprocess.run(pinned(SERVER_CORE, ROOT / 'build/bench/bench_log', folder), check=True,
                             capture_output=True, text=True)
    found = json.loads(out.stdout)
    return found, [
        ('events appended one by one, each durable: a second', f'{found["log_single_per_s"]}', '≥ 500'),
        ('&nbsp; in groups: a second', f'{found["log_group_per_s"]}', '≥ 5,000'),
        ('&nbsp; the disk: synced pages a second, before and after',
         f'{found["disk_syncs_before_per_s"]}; {found["disk_syncs_after_per_s"]}', '')], {}
