"""The three days: who comes, what is asked of the server, and what each step must lead to."""
from .people import delegate_of
from .server import until

HALL, COMMISSION = 1, 2
DIRECTOR, MODERATOR, SECOND_MODERATOR = 1, 2, 3
SPEAKERS, INTERPRETERS, PRESS = range(4, 12), range(12, 15), 15
DELEGATES = range(16, 216)
OBSERVER, VIEWER = 216, 217
MINUTE_MS = 60000


class Story:
    def __init__(self, summit, items):
        self.summit, self.server, self.ledger = summit, summit.server, summit.ledger
        self.items = items  # of the programme, as they are planned now
        self.started = {}   # item -> the acknowledged sequence
        self.finished = {}

    def __getattr__(self, name):
        return self.summit.people[{'director': DIRECTOR, 'moderator': MODERATOR, 'viewer': VIEWER,
                                   'press': PRESS, 'interpreter': INTERPRETERS[0]}[name]]

    def person(self, number):
        return self.summit.people[number]

    def of(self, location):
        return self.summit.people[delegate_of(location)]

    # ---- before: the people ----

    def invitations(self, secret):
        director = self.summit.join(DIRECTOR, secret)
        other = self.summit.ask(None, 'POST', '/api/v1/invitations/open', {'secret': secret})
        assert other.status == 403, 'a second device is refused'
        self.ledger.misused += 1
        alerts = director.list('alerts')
        assert [alert['person'] for alert in alerts] == [DIRECTOR], 'and the director is told'
        director.must('alert_dismiss', alert=alerts[0]['id'])
        self.server.is_calm = False  # who opens a link twice is told of each time: from now on it may crash
        location = director.make('location', 'location_add', name='Holy See, Observer', country='VA')
        assert director.make('person', 'person_add', name='Observer', role='delegate', location=location) == OBSERVER
        assert director.make('person', 'person_add', name='Vi Ewer', role='viewer', language='fr') == VIEWER
        self.summit.join(MODERATOR, director.invite(MODERATOR))
        self.summit.join(SECOND_MODERATOR, director.invite(SECOND_MODERATOR))
        self.moderator.refused(403, 'invitation_issue', person=DIRECTOR, secret_hash='1' * 64,
                               expires_ms=self.server.now_ms() + MINUTE_MS)
        rest = [*SPEAKERS, *INTERPRETERS, PRESS, *DELEGATES, OBSERVER, VIEWER]
        self.server.together([lambda one=one: self.summit.join(one, self.moderator.invite(one)) for one in rest], 12)
        assert all(invitation['status'] == 'opened' for invitation in director.list('invitations')
                   if invitation['person'] != DELEGATES[0])
        revoked, late = self.moderator.invite(PRESS), self.moderator.invite(PRESS, self.server.now_ms() + 300)
        last = director.list('invitations')[-2]['id']
        self.moderator.must('invitation_revoke', invitation=last)
        self.server.wait_ms(400)
        for dead in (revoked, late):
            assert self.summit.ask(None, 'POST', '/api/v1/invitations/open', {'secret': dead}).status == 410

    def rights(self):
        """Who may not is told so, and who pretends is nobody."""
        for who in (self.viewer, self.press):
            who.refused(403, 'hand_raise', room=HALL)
            who.refused(403, 'ballot_cast', motion=1, choice=0)
            assert who.ask('GET', '/api/v1/invitations').status == 403
        self.viewer.refused(403, 'item_start', item=1)
        assert self.viewer.ask('GET', '/api/v1/people').status == 403
        self.of(1).refused(403, 'stage_invite', room=HALL, person=delegate_of(1))
        self.moderator.refused(403, 'person_add', name='Crown', role='director')
        number, key = self.viewer.session.split('.')[1:]
        for forged in (f'p1.{int(number) - 1}.{key}', f'p1.{number}.{"A" * 22}'):
            assert self.summit.ask(forged, 'GET', '/api/v1/view?room=1').status == 401
        stranger = self.summit.ask(None, 'POST', '/api/v1/commands/hand_raise', {'room': HALL})
        assert stranger.status == 401

    def weights(self):
        """Who edits says what they have read: If-Match."""
        for location in self.director.list('locations'):
            self.ledger.weights[location['id']] = location.get('weight', 0)
            self.ledger.names[location['id']] = location['name']
        for location, weight in ((1, 3), (2, 2), (3, 5), (5, 4)):
            read = self.moderator.ask('GET', f'/api/v1/locations/{location}')
            fields = {name: value for name, value in read.json().items()
                      if name in ('name', 'country', 'language', 'time_zone', 'head_count')}
            tag = read.headers['etag']
            self.moderator.must('location_edit', headers={'If_Match': tag}, location=location, weight=weight, **fields)
            stale = self.moderator.send('location_edit', {'location': location, **fields}, If_Match=tag)
            assert stale.status == 412, 'somebody was faster'

    # ---- the programme ----

    def run_items(self, items, late_ms):
        """One after the other, this late; starting one finishes the one before."""
        for item in items:
            planned = self.come_to(item, late_ms)
            done = self.moderator.must('item_start', item=item)
            if self.started and max(self.started) not in self.finished:
                self.finished[max(self.started)] = done['sequence'] - 1
            self.started[item] = done['sequence']
            room = self.viewer.view()['sections']['room']
            assert room['item'] == item
            assert 0 <= room['late_ms'] - late_ms < 5000 + self.server.now_ms() - planned - late_ms, room['late_ms']

    def finish(self, item):
        self.finished[item] = self.moderator.must('item_finish', item=item)['sequence']
        self.moderator.same('item_finish', item=item)
        assert 'item' not in self.viewer.view()['sections']['room']

    def come_to(self, item, late_ms):
        """It is `late_ms` after its planned start: a clock that cannot be moved has the plan moved."""
        plan = self.items[item]
        length = plan['end_ms'] - plan['start_ms']
        if self.server.advance_to(plan['start_ms'] + late_ms):
            return plan['start_ms']
        start = self.server.now_ms() - late_ms
        plan.update(start_ms=start, end_ms=start + length)
        self.moderator.must('item_edit', item=item, **plan)
        return start

    def reorder(self):
        """While it is live: one moves, one comes, one goes."""
        def order():
            return [item['id'] for item in self.viewer.view()['sections']['programme']['items']]
        before = order()
        self.moderator.must('item_move', item=before[30], before=before[28])
        moved = before[:28] + [before[30], before[28], before[29]] + before[31:]
        assert order() == moved
        self.moderator.must('item_move', item=before[30], before=before[31])
        assert order() == before
        extra = self.moderator.make('item', 'item_add', room=HALL, day=3, kind='break', title={'en': 'Rain break'},
                                    start_ms=self.items[40]['end_ms'], end_ms=self.items[40]['end_ms'] + MINUTE_MS)
        assert order() == before + [extra]
        self.moderator.must('item_remove', item=extra)
        assert order() == before
        self.moderator.refused(404, 'item_start', item=extra)
        self.moderator.refused(409, 'item_finish', item=before[-1])

    # ---- the doors ----

    def doors(self):
        """Lobby, lock, sent out, banned: in the commission's room."""
        kept, sent, locked = self.of(20), self.of(21), self.of(22)
        self.moderator.must('lobby_set', room=COMMISSION, lobby='on')
        assert kept.ask('GET', f'/api/v1/view?room={COMMISSION}').status == 403
        for one in (kept, sent):
            one.must('lobby_knock', room=COMMISSION)
        waiting = self.moderator.view(COMMISSION)['sections']['lobby']
        assert [one['id'] for one in waiting['who']] == [kept.id, sent.id]
        assert 'lobby' not in self.press.view(HALL)['sections'], 'only the desk sees who waits'
        self.moderator.must('lobby_admit', room=COMMISSION, person=kept.id)
        self.moderator.must('lobby_refuse', room=COMMISSION, person=sent.id, reason='Not on the list.')
        sent.refused(403, 'lobby_knock', room=COMMISSION)
        assert sent.ask('GET', f'/api/v1/view?room={COMMISSION}').status == 403
        self.moderator.must('lobby_set', room=COMMISSION, lobby='off')
        self.moderator.must('room_lock', room=COMMISSION, locked='on')
        assert locked.ask('GET', f'/api/v1/view?room={COMMISSION}').status == 403
        assert kept.ask('GET', f'/api/v1/view?room={COMMISSION}').status == 200, 'who was admitted stays'
        inside = self.summit.watch(kept.id, 'commission', is_keen=True) if self.server.has_sockets else None
        self.moderator.must('person_eject', room=COMMISSION, person=kept.id, reason='Shouting.')
        if inside:
            self.wait_for_close(inside, 'sent out')
        assert kept.ask('GET', f'/api/v1/view?room={COMMISSION}').status == 403
        self.moderator.must('room_lock', room=COMMISSION, locked='off')
        self.moderator.must('lobby_admit', room=COMMISSION, person=kept.id)
        assert kept.ask('GET', f'/api/v1/view?room={COMMISSION}').status == 200
        self.moderator.refused(403, 'person_eject', room=COMMISSION, person=SECOND_MODERATOR)

    def ban(self):
        """It ends the session where it is used, and only the desk reads why."""
        banned = self.of(150)
        inside = self.summit.watch(banned.id, 'hall', is_keen=True) if self.server.has_sockets else None
        self.moderator.must('person_ban', person=banned.id, ban_reason='Insults.')
        if inside:
            self.wait_for_close(inside, ' ')
        told = banned.ask('GET', '/api/v1/view?room=1')
        assert told.status == 403 and told.json()['code'] == 'banned', told.body
        banned.refused(403, 'hand_raise', room=HALL)
        self.moderator.must('person_unban', person=banned.id)
        assert banned.view()['room'] == HALL

    def wait_for_close(self, watcher, word):
        until(lambda: watcher.stream is None, 'who may not stay is shown out')
        assert watcher.close_code == 4403 and word in watcher.close_reason, watcher.close_reason
        self.summit.leave(watcher)

    # ---- the stage ----

    def stage(self):
        speaker, promoted = self.person(SPEAKERS[0]), self.of(30)
        first = self.moderator.make('seat', 'stage_invite', room=HALL, person=speaker.id)
        self.moderator.same('stage_invite', room=HALL, person=speaker.id)
        self.moderator.refused(409, 'stage_seat', seat=first)
        speaker.refused(409, 'stage_ready', seat=first)
        promoted.refused(403, 'stage_accept', seat=first)
        speaker.must('stage_accept', seat=first)
        assert [seat['status'] for seat in self.interpreter.view()['sections']['green_room']['seats']] == ['accepted']
        assert 'green_room' not in self.viewer.view()['sections']
        speaker.must('stage_ready', seat=first)
        self.moderator.must('stage_seat', seat=first)
        second = self.moderator.make('seat', 'stage_invite', room=HALL, person=promoted.id)
        promoted.must('stage_accept', seat=second)
        promoted.must('stage_ready', seat=second)
        self.moderator.must('stage_seat', seat=second)
        screen = promoted.make('seat', 'stage_share', room=HALL)
        self.shown([first, second, screen])
        self.moderator.must('stage_order', room=HALL, seats=[second, screen, first])
        self.shown([second, screen, first])
        self.layouts(first, second, screen)
        self.moderator.must('stage_mute', seat=second, audio_muted='on', video_muted='off', mute_reason='Echo.')
        assert self.own_seat(promoted)['mute_reason'] == 'Echo.', 'their side shows why'
        assert 'mute_reason' not in self.viewer.view()['sections']['stage']['seats'][0]
        self.moderator.must('stage_mute', seat=second, audio_muted='off', video_muted='off')
        self.moderator.must('clock_start', room=HALL, person=speaker.id, length_ms=300000, warning_ms=60000)
        assert self.viewer.view()['sections']['stage']['clock']['length_ms'] == 300000
        self.moderator.must('clock_stop', room=HALL)
        self.moderator.must('stage_hold', room=HALL, hold='on', hold_text={'en': 'We will be back.'})
        assert self.press.view()['sections']['stage']['hold'] == 'on'
        self.moderator.must('stage_hold', room=HALL, hold='off')
        self.moderator.must('stage_unseat', seat=second)  # and their screen with them
        self.shown([first])
        speaker.must('stage_leave', seat=first)
        self.shown([])
        third = self.moderator.make('seat', 'stage_invite', room=HALL, person=SPEAKERS[1])
        self.person(SPEAKERS[1]).must('stage_decline', seat=third)
        assert self.director.list('seats') == []

    def layouts(self, first, second, screen):
        for layout, seats in (('solo', [first]), ('pair', [second, first]), ('panel', [first, second, screen]),
                              ('slides_speaker', [screen, second]), ('slides', [screen])):
            self.moderator.must('stage_preview', room=HALL, preview_layout=layout, preview_seats=seats)
            assert 'preview' not in self.viewer.view()['sections']
            self.moderator.must('stage_take', room=HALL)
            stage = self.viewer.view()['sections']['stage']
            assert (stage['layout'], stage['layout_seats']) == (layout, seats)
        self.moderator.refused(422, 'stage_preview', room=HALL, preview_layout='solo', preview_seats=[first, second])

    def shown(self, seats):
        assert [seat['id'] for seat in self.viewer.view()['sections']['stage']['seats']] == seats

    def own_seat(self, person):
        return person.get('view?room=1')['you']['seats'][0]
