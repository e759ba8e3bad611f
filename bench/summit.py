"""A summit for the bench: a hall, delegations with one delegate each, people of desk and stage, an
invitation for everybody whose secret is known, two motions. Written as `plenary summit import` takes it."""
import base64
import hashlib
import json
import subprocess
import time

from machine import PROGRAM

ROLES_ON_STAGE = ['director', 'moderator', 'speaker', 'interpreter']
OPEN_MOTION, SECRET_MOTION = 1, 2


def secret_of(person):
    return base64.urlsafe_b64encode(hashlib.sha256(f'person {person}'.encode()).digest()[:16]).decode().rstrip('=')


def events(delegates, on_stage, messages):
    """The first person is the director, then all others of desk and stage, then a delegate a location."""
    now_ms = int(time.time() * 1000)
    yield 'summit_edited', {'summit': 1, 'name': {'en': 'Bench'}, 'time_zone': 'Europe/Geneva', 'languages': ['en', 'fr']}
    yield 'room_added', {'room': 1, 'slug': 'hall', 'name': {'en': 'Plenary hall'}}
    for number in range(1, delegates + 1):
        yield 'location_added', {'location': number, 'name': f'Location {number}', 'country': 'CH', 'language': 'en',
                                 'time_zone': 'Europe/Zurich', 'head_count': 5, 'weight': 1}
    for number in range(1, on_stage + delegates + 1):
        role = ROLES_ON_STAGE[min(number - 1, 1 + number % 3)] if number <= on_stage else 'delegate'
        more = {'location': number - on_stage} if role == 'delegate' else {}
        yield 'person_added', {'person': number, 'name': f'Person {number}', 'role': role, 'language': 'en', **more}
    for number in range(1, on_stage + delegates + 1):
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


def write_secrets(path, people):
    path.write_text(''.join(f'{secret_of(person)}\n' for person in range(1, people + 1)))


def make(folder, delegates, on_stage, messages=0):
    """The summit in this data folder; how many events it has."""
    file = folder / 'summit.jsonl'
    count = write(file, delegates, on_stage, messages)
    subprocess.run([PROGRAM, 'summit', 'import', '--data', folder, file], check=True, stdout=subprocess.DEVNULL)
    file.unlink()
    return count
