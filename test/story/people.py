"""The people of the summit as clients of the API: each command has an Idempotency-Key and is sent until it is
answered; each answer goes to the ledger."""
import base64
import hashlib
import itertools
import os

from .wire import Lost, Watcher

ATTEMPTS = 100
INVITATION_MS = 5 * 24 * 3600 * 1000
numbers = itertools.count(1)


def draw():
    """128 random bits, as secrets and device keys are written."""
    return base64.urlsafe_b64encode(os.urandom(16)).rstrip(b'=').decode()


class Summit:
    """What all clients share."""

    def __init__(self, server, ledger):
        self.server, self.ledger = server, ledger
        self.people = {}  # id -> Person
        self.watchers = []

    def ask(self, session, method, path, body=None, headers=None):
        """Try until it is answered."""
        headers = dict(headers or {})
        if session:
            headers['Authorization'] = f'Bearer {session}'
        for _ in range(ATTEMPTS):
            try:
                answer = self.server.ask(method, path, body, headers)
            except Lost:
                self.server.recover()
                continue
            if answer.status not in (503, 507):
                return answer
            assert answer.headers['retry-after'], 'a refusal for now says when to come back'
            self.server.wait_ms(200)
        raise AssertionError(f'{method} {path} was never answered')

    def join(self, person, secret):
        """Open an invitation: from now on the person acts from this device. It draws its key itself, so that
        opening again after a lost answer is the same device."""
        answer = self.ask(f'p1.0.{draw()}', 'POST', '/api/v1/invitations/open', {'secret': secret})
        assert answer.status == 200, answer.body
        signed_in = answer.json()
        assert signed_in['person'] == person, signed_in
        self.ledger.opened.add(person)
        self.people[person] = Person(self, person, signed_in['session'], secret)
        return self.people[person]

    # ---- who watches ----

    def watch(self, person, room, is_keen=False):
        watcher = Watcher(person, self.people[person].session, room, is_keen)
        self.server.watch(watcher)
        self.watchers.append(watcher)
        return watcher

    def leave(self, watcher):
        self.watchers.remove(watcher)
        self.server.leave(watcher)

    def resume(self):
        """After a crash all come again, and are told what they missed and no more."""
        for watcher in self.watchers if self.server.has_sockets else []:
            known = watcher.sequence
            self.server.leave(watcher)
            self.server.watch(watcher)
            if watcher.is_keen:
                assert known > 0 and 'snapshot' not in watcher.kinds, 'the client knew what had been before'


class Person:
    def __init__(self, summit, number, session, secret):
        self.summit, self.id, self.session, self.secret = summit, number, session, secret

    def ask(self, method, path, body=None, **headers):
        return self.summit.ask(self.session, method, path, body,
                               {name.replace('_', '-'): value for name, value in headers.items()})

    def get(self, path):
        answer = self.ask('GET', f'/api/v1/{path}')
        assert answer.status == 200, f'{path}: {answer.body}'
        return answer.json()

    def list(self, what):
        """All pages of it."""
        found, after = [], 0
        while after is not None:
            page = self.get(f'{what}?count=150&after={after}')
            found += page['items']
            after = page.get('next')
        return found

    def view(self, room=1):
        return self.get(f'view?room={room}')['view']

    def send(self, name, fields, key=None, **headers):
        key = key or f'{self.id}-{next(numbers)}'
        return self.ask('POST', f'/api/v1/commands/{name}', fields, Idempotency_Key=key, **headers)

    def must(self, name, key=None, /, headers=None, **fields):
        """Done, and acknowledged."""
        answer = self.send(name, fields, key, **(headers or {}))
        assert answer.status == 200, f'{name} {fields} by {self.id}: {answer.status} {answer.body}'
        done = answer.json()
        if name == 'ballot_cast' and 'location' not in fields:
            fields['location'] = self.location
        if name in ('proxy_give', 'proxy_revoke') and 'location' not in fields:
            fields['location'] = self.location
        self.summit.ledger.acknowledge(self.id, name, fields, done)
        return done

    def same(self, name, /, **fields):
        """It is so already: answered well, and nothing happens."""
        answer = self.send(name, fields)
        assert answer.status == 200 and answer.json()['events'] == [], f'{name} {fields}: {answer.body}'

    def refused(self, status, name, /, **fields):
        answer = self.send(name, fields)
        assert answer.status == status, f'{name} {fields} by {self.id}: {answer.status} {answer.body}'
        problem = answer.json()
        assert answer.headers['content-type'] == 'application/problem+json'
        assert problem['status'] == status and problem['code'] and ' ' in problem['detail'], problem

    def make(self, what, name, /, **fields):
        """The id of what the command adds. The answer to what was sent twice has no events: look for it."""
        done = self.must(name, **fields)
        made = [event[what] for event in done['events'] if what in event]
        if made:
            return made[-1]
        plural = {'person': 'people'}.get(what, what + 's')
        return [row['id'] for row in self.summit.people[1].list(plural) if row['revision'] == done['sequence']][-1]

    @property
    def location(self):
        return location_of(self.id)

    # ---- invitations ----

    def invite(self, person, expires_ms=None):
        """The secret for their link, as the desk draws it."""
        secret = draw()
        self.must('invitation_issue', person=person, secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
                  expires_ms=expires_ms or self.summit.server.now_ms() + INVITATION_MS)
        return secret


def location_of(person):
    """The sample's delegates are persons 16 to 215, one a location."""
    return person - 15


def delegate_of(location):
    return location + 15
