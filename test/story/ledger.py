"""An account of its own: all that was acknowledged, and what must follow from it. It shares nothing with
the server but the names in doc/api, and says at the end whether the server's books agree."""
import csv
import io
import json
import threading

# The event by which each command is done.
EVENTS = {
    'summit_edit': 'summit_edited', 'room_add': 'room_added', 'room_edit': 'room_edited', 'room_lock': 'room_locked',
    'lobby_set': 'lobby_set_up', 'day_add': 'day_added', 'day_edit': 'day_edited', 'item_add': 'item_added',
    'item_edit': 'item_edited', 'item_remove': 'item_removed', 'item_move': 'item_moved',
    'item_start': 'item_started', 'item_finish': 'item_finished', 'location_add': 'location_added',
    'location_edit': 'location_edited', 'location_remove': 'location_removed', 'person_add': 'person_added',
    'person_edit': 'person_edited', 'person_remove': 'person_removed', 'person_ban': 'person_banned',
    'person_unban': 'person_unbanned', 'person_eject': 'person_ejected', 'invitation_issue': 'invitation_issued',
    'invitation_revoke': 'invitation_revoked', 'alert_dismiss': 'alert_dismissed', 'lobby_knock': 'lobby_knocked',
    'lobby_admit': 'lobby_admitted', 'lobby_refuse': 'lobby_refused', 'stage_invite': 'stage_invited',
    'stage_accept': 'stage_accepted', 'stage_decline': 'stage_declined', 'stage_ready': 'stage_readied',
    'stage_seat': 'stage_seated', 'stage_unseat': 'stage_unseated', 'stage_leave': 'stage_unseated',
    'stage_share': 'stage_shared', 'stage_mute': 'stage_muted', 'stage_order': 'stage_ordered',
    'stage_preview': 'stage_previewed', 'stage_take': 'stage_taken', 'stage_hold': 'stage_held',
    'clock_start': 'clock_started', 'clock_stop': 'clock_stopped', 'hand_raise': 'hand_raised',
    'hand_lower': 'hand_lowered', 'hand_order': 'hand_ordered', 'hand_call': 'hand_called',
    'hand_skip': 'hand_skipped', 'hand_mode_set': 'hand_mode_changed', 'question_ask': 'question_asked',
    'question_upvote': 'question_upvoted', 'question_accept': 'question_accepted',
    'question_reject': 'question_rejected', 'question_answer': 'question_answered', 'chat_send': 'chat_sent',
    'chat_delete': 'chat_deleted', 'chat_pin': 'chat_pinned', 'chat_ban': 'chat_banned',
    'chat_mode_set': 'chat_mode_changed', 'motion_add': 'motion_added', 'motion_edit': 'motion_edited',
    'motion_open': 'motion_opened', 'motion_close': 'motion_closed', 'motion_withdraw': 'motion_withdrawn',
    'ballot_cast': 'ballot_cast', 'proxy_give': 'proxy_given', 'proxy_revoke': 'proxy_revoked',
}
# An absent field means one of these: zero, nothing, and the first word of each enumeration.
NOTHING = (0, '', None, 'off', 'plenary', 'speech', 'viewer', 'camera', 'solo', 'open', 'arrival', 'named',
           'roll_call', 'yes_no_abstain', 'simple')


