"""The summit in virtual time (sim/summit_scene.h) in the place of a server: the clock goes where the story goes,
and crashes come by a seed, between any two steps. One thread of the story runs at a time, in a fixed order, so
that a seed is the same story again."""
import json
import pathlib
import random
import subprocess
import threading

from .wire import Answer, Lost

TICK_MS = 50
ANSWER_MS = 60000
PARALLEL_MAX = 8  # more would never be without a crash until their ballots are sealed
BEGIN_MS = 1805695200000  # the first day of the sample, at eight


class Scene:
    has_sockets, is_calm = False, True

    def __init__(self, scene, plenary, sample, seed, crash_percent):
        self.plenary, self.now = plenary, BEGIN_MS
        self.random, self.crash_percent = random.Random(seed), crash_percent
        self.program = subprocess.Popen([scene, str(sample), str(seed), str(self.now)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.answers, self.events, self.secret = {}, [], None
        self.number = 0
        self.waiting = {}  # number of a request -> its task, None for the story itself
        self.present = set()
        self.kill_at, self.answered = None, 0
        self.crashes = 0
        self.tasks = threading.local()

    # ---- the program ----

    def tell(self, line, more=b''):
        self.program.stdin.write(line.encode() + b'\n' + more)
        self.program.stdin.flush()
        while True:
            word, *numbers = self.program.stdout.readline().decode().split()
            if word == 'ok':
                return
            if word == 'secret':
                self.secret = numbers[0]
            else:
                data = self.program.stdout.read(int(numbers[-1]))
                if word == 'event':
                    self.events.append(json.loads(data))
                else:
                    self.answers[int(numbers[0])] = answer_of(data)

    def start(self):
        self.tell('invite 1')
        return self.secret

    def stop(self):
        self.program.stdin.close()
        code = self.program.wait(timeout=60)
        assert code == 0, f'the scene ended with {code}'

    def crash(self):
        """Whoever waits for an answer has lost it; the sockets are opened again."""
        self.crashes += 1
        self.tell('crash')
        self.answers.clear()
        for number in list(self.waiting):
            self.answers[number] = Lost('the server died')
        for person in sorted(self.present):
            self.tell(f'present {person} 1')

    def export(self):
        self.events = []
        self.tell('export')
        return self.events

    # ---- time ----

    def now_ms(self):
        return self.now

    def wait_ms(self, duration_ms):
        self.advance_to(self.now + duration_ms)

    def advance_to(self, at_ms):
        assert at_ms >= self.now, 'time does not run backwards'
        self.now = at_ms
        self.tell(f'clock {self.now}')
        self.tell('settle')
        return True

    # ---- requests ----

    def ask(self, method, path, body=None, headers=None):
        text = b'' if body is None else json.dumps(body).encode()
        lines = [f'{method} {path} HTTP/1.1', 'Host: summit.example', f'Content-Length: {len(text)}']
        lines += [f'{name}: {value}' for name, value in (headers or {}).items()]
        request = '\r\n'.join(lines).encode() + b'\r\n\r\n' + text
        self.number += 1
        number = self.number
        self.waiting[number] = getattr(self.tasks, 'own', None)
        self.tell(f'ask {number} {len(request)}', request)
        fate = 0 if self.is_calm else self.random.random() * 100
        if fate >= 100 - self.crash_percent:  # before the disk has it
            self.crash()
        else:
            self.tell('settle')
            if fate >= 100 - 2 * self.crash_percent:  # it has, but nobody is told
                self.crash()
        return self.wait_for(number)

    def wait_for(self, number):
        """Its answer; meanwhile time passes, or others go on."""
        task, end = self.waiting[number], self.now + ANSWER_MS
        while number not in self.answers:
            assert self.now < end, 'no answer came in a minute'
            if task:
                task.pause()
            else:
                self.wait_ms(TICK_MS)
        del self.waiting[number]
        answer = self.answers.pop(number)
        if isinstance(answer, Lost):
            raise answer
        return answer

    def recover(self):
        """It has been started again already."""

    def together(self, calls, parallel):
        """Do all calls, `parallel` of them begun and not yet answered at a time."""
        waiting, tasks, done = list(reversed(calls)), [], []
        parallel = min(parallel, PARALLEL_MAX)
        while waiting or tasks:
            while waiting and len(tasks) < parallel:
                tasks.append(Task(self, waiting.pop()))
            for task in tasks:
                task.go_on()
            done += [task for task in tasks if task.is_done]
            tasks = [task for task in tasks if not task.is_done]
            if self.kill_at is not None and len(done) >= self.kill_at:
                self.kill_at = None
                self.crash()
            elif tasks:
                self.wait_ms(TICK_MS)
        for task in done:
            if task.problem:
                raise task.problem

    # ---- who is there ----

    def watch(self, watcher):
        self.present.add(watcher.person)
        self.tell(f'present {watcher.person} 1')

    def leave(self, watcher):
        self.present.discard(watcher.person)
        self.tell(f'present {watcher.person} 0')

    # ---- the books ----

    def check_log(self, folder):
        """The export is a summit that a real server reads, with the same ballots in it."""
        folder = pathlib.Path(folder)
        file = folder / 'export.jsonl'
        lines = ['{"plenary_summit":1}'] + [json.dumps(event, ensure_ascii=False, separators=(',', ':'))
                                            for event in self.export()]
        file.write_text('\n'.join(lines) + '\n')
        self.stop()
        for command in (['summit', 'import', '--data', folder / 'copy', file],
                        ['log', 'verify', '--data', folder / 'copy'], ['log', 'replay', '--data', folder / 'copy']):
            done = subprocess.run([self.plenary, *map(str, command)], capture_output=True, timeout=60)
            assert done.returncode == 0, done.stderr.decode()


class Task:
    """A thread that runs only between go_on and its next pause."""

    def __init__(self, scene, call):
        self.scene, self.call = scene, call
        self.turn, self.paused = threading.Semaphore(0), threading.Semaphore(0)
        self.is_done, self.problem = False, None
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        self.turn.acquire()
        self.scene.tasks.own = self
        try:
            self.call()
        except Exception as problem:  # pylint: disable=broad-except
            self.problem = problem
        self.is_done = True
        self.paused.release()

    def go_on(self):
        self.turn.release()
        self.paused.acquire()

    def pause(self):
        self.paused.release()
        self.turn.acquire()


def answer_of(data):
    head, body = data.split(b'\r\n\r\n', 1)
    first, *lines = head.decode().split('\r\n')
    return Answer(int(first.split()[1]), [line.split(': ', 1) for line in lines], body)
