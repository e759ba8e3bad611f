"""A WHEP door to Janus's streaming plugin: bridge.py ADDRESS:PORT JANUS_API_URL

Janus makes the offer itself. Both descriptions say the same things, so the bridge turns each
into the other: Janus's offer becomes the answer to the swarm's offer (Janus is then the passive
side), and the swarm's offer becomes the answer to Janus's. One Janus session holds all viewers,
each a handle; its events come by one long poll.
"""
import asyncio
import json
import re
import sys
import urllib.parse

MOUNTPOINT = 1
NOWHERE = '10.213.0.2'  # the swarm's end of the wire; nothing listens at its port 9
PATIENCE_S = 15


class Http:
    """JSON requests to Janus over connections that stay open."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.host, self.port, self.path = parts.hostname, parts.port, parts.path
        self.idle = []

    async def ask(self, method, path, body=None):
        reader, writer = self.idle.pop() if self.idle else await asyncio.open_connection(self.host, self.port)
        data = json.dumps(body).encode() if body is not None else b''
        writer.write(f'{method} {self.path}{path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Type: application/json\r\n'
                     f'Content-Length: {len(data)}\r\n\r\n'.encode() + data)
        _, headers, reply = await read_message(reader)
        if headers.get('connection', '').lower() == 'close':
            writer.close()
        else:
            self.idle.append((reader, writer))
        return json.loads(reply) if reply else {}


async def read_message(reader):
    head = (await reader.readuntil(b'\r\n\r\n')).decode()
    first, *lines = head.strip().split('\r\n')
    headers = {line.split(':', 1)[0].lower(): line.split(':', 1)[1].strip() for line in lines}
    if headers.get('transfer-encoding') == 'chunked':
        body = b''
        while size := int((await reader.readline()).strip(), 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return first, headers, body
    return first, headers, await reader.readexactly(int(headers.get('content-length', 0)))


class Janus:
    def __init__(self, url):
        self.http = Http(url)
        self.session = None
        self.waiting = {}  # handle -> the future of its next event with a description
        self.count = 0

    async def start(self):
        for _ in range(100):
            try:
                reply = await self.http.ask('POST', '', {'janus': 'create', 'transaction': self.next()})
                self.session = reply['data']['id']
                return asyncio.create_task(self.listen())
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.1)
        raise RuntimeError('Janus does not answer')

    def next(self):
        self.count += 1
        return f't{self.count}'

    async def listen(self):
        while True:
            events = await self.http.ask('GET', f'/{self.session}?maxev=20')
            for event in events if isinstance(events, list) else [events]:
                future = self.waiting.get(event.get('sender'))
                is_failure = 'error_code' in event.get('plugindata', {}).get('data', {})
                if future and not future.done() and ('jsep' in event or is_failure):
                    future.set_result(event)

    async def send(self, handle, body, jsep=None):
        message = {'janus': 'message', 'transaction': self.next(), 'body': body}
        if jsep:
            message['jsep'] = jsep
        await self.http.ask('POST', f'/{self.session}/{handle}', message)

    async def watch(self, offer):
        """The swarm's offer; the answer for it and the handle."""
        reply = await self.http.ask('POST', f'/{self.session}', {
            'janus': 'attach', 'plugin': 'janus.plugin.streaming', 'transaction': self.next()})
        handle = reply['data']['id']
        self.waiting[handle] = asyncio.get_running_loop().create_future()
        await self.send(handle, {'request': 'watch', 'id': MOUNTPOINT})
        event = await asyncio.wait_for(self.waiting[handle], PATIENCE_S)
        del self.waiting[handle]
        theirs = event['jsep']['sdp']
        await self.send(handle, {'request': 'start'},
                        {'type': 'answer', 'sdp': turn_round(offer, theirs, 'active', 'recvonly')})
        return handle, turn_round(theirs, offer, 'passive', 'sendonly')

    async def leave(self, handle):
        await self.http.ask('POST', f'/{self.session}/{handle}', {'janus': 'detach', 'transaction': self.next()})


def sections(sdp):
    head, *media = re.split(r'(?m)^(?=m=)', sdp.replace('\r\n', '\n'))
    return head, {section.split()[0][2:]: section for section in media}, [s.split()[0][2:] for s in media]


def value(name, *texts):
    for text in texts:
        if found := re.search(rf'(?m)^a={name}:(.*)$', text):
            return found.group(1).strip()
    return None


def turn_round(mine, asked, setup, direction):
    """A description with the transport and streams of `mine`, shaped as an answer to `asked`."""
    head, own, _ = sections(mine)
    _, questions, order = sections(asked)
    ids = ' '.join(value('mid', questions[kind]) for kind in order)
    out = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', f'a=group:BUNDLE {ids}']
    if 'a=ice-lite' in mine:
        out.append('a=ice-lite')
    any_own = ''.join(own.values())
    for kind in order:
        section, question = own.get(kind, any_own), questions[kind]
        payload_type = question.split('\n', 1)[0].split()[3]
        out += [f'm={kind} 9 UDP/TLS/RTP/SAVPF {payload_type}', 'c=IN IP4 0.0.0.0', f'a=mid:{value("mid", question)}',
                f'a={direction}', 'a=rtcp-mux', f'a=setup:{setup}',
                f'a=ice-ufrag:{value("ice-ufrag", section, head, any_own)}',
                f'a=ice-pwd:{value("ice-pwd", section, head, any_own)}',
                f'a=fingerprint:{value("fingerprint", section, head, any_own)}']
        out += re.findall(rf'(?m)^a=rtpmap:{payload_type} .*$', question)
        out += re.findall(rf'(?m)^a=rtcp-fb:{payload_type} .*$', question)
        out += re.findall(r'(?m)^a=ssrc:.*$', section)[:1]  # a second one is for retransmission, not offered here
        # Janus waits for a candidate; where the swarm's packets really come from it learns from its checks.
        out += re.findall(r'(?m)^a=candidate:.*$', section) or [f'a=candidate:1 1 udp 2015363327 {NOWHERE} 9 typ host']
        out.append('a=end-of-candidates')
    return '\r\n'.join(line.strip() for line in out) + '\r\n'


async def answer(janus, first, body):
    method, path = first.split()[:2]
    if method == 'DELETE':
        await janus.leave(int(path.rsplit('/', 1)[1]))
        return '200 OK', '', ''
    if method != 'POST':
        return '405 Method Not Allowed', '', ''
    try:
        handle, text = await janus.watch(body.decode())
    except (KeyError, asyncio.TimeoutError) as error:
        return '503 Service Unavailable', '', f'Janus has not offered: {error!r}'
    return '201 Created', f'Content-Type: application/sdp\r\nLocation: /session/{handle}\r\n', text


async def serve(janus, reader, writer):
    try:
        while True:
            first, _, body = await read_message(reader)
            status, headers, text = await answer(janus, first, body)
            data = text.encode()
            writer.write(f'HTTP/1.1 {status}\r\n{headers}Content-Length: {len(data)}\r\n\r\n'.encode() + data)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main(address, url):
    host, port = address.rsplit(':', 1)
    janus = Janus(url)
    listening = await janus.start()
    server = await asyncio.start_server(lambda reader, writer: serve(janus, reader, writer), host, int(port))
    print('ready', flush=True)
    async with server:
        await listening


if __name__ == '__main__':
    asyncio.run(main(*sys.argv[1:3]))
