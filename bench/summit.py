"""A summit for the bench: a hall, delegations with one delegate each, people of desk and stage, an
invitation for everybody whose secret is known, two motions. Written as `plenary summit import` takes it.
And a moderator for the bench itself."""
import base64
import hashlib
import json
import ssl
import subprocess
import time
import urllib.request

ROLES_ON_STAGE = ['director', 'moderator', 'speaker', 'interpreter']
OPEN_MOTION, SECRET_MOTION = 1, 2


def secret_of(person):
    return base64.urlsafe_b64encode(hashlib.sha256(f'person {person}'.encode()).digest()[:16]).decode().rstrip('=')


def events(delegates, on_stage, messages):
    """The first person is the director, then all others of desk and stage, then a delegate a location; last the
    bench's moderator."""
    now_ms = int(time.time() * 1000)
    yield 'summit_edited', {'summit': 1, 'name': {'en': 'Bench'}, 'time_zone': 'Europe/Zurich', 'languages': ['en', 'fr']}
    yield 'room_added', {'room': 1, 'slug': 'hall', 'name': {'en': 'Plenary hall'}}
    for number in range(1, delegates + 1):
        yield 'location_added', {'location': number, 'name': f'Location {number}', 'country': 'CH', 'language': 'en',
                                 'time_zone': 'Europe/Zurich', 'head_count': 5, 'weight': 1}
    people = on_stage + delegates
    for number in range(1, people + 1):
        role = ROLES_ON_STAGE[min(number - 1, 1 + number % 3)] if number <= on_stage else 'delegate'
        more = {'location': number - on_stage} if role == 'delegate' else {}
        yield 'person_added', {'person': number, 'name': f'Person {number}', 'role': role, 'language': 'en', **more}
    yield 'person_added', {'person': people + 1, 'name': 'Bench', 'role': 'moderator', 'language': 'en'}
    for number in range(1, people + 2):
        yield 'invitation_issued', {'invitation': number, 'person': number, 'expires_ms': now_ms + 86400000,
                                    'secret_hash': hashlib.sha256(secret_of(number).encode()).hexdigest()}
    for motion, mode in (OPEN_MOTION, {}), (SECRET_MOTION, {'mode': 'secret'}):
        yield 'motion_added', {'motion': motion, 'room': 1, 'title': {'en': f'Motion {motion}'}, **mode}
    for number in range(1, messages + 1):
        yield 'chat_sent', {'message': number, 'room': 1, 'person': on_stage + 1 + number % delegates,
                            'text': f'Message {number} of a long summit, about as long as what people write.'}


def write(path, delegates, on_stage, messages=0):
    now_ms = int(time.time() * 1000)
    with open(path, 'w', encoding='utf-8') as out:
        out.write('{"plenary_summit":1}\n')
        for sequence, (name, fields) in enumerate(events(delegates, on_stage, messages), 1):
            out.write(json.dumps({'event': name, 'sequence': sequence, 'at_ms': now_ms, **fields}) + '\n')
    return sequence


def make(program, folder, delegates, on_stage, messages=0):
    """The summit in this data folder, and `secrets` for the swarm; how many events it has."""
    file = folder / 'summit.jsonl'
    count = write(file, delegates, on_stage, messages)
    subprocess.run([program, 'summit', 'import', '--data', folder, file], check=True, stdout=subprocess.DEVNULL)
    file.unlink()
    (folder / 'secrets').write_text(''.join(f'{secret_of(person)}\n' for person in range(1, on_stage + delegates + 1)))
    return count


class Moderator:
    """The bench's own person, by the API."""

    def __init__(self, url, ca_file, people):
        self.url, self.trust = url, ssl.create_default_context(cafile=ca_file)
        self.session = None
        self.session = self._ask('invitations/open', {'secret': secret_of(people + 1)})['session']

    def _ask(self, path, fields=None):
        headers = {'Content-Type': 'application/json'}
        if self.session:
            headers['Authorization'] = f'Bearer {self.session}'
        body = None if fields is None else json.dumps(fields).encode()
        request = urllib.request.Request(f'{self.url}/api/v1/{path}', body, headers)
        with urllib.request.urlopen(request, timeout=30, context=self.trust) as answer:
            return json.load(answer)

    def command(self, name, **fields):
        return self._ask(f'commands/{name}', fields)

    def get(self, path):
        return self._ask(path)
