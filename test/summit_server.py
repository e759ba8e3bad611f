"""A server with the sample summit, and its clients, for tests over the public API. Everything
happens on 127.0.0.1, on ports of the kernel's choice, in a folder of its own.
"""
import base64
import hashlib
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time

SAMPLE = pathlib.Path(__file__).resolve().parent.parent / 'doc/sample/summit.jsonl'
INSECURE = ssl.create_default_context()
INSECURE.check_hostname = False
INSECURE.verify_mode = ssl.CERT_NONE
WAIT_S = 20


class Server:
    def __init__(self, program, files_max=None, **settings):
        self.work = tempfile.TemporaryDirectory(prefix='plenary-test-')
        self.environment = {**os.environ, 'PLENARY_DATA': f'{self.work.name}/data', 'PLENARY_MEDIA_THREADS': '1',
                            'PLENARY_LISTEN': 'https://127.0.0.1:0', 'PLENARY_MEDIA_LISTEN': '127.0.0.1:0',
                            'PLENARY_CONNECTIONS_PER_SOURCE': '0', **settings}
        subprocess.run([program, 'summit', 'import', str(SAMPLE)], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL, timeout=60)
        config = pathlib.Path(self.work.name, 'plenary.yaml')
        config.write_text('rooms:\n  - name: hall\n  - name: commission\n  - name: annex\n')
        command = [program, 'serve', '--config', str(config)]
        if files_max:
            command = ['sh', '-c', f'ulimit -n {files_max}; exec "$@"', 'sh', *command]
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        links = {}
        while 'Health' not in links:
            line = self.process.stdout.readline()
            assert line, 'the server ended before it said where it is'
            name, link = line.split(None, 1)
            links[name] = link.strip()
        self.links = links
        self.port = int(re.search(r':(\d+)/', links['Health'])[1])
        self.director = Person(self, links['Director'].split('invitation=')[1])

    def raw(self):
        stream = socket.create_connection(('127.0.0.1', self.port), timeout=WAIT_S)
        return INSECURE.wrap_socket(stream)

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPSConnection('127.0.0.1', self.port, timeout=WAIT_S, context=INSECURE)
        try:
            connection.request(method, path, body, {n.replace('_', '-'): v for n, v in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def invite(self, person):
        """The person of that id, signed in."""
        secret = base64.urlsafe_b64encode(os.urandom(16)).rstrip(b'=').decode()
        self.director.must('invitation_issue', person=person, secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
                           expires_ms=int(time.time() * 1000) + 3600_000)
        return Person(self, secret)

    def newcomer(self, role, **fields):
        """A new person of that role, signed in."""
        added = self.director.must('person_add', name=f'A {role}', role=role, **fields)
        return self.invite(added['events'][0]['person'])

    def memory_kib(self):
        return int(re.search(r'VmRSS:\s+(\d+)', pathlib.Path(f'/proc/{self.process.pid}/status').read_text())[1])

    def cpu_s(self):
        fields = pathlib.Path(f'/proc/{self.process.pid}/stat').read_text().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=WAIT_S)
        self.process.stdout.close()
        self.work.cleanup()


class Person:
    def __init__(self, server, secret):
        self.server = server
        status, body, _ = server.ask('POST', '/api/v1/invitations/open', json.dumps({'secret': secret}))
        assert status == 200, body
        told = json.loads(body)
        self.session, self.id, self.role = told['session'], told['person'], told['role']

    def ask(self, method, path, body=None, **headers):
        return self.server.ask(method, path, body, Authorization=f'Bearer {self.session}', **headers)

    def get(self, path):
        status, body, _ = self.ask('GET', path)
        return status, json.loads(body)

    def send(self, command, key=None, **fields):
        """A command by REST: status and what was answered."""
        more = {'Idempotency_Key': key} if key else {}
        status, body, _ = self.ask('POST', f'/api/v1/commands/{command}', json.dumps(fields), **more)
        return status, json.loads(body)

    def must(self, command, key=None, **fields):
        status, told = self.send(command, key, **fields)
        assert status == 200, (command, told)
        return told

    def live(self, since=None, room='hall', buffer=None):
        return Live(self, since, room, buffer)


class Live:
    """A WebSocket of /live (RFC 6455)."""

    def __init__(self, person, since, room, buffer):
        key = base64.b64encode(os.urandom(16)).decode()
        if buffer:
            stream = socket.socket()
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            stream.settimeout(WAIT_S)
            stream.connect(('127.0.0.1', person.server.port))
            self.stream = INSECURE.wrap_socket(stream)
        else:
            self.stream = person.server.raw()
        query = f'?since={since}' if since is not None else ''
        self.stream.sendall((f'GET /live/{room}{query} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n'
                             f'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n'
                             f'Sec-WebSocket-Protocol: plenary.v1, bearer.{person.session}\r\n\r\n').encode())
        self.data = b''
        while b'\r\n\r\n' not in self.data:
            self._more()
        head, self.data = self.data.split(b'\r\n\r\n', 1)
        assert head.startswith(b'HTTP/1.1 101 '), head
        self.kept = []  # messages that came while another was waited for
        self.code = None  # of the close
        self.pieces = []  # of the message that is coming in

    def _more(self):
        more = self.stream.recv(65536)
        if not more:
            raise EOFError('the stream ended')
        self.data += more

    def _has(self, size):
        while len(self.data) < size:
            self._more()
        return size

    def frame(self):
        """The next frame; nothing is lost when the time is up meanwhile."""
        self._has(2)
        assert not self.data[1] & 0x80, 'a server does not mask'
        first, size, at = self.data[0], self.data[1] & 0x7f, 2
        if size >= 126:
            at = self._has(4 if size == 126 else 10)
            size = int.from_bytes(self.data[2:at], 'big')
        self._has(at + size)
        payload, self.data = self.data[at:at + size], self.data[at + size:]
        return first, payload

    def message(self):
        """The next text, as JSON; None: it was closed."""
        while True:
            first, payload = self.frame()
            if first == 0x88:
                self.code, self.reason = int.from_bytes(payload[:2], 'big'), payload[2:].decode()
                return None
            if first == 0x89:
                self.send_frame(0x8a, payload)
                continue
            assert first & 0x7f == (0 if self.pieces else 1), hex(first)
            self.pieces.append(payload)
            if first & 0x80:
                text, self.pieces = b''.join(self.pieces), []
                return json.loads(text)

    def expect(self, kind, where=lambda message: True, wait_s=WAIT_S):
        """The next message of that type, kept ones first."""
        for message in self.kept:
            if message['type'] == kind and where(message):
                self.kept.remove(message)
                return message
        end = time.monotonic() + wait_s
        while True:
            self.stream.settimeout(max(0.01, end - time.monotonic()))
            message = self.message()
            assert message is not None, f'closed with {self.code} {self.reason!r}, waiting for {kind}'
            if message['type'] == kind and where(message):
                return message
            self.kept.append(message)

    def gather(self, kind, wait_s):
        """All such messages, kept ones first, until none comes for so long."""
        gathered = []
        while True:
            try:
                gathered.append(self.expect(kind, wait_s=wait_s))
            except TimeoutError:
                return gathered

    def quiet(self, kind, wait_s):
        """Assert that no such message comes from now on."""
        self.kept = [message for message in self.kept if message['type'] != kind]
        try:
            message = self.expect(kind, wait_s=wait_s)
        except TimeoutError:
            return
        raise AssertionError(f'there came {message}')

    def closed(self):
        """Wait for the close; its code."""
        self.stream.settimeout(WAIT_S)
        try:
            while self.message() is not None:
                pass
        except (EOFError, ConnectionResetError, ssl.SSLError):
            pass
        return self.code

    def send_frame(self, first, payload):
        mask = os.urandom(4)
        size = len(payload)
        head = bytes([first]) + (bytes([0x80 | size]) if size < 126
                                 else b'\xfe' + struct.pack('>H', size) if size < 65536
                                 else b'\xff' + struct.pack('>Q', size))
        self.stream.sendall(head + mask + bytes(byte ^ mask[i & 3] for i, byte in enumerate(payload)))

    def say(self, message):
        self.send_frame(0x81, message if isinstance(message, bytes) else json.dumps(message).encode())

    def command(self, name, key, **fields):
        self.say({'command': name, 'id': key, 'fields': fields})
        return self.expect('answer', lambda answer: answer.get('id') == key)

    def close(self):
        self.stream.close()


def run(cases):
    """Each case with a line of TAP; then the program ends."""
    failed = 0
    print(f'1..{len(cases)}')
    for number, case in enumerate(cases, 1):
        try:
            case()
            print(f'ok {number} - {case.__name__}', flush=True)
        except Exception as problem:  # pylint: disable=broad-except
            failed += 1
            trace = problem.__traceback__.tb_next
            print(f'# {type(problem).__name__}: {str(problem)[:2000]} (line {trace.tb_lineno})')
            print(f'not ok {number} - {case.__name__}', flush=True)
    return failed
