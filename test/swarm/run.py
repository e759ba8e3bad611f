#!/usr/bin/env python3
"""A swarm against a real server on loopback: all comes whole; and when a relay between them
corrupts or drops packets, the swarm sees it. run.py PLENARY"""
import json
import os
import pathlib
import select
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

PROGRAM = sys.argv[1]
SERVER, RELAY = '127.0.0.1', '127.0.0.2'  # the answers name the relay's address, at the server's port


class Relay(threading.Thread):
    """Datagrams to RELAY go on to the server; `spoil` gets what comes back: bytes to pass, or None."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.clients, self.spoil, self.goes_on = port, {}, lambda packet: packet, True
        self.door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.door.bind((RELAY, port))

    def run(self):
        backs = {}
        while self.goes_on:
            for ready in select.select([self.door, *backs], [], [], 0.2)[0]:
                data, peer = ready.recvfrom(65536)
                if ready is self.door:
                    if peer not in self.clients:
                        back = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        back.connect((SERVER, self.port))
                        self.clients[peer], backs[back] = back, peer
                    self.clients[peer].send(data)
                else:
                    is_media = 128 <= data[0] <= 191
                    passed = self.spoil(data) if is_media else data
                    if passed is not None:
                        self.door.sendto(passed, backs[ready])


def free_port():
    """One that is free for TCP and, at both addresses, for UDP."""
    with socket.socket() as tcp:
        tcp.bind((SERVER, 0))
        return tcp.getsockname()[1]


def answers(url):
    trust = ssl._create_unverified_context()
    try:
        with urllib.request.urlopen(f'{url}/readyz', timeout=2, context=trust) as reply:
            return reply.status == 200
    except OSError:
        return False


def token(environment, role):
    return subprocess.run([PROGRAM, 'token', '--role', role], env=environment, check=True, capture_output=True,
                          text=True).stdout.strip()


def swarm(environment, *arguments):
    """Its exit status and its only step."""
    with tempfile.NamedTemporaryFile(suffix='.json') as out:
        done = subprocess.run(
            [PROGRAM, 'swarm', '--url', environment['PLENARY_LISTEN'], '--ca', f'{environment["PLENARY_DATA"]}/tls.crt',
             '--token', token(environment, 'viewer'), '--speaker-token', token(environment, 'speaker'),
             '--json', out.name, '--settle', '1', *map(str, arguments)],
            check=False, capture_output=True, text=True, timeout=60)
        text = pathlib.Path(out.name).read_text()
        return done.returncode, json.loads(text)['steps'][0] if text else {}, done.stderr


number = 0


def check(name, holds, told):
    global number
    number += 1
    print(f'{"ok" if holds else "not ok"} {number} - {name}' + ('' if holds else f'\n# {told}'), flush=True)


def flip(packet):
    """Every 16th packet, by its sequence number, arrives with one bit changed behind its header."""
    if len(packet) > 40 and packet[3] % 16 == 5:
        return packet[:30] + bytes([packet[30] ^ 4]) + packet[31:]
    return packet


def drop(packet):
    """Every 32nd packet never arrives, however often it is sent again."""
    return None if packet[1] & 0x7f in (96, 111) and packet[3] % 32 == 5 else packet


def run_all(environment, relay):
    status, step, told = swarm(environment, '--locations', 60, '--seconds', 3)
    check('60 locations join, nothing is lost or corrupt, the sampled ones have opened all of theirs',
          status == 0 and step['joined'] == 60 and step['lost'] == step['corrupted'] == step['silent'] == 0
          and step['opened'] > 2 * 100 and step['frames'] > 60 * 25, (status, step, told))
    relay.spoil = flip
    status, step, told = swarm(environment, '--locations', 20, '--seconds', 2)
    check('a changed bit is seen as corruption and fails the run', status != 0 and step.get('corrupted', 0) > 0,
          (status, step, told))
    relay.spoil = drop
    status, step, told = swarm(environment, '--locations', 20, '--seconds', 4)
    wanted = 100 / 32
    check('what never comes is asked for again, and then counted as lost',
          step.get('nacks', 0) > 0 and wanted / 2 < step.get('loss_percent', 0) < wanted * 4, (status, step, told))
    relay.spoil = lambda packet: packet
    status, step, told = swarm(environment, '--locations', 40, '--seconds', 4, '--leave-return', '50:1',
                               '--network-change', '50:1')
    check('who leaves comes back, who changes the network stays',
          status == 0 and step['left'] > 0 and step['moved'] > 0 and step['bad_corrupted'] == 0, (status, step, told))
    status, step, told = swarm({**environment, 'PLENARY_LISTEN': 'https://192.0.2.1:8443'}, '--locations', 1)
    check('a target that is not loopback is refused before anything is sent', status != 0 and 'loopback' in told, told)


def main():
    port = free_port()
    print('1..5')
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, 'PLENARY_DATA': folder, 'PLENARY_LISTEN': f'https://{SERVER}:{port}',
                       'PLENARY_MEDIA_LISTEN': f'{SERVER}:{port}', 'PLENARY_PUBLIC_ADDRESS': RELAY,
                       'PLENARY_MEDIA_THREADS': '1'}
        relay = Relay(port)
        relay.start()
        server = subprocess.Popen([PROGRAM, 'serve'], env=environment, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        try:
            deadline = time.time() + 10
            while not answers(environment['PLENARY_LISTEN']):
                if time.time() > deadline or server.poll() is not None:
                    print('Bail out! the server does not start')
                    return 1
                time.sleep(0.1)
            run_all(environment, relay)
        finally:
            relay.goes_on = False
            server.send_signal(signal.SIGTERM)
            server.wait(10)
    return 0


if __name__ == '__main__':
    sys.exit(main())
