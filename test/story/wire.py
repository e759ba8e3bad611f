"""Small clients over TLS: HTTP/1.1 requests on kept connections, and WebSockets (RFC 6455) that
keep what the summit tells them: the sections of its view, as a page does."""
import base64
import http.client
import json
import os
import selectors
import socket
import ssl
import struct
import threading

TIMEOUT_S = 60
insecure = ssl.create_default_context()
insecure.check_hostname = False
insecure.verify_mode = ssl.CERT_NONE


class Lost(Exception):
    """The server went away before it answered: whether the command was done is not known."""


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        self.body = body

    def json(self):
        return json.loads(self.body)


class Connection:
    """Requests one after the other on one connection, opened when needed."""

    def __init__(self, port):
        self.port = port
        self.connection = None

    def ask(self, method, path, body, headers):
        try:
            if not self.connection:
                self.connection = http.client.HTTPSConnection('127.0.0.1', self.port, timeout=TIMEOUT_S,
                                                              context=insecure)
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        except (OSError, http.client.HTTPException) as problem:
            self.close()
            raise Lost(str(problem)) from problem

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class Watcher:
    """One person's WebSocket. A keen one reads what it is told; others are only there."""

    def __init__(self, person, session, room, is_keen):
        self.person, self.session, self.room, self.is_keen = person, session, room, is_keen
        self.stream = None
        self.data = b''
        self.text = b''
        self.sections = {}
        self.you = {}
        self.sequence = 0
        self.kinds = []  # of the views since the socket was opened
        self.close_code, self.close_reason = None, ''

    def open(self, port):
        key = base64.b64encode(os.urandom(16)).decode()
        since = f'?since={self.sequence}' if self.sequence else ''
        stream = insecure.wrap_socket(socket.create_connection(('127.0.0.1', port), timeout=TIMEOUT_S))
        stream.sendall((f'GET /live/{self.room}{since} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n'
                        f'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n'
                        f'Sec-WebSocket-Protocol: plenary.v1, bearer.{self.session}\r\n\r\n').encode())
        head = b''
        while b'\r\n\r\n' not in head:
            more = stream.recv(4096)
            if not more:
                raise Lost('the WebSocket was not opened')
            head += more
        head, self.data = head.split(b'\r\n\r\n', 1)
        assert int(head.split()[1]) == 101, head
        stream.setblocking(False)
        self.stream, self.kinds, self.close_code = stream, [], None

    def send(self, opcode, payload=b''):
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        self.stream.send(struct.pack('!BB', 0x80 | opcode, 0x80 | len(payload)) + mask + masked)

    def read(self):
        """Take all that has come; False when the stream has ended."""
        is_open = True
        while is_open:
            try:
                more = self.stream.recv(65536)
                is_open = bool(more)
                self.data += more
            except (ssl.SSLWantReadError, BlockingIOError):
                break
            except OSError:
                is_open = False
        while self.take_frame():
            pass
        return is_open and self.close_code is None

    def take_frame(self):
        if len(self.data) < 2:
            return False
        size, at = self.data[1] & 127, 2
        if size == 126 and len(self.data) >= 4:
            size, at = struct.unpack_from('!H', self.data, 2)[0], 4
        elif size == 127 and len(self.data) >= 10:
            size, at = struct.unpack_from('!Q', self.data, 2)[0], 10
        elif size >= 126:
            return False
        if len(self.data) < at + size:
            return False
        is_whole, opcode, payload = self.data[0] & 128, self.data[0] & 15, self.data[at:at + size]
        self.data = self.data[at + size:]
        if opcode in (0, 1):  # a text, perhaps in parts (RFC 6455 5.4)
            self.text += payload
            if is_whole:
                text, self.text = self.text, b''
                if self.is_keen:
                    self.take_message(json.loads(text))
        elif opcode == 8:
            self.close_code = struct.unpack('!H', payload[:2])[0] if payload else 1005
            self.close_reason = payload[2:].decode()
            self.send(8, payload[:2])
        elif opcode == 9:
            self.send(10, payload)
        return True

    def take_message(self, message):
        """As doc/api says: a section replaces its namesake; chat_added adds to the chat."""
        if message['type'] == 'you':
            self.you = message
        if message['type'] not in ('snapshot', 'change'):
            return
        if message['type'] == 'change':
            assert message['since'] <= self.sequence, 'a change leaves nothing out'
        else:
            self.sections = {}
        self.kinds.append(message['type'])
        self.sequence = message['sequence']
        added = message['sections'].pop('chat_added', None)
        self.sections.update(message['sections'])
        if added:
            chat = self.sections['chat']
            chat['messages'] = (chat['messages'] + added['messages'])[-100:]


class Watchers:
    """All WebSockets, read by one thread."""

    def __init__(self):
        self.selector = selectors.DefaultSelector()
        self.wake, self.woken = socket.socketpair()
        self.selector.register(self.woken, selectors.EVENT_READ)
        self.lock = threading.Lock()
        self.problem = None  # that a watcher found in what it was told
        threading.Thread(target=self.run, daemon=True).start()

    def add(self, watcher):
        with self.lock:
            if watcher.read():  # what came with the handshake
                self.selector.register(watcher.stream, selectors.EVENT_READ, watcher)
        self.wake.send(b'.')

    def drop(self, watcher):
        with self.lock:
            if watcher.stream:
                if watcher.stream.fileno() >= 0 and watcher.stream in self.selector.get_map():
                    self.selector.unregister(watcher.stream)
                watcher.stream.close()
                watcher.stream = None

    def read_ready(self):
        for key, _ in self.selector.select(1):
            watcher = key.data
            with self.lock:
                if watcher is None:
                    self.woken.recv(1000)
                elif watcher.stream and not watcher.read():
                    self.selector.unregister(watcher.stream)
                    watcher.stream.close()
                    watcher.stream = None

    def run(self):
        while not self.problem:
            try:
                self.read_ready()
            except Exception as problem:  # pylint: disable=broad-except
                self.problem = problem
