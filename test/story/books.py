"""At the end: everything that leaves the server against the ledger."""
import datetime
import json

from .acts import DIRECTOR


def at(text, pattern):
    """Seconds since 1970 of a time in UTC."""
    return int(datetime.datetime.strptime(text, pattern).replace(tzinfo=datetime.timezone.utc).timestamp())


def check_results(story, motions):
    for motion in motions:
        story.ledger.check_result(motion, story.viewer.get(f'motions/{motion}/result'))
        answer = story.press.ask('GET', f'/api/v1/motions/{motion}/result.csv')
        assert answer.headers['content-type'].startswith('text/csv')
        story.ledger.check_result_csv(motion, answer.body.decode())


def check_lists(story):
    """What is kept now, as the three days have left it."""
    director = story.director
    items = director.list('items')
    assert [item['id'] for item in items if item.get('status') == 'finished'] == sorted(story.finished)
    assert len(director.list('locations')) == 201 and len(director.list('people')) == 217
    assert director.list('seats') == [] and director.list('alerts') == []
    assert [message['text'] for message in director.list('messages')] == \
        ['Good morning 0', 'Good morning 2', 'One', 'Two', 'Thank you']
    weights = {location['id']: location.get('weight', 0) for location in director.list('locations')}
    assert weights == story.ledger.weights


def check_calendar(story, events):
    """iCalendar: actual times of what has been, planned ones of what has not."""
    by_sequence = {event['sequence']: event for event in events}
    answer = story.press.ask('GET', '/api/v1/programme.ics?language=fr')
    assert answer.headers['content-type'].startswith('text/calendar')
    text = answer.body.decode().replace('\r\n ', '')
    assert 'X-WR-TIMEZONE:Europe/Zurich' in text
    found = {}
    for part in text.split('BEGIN:VEVENT\r\n')[1:]:
        lines = dict(line.split(':', 1) for line in part.split('\r\nEND:VEVENT')[0].split('\r\n'))
        found[int(lines['UID'].split('@')[0].removeprefix('item-'))] = lines
    assert sorted(found) == sorted(story.items)
    for item, plan in story.items.items():
        lines = found[item]
        start, end = plan['start_ms'], plan['end_ms']
        if item in story.started:
            start = by_sequence[story.started[item]]['at_ms']
            end = by_sequence[story.finished[item]]['at_ms']
        assert at(lines['DTSTART'], '%Y%m%dT%H%M%SZ') == start // 1000, f'item {item} began'
        assert at(lines['DTEND'], '%Y%m%dT%H%M%SZ') == end // 1000, f'item {item} ended'
        title = plan['title']['fr'].replace('\\', '\\\\').replace(';', '\\;').replace(',', '\\,')
        assert lines['SUMMARY'] == title, lines['SUMMARY']


def check_schema(story):
    """schema.org: planned times, titles, who speaks."""
    people = {person['id']: person['name'] for person in story.director.list('people')}
    event = json.loads(story.viewer.ask('GET', '/api/v1/programme.jsonld?language=fa').body)
    assert event['@type'] == 'Event' and event['name'] == 'نشست جهانی آب'
    order = [item['id'] for item in story.viewer.view()['sections']['programme']['items']]
    assert len(event['subEvent']) == len(order)
    for item, sub in zip(order, event['subEvent']):
        plan = story.items[item]
        assert sub['name'] == plan['title']['fa']
        assert at(sub['startDate'], '%Y-%m-%dT%H:%M:%SZ') == plan['start_ms'] // 1000
        assert at(sub['endDate'], '%Y-%m-%dT%H:%M:%SZ') == plan['end_ms'] // 1000
        assert [one['name'] for one in sub['performer']] == [people[one] for one in plan.get('speakers', [])]


def check_views(story, rights):
    """Nobody reads what their role may not: section by section, and by the words that only some may know."""
    for person, denied in rights.items():
        view = story.person(person).view()
        assert not set(view['sections']) & set(denied), f'{view["role"]} is shown {set(view["sections"]) & set(denied)}'
    assert set(story.person(DIRECTOR).view()['sections']) >= {'alerts', 'people', 'lobby', 'green_room'}