class Ledger:
    def __init__(self):
        self.lock = threading.Lock()
        self.done = {}  # sequence -> (person, name, fields)
        self.last = 0   # the highest sequence that was acknowledged
        self.opened = set()     # persons whose invitation was opened
        self.misused = 0        # openings that were refused and told
        self.alerts = 0
        self.votes = {}         # motion -> {location: choice}
        self.secret = set()     # motions
        self.weights = {}       # location -> weight
        self.names = {}         # location -> name
        self.proxies = {}       # location -> the one that votes for it
        self.closed = {}        # motion -> what its close must have found

    # ---- while it happens ----

    def acknowledge(self, person, name, fields, answer):
        """A command was answered 200."""
        with self.lock:
            self.last = max(self.last, answer['sequence'])
            if name == 'ballot_cast':
                location = fields['location']
                self.votes.setdefault(fields['motion'], {}).setdefault(location, fields['choice'])
                if fields['motion'] in self.secret:
                    return
            if name == 'location_edit':
                self.weights[fields['location']] = fields.get('weight', 0)
            elif name == 'proxy_give':
                self.proxies[fields['location']] = fields['proxy']
            elif name == 'proxy_revoke':
                self.proxies.pop(fields['location'], None)
            assert answer['sequence'] not in self.done, f'{name} was done by the event of another command'
            self.done[answer['sequence']] = (person, name, fields)

    def note_close(self, motion, quorum_percent, majority, present):
        """What the close of a yes-or-no motion finds, with these locations connected."""
        votes = self.votes.get(motion, {})
        by = [self.proxies.get(location, location) for location in self.weights]
        here = [location for location, voter in zip(self.weights, by) if voter in present or location in votes]
        tally = [sum(self.weights[at] for at, choice in votes.items() if choice == which) for which in range(3)]
        entitled = sum(self.weights.values())
        weight = sum(self.weights[location] for location in here)
        carried = {'simple': tally[0] > tally[1], 'two_thirds': tally[0] > 0 and tally[0] >= 2 * tally[1],
                   'three_quarters': tally[0] > 0 and tally[0] >= 3 * tally[1],
                   'absolute': 2 * tally[0] > entitled}[majority]
        has_quorum = 100 * weight >= quorum_percent * entitled
        self.closed[motion] = {
            'tally': tally, 'cast_count': len(votes), 'cast_weight': sum(tally), 'present_weight': weight,
            'entitled_weight': entitled, 'entitled_count': sum(1 for one in self.weights.values() if one),
            'outcome': 'no_quorum' if not has_quorum else 'carried' if carried else 'rejected'}

    # ---- at the end ----

    def check_events(self, events, before):
        """`events` is the export, without its head; the first `before` are none of ours."""
        claimed = set(range(1, before + 1))
        by_sequence = {event['sequence']: event for event in events}
        assert list(by_sequence) == list(range(1, len(events) + 1)), 'sequence numbers without holes'
        for sequence, (person, name, fields) in self.done.items():
            event = by_sequence.get(sequence)
            assert event, f'{name} was acknowledged as {sequence} and is lost'
            check_event(event, person, name, fields)
            claimed.add(sequence)
            if name == 'item_start' and by_sequence[sequence - 1]['event'] == 'item_finished':
                claimed.add(sequence - 1)  # what ran until then
        self.check_unclaimed([event for event in events if event['sequence'] not in claimed])
        self.check_sealed([event for event in events if event['event'] == 'ballots_sealed'],
                          {event['motion']: event for event in events if event['event'] == 'motion_closed'})

    def check_unclaimed(self, events):
        """What has no command of its own: openings, what the operator issued, sealed ballots."""
        kinds = [event['event'] for event in events]
        strange = set(kinds) - {'invitation_issued', 'invitation_opened', 'invitation_misused', 'ballots_sealed'}
        assert not strange, f'nobody asked for {strange}'
        assert kinds.count('invitation_opened') == len(self.opened)
        assert kinds.count('invitation_misused') == self.misused
        assert not any(event.get('actor') for event in events), 'these have no author'

    def check_sealed(self, events, closes):
        """Who voted stands there, once; what was voted in the sum at the close alone."""
        for motion in self.secret:
            sealed = [event for event in events if event['motion'] == motion]
            voters = [voter for event in sealed for voter in event['voters']]
            weights = [weight for event in sealed for weight in event['weights']]
            assert sorted(voters) == sorted(self.votes[motion]), 'each secret ballot is there, once'
            assert all(self.weights[voter] == weight for voter, weight in zip(voters, weights))
            assert closes[motion]['tally'] == self.closed[motion]['tally'], f'{closes[motion]} was counted'
            assert not any({'at_ms', 'choice', 'tally'} & set(event) for event in sealed), 'this tells who voted what'

    def check_result(self, motion, result):
        """The result as JSON."""
        expected = dict(self.closed[motion])
        assert [choice['votes'] for choice in result['result']] == expected.pop('tally'), result['result']
        for name, value in expected.items():
            assert result.get(name, 0) == value, f'{name} of motion {motion}: {result.get(name)}, not {value}'
        assert ('roll' in result) == (motion not in self.secret), 'a roll-call has a roll, a secret vote none'
        roll = {line['location']: line for line in result.get('roll', [])}
        assert sorted(roll) == ([] if motion in self.secret else sorted(self.votes[motion]))
        for location, line in roll.items():
            assert line['weight'] == self.weights[location] and line['name'] == self.names[location]
            assert line['choice'] == self.votes[motion][location], line

    def check_result_csv(self, motion, text):
        rows = list(csv.DictReader(io.StringIO(text)))
        expected = self.closed[motion]
        names = ['yes', 'no', 'abstain']
        assert [(row['name'], int(row['votes'])) for row in rows if row['what'] == 'choice'] == \
            list(zip(names, expected['tally']))
        for what in ('cast', 'present', 'entitled'):
            assert [int(row['votes']) for row in rows if row['what'] == what] == [expected[f'{what}_weight']]
        roll = sorted((row['name'], int(row['votes']), row['choice']) for row in rows if row['what'] == 'location')
        assert roll == sorted((self.names[location], self.weights[location], names[choice])
                              for location, choice in self.votes[motion].items() if motion not in self.secret)


def check_event(event, person, name, fields):
    assert event['event'] == EVENTS[name], f'{event} is not what {name} asked for'
    assert event.get('actor') == person, f'{event} was done by {person}'
    for field, wanted in fields.items():
        if field == 'revision':
            continue
        found = event.get(field)
        assert found == wanted or (found is None and (wanted == [] or wanted in NOTHING)), \
            f'{name} asked for {field} = {json.dumps(wanted)}; {event}'
