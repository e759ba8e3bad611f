"""A Plenary server on its core and swarms on theirs, joined by a wire (machine.py)."""
import json
import os
import pathlib
import subprocess
import tempfile
import time

from machine import PROGRAM, SERVER_IP, STREET, SWARM_CORE, end

PORT = 9543
URL = f'https://{SERVER_IP}:{PORT}'
SWARM_PATIENCE_S = 900


def swarm_command(wire, locations, *arguments):
    """The swarm with what all of its runs have in common; `locations` is a count or an ascending list."""
    counts = locations if isinstance(locations, list) else [locations]
    return wire.at_swarm(PROGRAM, 'swarm', '--locations', ','.join(map(str, counts)), '--addresses', STREET,
                         '--allow-target', f'{SERVER_IP}/30', *arguments)


def run_swarm(command, may_fail=False, mark=None):
    """Run it to its end; its steps. `mark(word, watching)` hears of "measuring" and "measured" at once."""
    with tempfile.NamedTemporaryFile(suffix='.json') as out, tempfile.TemporaryFile('w+') as said:
        swarm = subprocess.Popen([*command, '--json', out.name], stdout=subprocess.PIPE, stderr=said, text=True)
        try:
            for line in swarm.stdout:
                words = line.split()
                if mark and len(words) == 2 and words[0] in ('measuring', 'measured'):
                    mark(words[0], int(words[1]))
            status = swarm.wait(SWARM_PATIENCE_S)
        finally:
            end(swarm)
        text = pathlib.Path(out.name).read_text()
        said.seek(0)
        if not text or (status != 0 and not may_fail):
            raise RuntimeError(f'the swarm failed ({status}): {said.read()[-2000:]} {text[-3000:]}')
        return json.loads(text)['steps']


class Server:
    """`plenary serve`, pinned, with a data folder of its own; ended with the block. `switches` go to
    media.engine (see ENGINE_SWITCHES in scenes.py)."""

    def __init__(self, wire, switches=(), **settings):
        self.wire, self.switches = wire, switches
        self.folder = tempfile.TemporaryDirectory()
        self.environment = {
            **os.environ, 'PLENARY_DATA': self.folder.name, 'PLENARY_LISTEN': URL,
            'PLENARY_MEDIA_LISTEN': f'{SERVER_IP}:{PORT}', 'PLENARY_MEDIA_THREADS': '1',
            'PLENARY_PUBLIC_ADDRESS': SERVER_IP, **settings}

    def __enter__(self):
        config = pathlib.Path(self.folder.name) / 'bench.yaml'
        lines = ['limits:', '  connections: 40000', '  connections_per_source: 0']
        if self.switches:
            lines += ['media:', f'  engine: [{", ".join(self.switches)}]']
        config.write_text('\n'.join(lines) + '\n')
        self.log = open(pathlib.Path(self.folder.name) / 'log', 'w+')
        self.process = subprocess.Popen(self.wire.at_server(PROGRAM, 'serve', '--config', config),
                                        env=self.environment, stdout=self.log, stderr=self.log)
        deadline = time.time() + 10
        while not (pathlib.Path(self.folder.name) / 'token.key').exists() or not self._answers():
            if time.time() > deadline or self.process.poll() is not None:
                self.log.seek(0)
                said = self.log.read()[-1000:]
                self.__exit__()
                raise RuntimeError(f'the server does not start: {said}')
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        end(self.process)
        self.log.close()
        self.folder.cleanup()

    def _answers(self):
        asked = subprocess.run(self.wire.at_swarm('curl', '-sk', '-m', '2', '-o', '/dev/null', '-f', f'{URL}/readyz'))
        return asked.returncode == 0

    @property
    def pid(self):
        return self.process.pid

    def token(self, role):
        return subprocess.run([PROGRAM, 'token', '--role', role], env=self.environment,
                              check=True, capture_output=True, text=True).stdout.strip()

    def arguments(self, speaks=True):
        some = ['--url', URL, '--ca', f'{self.folder.name}/tls.crt', '--token', self.token('viewer'),
                '--server-pid', self.pid]
        return some + (['--speaker-token', self.token('speaker')] if speaks else [])

    def swarm(self, locations, *arguments, speaks=True, may_fail=False, mark=None):
        command = swarm_command(self.wire, locations, *self.arguments(speaks), *arguments)
        return run_swarm(command, may_fail, mark)

    def rss_kib(self):
        for line in pathlib.Path(f'/proc/{self.pid}/status').read_text().splitlines():
            if line.startswith('VmRSS:'):
                return int(line.split()[1])
        raise RuntimeError('no VmRSS')
