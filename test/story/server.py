"""A real `plenary serve`, started, killed and started again on one data directory and port."""
import json
import os
import pathlib
import queue
import re
import signal
import subprocess
import threading
import time

from .wire import Connection, Lost, TIMEOUT_S, Watchers

ROOMS = 'rooms:\n  - name: hall\n    title: Plenary hall\n  - name: commission\n    title: Commission\n'


class Server:
    has_sockets, is_calm = True, True

    def __init__(self, program, sample, folder):
        self.program, self.sample, self.folder, self.port = program, sample, pathlib.Path(folder), 0
        self.config = self.folder / 'plenary.yaml'
        self.config.write_text(ROOMS)
        self.is_up = threading.Event()
        self.own = threading.local()
        self.watchers = Watchers()
        self.kill_at = None  # with so many answers of `together`
        self.process = None

    # ---- the program ----

    def environment(self):
        return {**os.environ, 'PLENARY_DATA': str(self.folder / 'data'), 'PLENARY_MEDIA_THREADS': '1', 'PLENARY_CONNECTIONS': '1000',
                'PLENARY_LISTEN': f'https://127.0.0.1:{self.port}', 'PLENARY_MEDIA_LISTEN': '127.0.0.1:0'}

    def run(self, *args):
        """What the command printed; it must succeed."""
        done = subprocess.run([self.program, *args], env=self.environment(), capture_output=True, timeout=TIMEOUT_S)
        assert done.returncode == 0, f'{args}: {done.stderr.decode()}'
        return done.stdout.decode()

    def start(self):
        """The director's secret."""
        if not self.port:
            self.run('summit', 'import', str(self.sample))
        self.process = subprocess.Popen([self.program, 'serve', '--config', str(self.config)],
                                        env=self.environment(), stdout=subprocess.PIPE, text=True)
        links = {}
        while 'Health' not in links:
            line = self.process.stdout.readline()
            assert line, 'the server ended before it said where it is'
            links.setdefault(*line.split(maxsplit=1))
        self.port = int(re.search(r':(\d+)/', links['Health'])[1])
        self.is_up.set()
        return re.search(r'#invitation=(\S+)', links['Director'])[1]

    def kill(self):
        """kill -9; whoever asks then waits until it has been started again."""
        self.is_up.clear()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=TIMEOUT_S)

    def stop(self):
        self.process.terminate()
        code = self.process.wait(timeout=TIMEOUT_S)
        assert code == 0, f'the server ended with {code}'

    def end(self):
        """However the story ended."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def export(self):
        return [json.loads(line) for line in self.run('summit', 'export').splitlines()[1:]]

    def check_log(self, folder):
        """It verifies, and its export is the same summit again."""
        self.stop()
        assert 'each event follows from the one before' in self.run('log', 'verify')
        rows = [json.loads(line) for line in self.run('log', 'export').splitlines()]
        assert [row['event'] for row in rows] == self.export()
        assert all(row['type'] == row['event']['event'] for row in rows)
        state = self.run('log', 'replay').splitlines()[-1]
        copy = folder / 'copy.jsonl'
        copy.write_text(self.run('summit', 'export'))
        self.run('summit', 'import', '--data', str(folder / 'copy'), str(copy))
        again = self.run('log', 'replay', '--data', str(folder / 'copy'))
        assert again.splitlines()[-1] == state, 'an import of the export is the same state'

    # ---- time ----

    def advance_to(self, at_ms):
        """This clock cannot be moved."""
        return False

    def now_ms(self):
        return int(time.time() * 1000)

    def wait_ms(self, duration_ms):
        time.sleep(duration_ms / 1000)

    # ---- requests ----

    def ask(self, method, path, body=None, headers=None):
        if not getattr(self.own, 'connection', None) or self.own.connection.port != self.port:
            self.own.connection = Connection(self.port)
        text = None if body is None else json.dumps(body).encode()
        return self.own.connection.ask(method, path, text, headers or {})

    def close(self):
        if getattr(self.own, 'connection', None):
            self.own.connection.close()

    def recover(self):
        time.sleep(0.05)
        assert self.is_up.wait(TIMEOUT_S), 'the server did not come back'

    def together(self, calls, parallel):
        """Do all calls, `parallel` at a time each on its own connection. Each is tried until it is answered."""
        waiting, answers, problems = queue.Queue(), [], []
        for call in calls:
            waiting.put(call)

        def work():
            try:
                while not problems:
                    answers.append(waiting.get_nowait()())
            except queue.Empty:
                pass
            except Exception as problem:  # pylint: disable=broad-except
                problems.append(problem)
            finally:
                self.close()

        threads = [threading.Thread(target=work) for _ in range(parallel)]
        for thread in threads:
            thread.start()
        if self.kill_at is not None:
            while len(answers) < self.kill_at and not problems:
                time.sleep(0.002)
            self.kill()
            self.kill_at = None
            self.start()
        for thread in threads:
            thread.join()
        if problems:
            raise problems[0]

    # ---- who watches ----

    def watch(self, watcher):
        watcher.open(self.port)
        self.watchers.add(watcher)

    def leave(self, watcher):
        self.watchers.drop(watcher)

    def check_watchers(self):
        if self.watchers.problem:
            raise self.watchers.problem


def until(what, say, seconds=TIMEOUT_S):
    """Wait until it is true."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, say() if callable(say) else say
        time.sleep(0.01)


__all__ = ['Lost', 'Server', 'until']
