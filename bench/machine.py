"""The bench's ground: two network namespaces joined by one wire that leads nowhere else, and
commands that run in them on a core of their own. Ends only what it has started."""
import contextlib
import os
import pathlib
import platform
import signal
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / 'build' / 'plenary'
RESULTS = ROOT / 'doc' / 'bench' / 'results.json'  # of all scenes, each as it was last run
SERVER_CORE, SWARM_CORE = '0', '1'
SERVER_IP, SWARM_IP = '10.213.0.1', '10.213.0.2'
STREET = '10.64.0.0'  # the locations' addresses, /12: no one else's inside these namespaces
STREET_PREFIX = f'{STREET}/12'


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def pinned(core, *command):
    """On this core, and before whatever else this machine does: all contenders alike."""
    return ['nice', '-n', '-15', 'taskset', '-c', core, *map(str, command)]


class Wire:
    """`with Wire() as wire`: the namespaces exist, joined by a veth pair at its defaults."""

    def __init__(self):
        self.server = f'plenary-server-{os.getpid()}'
        self.swarm = f'plenary-swarm-{os.getpid()}'

    def __enter__(self):
        try:
            self._make()
            self._check()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _make(self):
        for name in self.server, self.swarm:
            run('ip', 'netns', 'add', name)
            run('ip', '-n', name, 'link', 'set', 'lo', 'up')
        run('ip', '-n', self.server, 'link', 'add', 'wire', 'type', 'veth', 'peer', 'name', 'wire', 'netns', self.swarm)
        for name, ip in (self.server, SERVER_IP), (self.swarm, SWARM_IP):
            run('ip', '-n', name, 'address', 'add', f'{ip}/30', 'dev', 'wire')
            run('ip', '-n', name, 'link', 'set', 'wire', 'up')
        run('ip', '-n', self.server, 'route', 'add', STREET_PREFIX, 'via', SWARM_IP)
        run('ip', '-n', self.swarm, 'route', 'add', 'local', STREET_PREFIX, 'dev', 'lo')

    def _check(self):
        """Nothing may leave: no default route, no interface but the wire."""
        for name in self.server, self.swarm:
            routes = subprocess.run(['ip', '-n', name, 'route', 'show', 'default'], check=True, capture_output=True)
            links = subprocess.run(['ip', '-n', name, '-o', 'link'], check=True, capture_output=True, text=True)
            names = {line.split(':')[1].strip().split('@')[0] for line in links.stdout.splitlines()}
            if routes.stdout.strip() or names != {'lo', 'wire'}:
                raise RuntimeError(f'the namespace {name} is not closed')

    def __exit__(self, *_):
        for name in self.server, self.swarm:
            subprocess.run(['ip', 'netns', 'delete', name], check=False, stderr=subprocess.DEVNULL)

    def at_server(self, *command):
        return self._inside(self.server, SERVER_CORE, command)

    def at_swarm(self, *command):
        return self._inside(self.swarm, SWARM_CORE, command)

    @staticmethod
    def _inside(namespace, core, command):
        return ['ip', 'netns', 'exec', namespace, *pinned(core, *command)]


@contextlib.contextmanager
def started(command, **options):
    """A process that is ended with the block."""
    process = subprocess.Popen(command, **options)
    try:
        yield process
    finally:
        end(process)


def end(process, patience_s=8):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def busy_neighbour(core, seconds):
    """Somebody else who works on the core, in a session of its own so that it gets a full share; ends by itself."""
    loop = f'import time; end = time.monotonic() + {seconds}\nwhile time.monotonic() < end: pass'
    return subprocess.Popen(pinned(core, sys.executable, '-c', loop), start_new_session=True)


def cpu_name():
    with open('/proc/cpuinfo', encoding='ascii', errors='replace') as file:
        return next((line.split(':', 1)[1].strip() for line in file if line.startswith('model name')), '')


def describe():
    return (f'{cpu_name()}, {os.cpu_count()} cores, Linux {platform.release()}; the server on core {SERVER_CORE}, '
            f'the swarm on core {SWARM_CORE}')


def core_busy_s(core):
    """Seconds that a core has not been idle, interrupts included."""
    for line in pathlib.Path('/proc/stat').read_text().splitlines():
        words = line.split()
        if words[0] == f'cpu{core}':
            ticks = list(map(int, words[1:9]))
            return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf('SC_CLK_TCK')
    raise RuntimeError(f'no core {core}')
