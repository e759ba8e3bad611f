"""A server on one core and a swarm on the other, for a measurement."""
import contextlib
import json
import os
import pathlib
import signal
import ssl
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / 'build' / 'plenary'
PORT = 9543
URL = f'https://127.0.0.1:{PORT}'
SERVER_CORE, SWARM_CORE = '0', '1'


class Server:
    """`plenary serve`, pinned, with a data folder of its own; ended with the block."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.environment = {
            **os.environ, 'PLENARY_DATA': self.folder.name, 'PLENARY_LISTEN': URL,
            'PLENARY_MEDIA_LISTEN': f'127.0.0.1:{PORT}', 'PLENARY_MEDIA_THREADS': '1'}

    def __enter__(self):
        self.process = subprocess.Popen(
            ['taskset', '-c', SERVER_CORE, PROGRAM, 'serve'], env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.time() + 10
        while not (pathlib.Path(self.folder.name) / 'token.key').exists() or not self._answers():
            if time.time() > deadline or self.process.poll() is not None:
                raise RuntimeError('the server does not start')
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(8)
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()

    def _answers(self):
        trust = ssl._create_unverified_context()
        try:
            with urllib.request.urlopen(f'{URL}/readyz', timeout=2, context=trust) as reply:
                return reply.status == 200
        except OSError:
            return False

    def token(self, role):
        return subprocess.run([PROGRAM, 'token', '--role', role], env=self.environment,
                              check=True, capture_output=True, text=True).stdout.strip()

    def rss_kib(self):
        for line in pathlib.Path(f'/proc/{self.process.pid}/status').read_text().splitlines():
            if line.startswith('VmRSS:'):
                return int(line.split()[1])
        raise RuntimeError('no VmRSS')

    def swarm(self, locations, *arguments, speaks=True):
        """Run a swarm; its numbers, with the server's memory when the measurement began."""
        with tempfile.NamedTemporaryFile(suffix='.json') as out:
            command = ['taskset', '-c', SWARM_CORE, PROGRAM, 'swarm', '--url', URL, '--ca', f'{self.folder.name}/tls.crt',
                       '--token', self.token('viewer'), '--locations', str(locations),
                       '--json', out.name, *map(str, arguments)]
            if speaks:
                command += ['--speaker-token', self.token('speaker')]
            swarm = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            marks = {}
            for line in swarm.stdout:
                if line.strip() in ('measuring', 'measured'):
                    marks[line.strip()] = self.rss_kib()
            if swarm.wait() != 0 or len(marks) != 2:
                raise RuntimeError('the swarm failed')
            result = json.loads(pathlib.Path(out.name).read_text())
        result['server_rss_kib'] = marks['measuring']
        return result
