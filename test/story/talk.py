"""Hands, questions, chat."""
from .acts import HALL, MINUTE_MS


def hands_up(story):
    return [hand['id'] for hand in story.viewer.view()['sections']['hands']['hands']]


def hands(story):
    """Fair: who has not spoken yet comes first."""
    moderator = story.moderator
    moderator.must('hand_mode_set', room=HALL, hand_mode='fair')
    a, b, c, d = (story.of(location) for location in range(40, 44))
    first = a.make('hand', 'hand_raise', room=HALL, language='fr', topic='Dams')
    a.refused(409, 'hand_raise', room=HALL)
    moderator.must('hand_call', hand=first)
    moderator.refused(409, 'hand_call', hand=first)
    again, of_b, of_c, of_d = (one.make('hand', 'hand_raise', room=HALL) for one in (a, b, c, d))
    assert hands_up(story) == [of_b, of_c, of_d, again], 'who has spoken waits'
    assert a.get('view?room=1')['you']['hand'] == {'id': again, 'place': 4}
    moderator.must('hand_order', room=HALL, hands=[of_d])
    assert hands_up(story) == [of_d, of_b, of_c, again]
    moderator.must('hand_skip', hand=of_b)
    c.refused(403, 'hand_lower', hand=of_d)
    c.must('hand_lower', hand=of_c)
    moderator.must('hand_call', hand=of_d)
    assert hands_up(story) == [again]
    assert [hand['id'] for hand in story.director.list('hands')] == [again, of_d], 'the one who was called has gone'
    moderator.must('hand_mode_set', room=HALL, hand_mode='arrival')


def questions(story):
    moderator, press, viewer, asker = story.moderator, story.press, story.viewer, story.of(50)
    named = press.make('question', 'question_ask', room=HALL, text='Who pays?', language='en')
    secret = asker.make('question', 'question_ask', room=HALL, text='Who profits?', anonymity='anonymous')
    spam = asker.make('question', 'question_ask', room=HALL, text='Buy wells!')
    asker.make('question', 'question_ask', room=HALL, text='And when?')
    asker.refused(429, 'question_ask', room=HALL, text='And where?')
    assert story.viewer.view()['sections']['questions'] == [], 'a moderator sees them first'
    viewer.refused(404, 'question_upvote', question=named)
    for one in (named, secret):
        moderator.must('question_accept', question=one)
    moderator.must('question_reject', question=spam)
    for location in range(51, 60):
        story.of(location).must('question_upvote', question=named)
    viewer.must('question_upvote', question=secret)
    viewer.same('question_upvote', question=secret)
    press.refused(409, 'question_upvote', question=named)
    sections = viewer.view()['sections']
    assert sections['upvotes'] == {str(named): 9, str(secret): 1}
    shown = {question['id']: question for question in sections['questions']}
    assert sorted(shown) == [named, secret] and shown[named]['who']['name'] == 'Pat Lindqvist'
    assert 'who' not in shown[secret] and 'person' not in shown[secret], 'nobody is told who asks'
    moderator.must('question_answer', question=named, answer='All of us.')
    story.person(4).must('question_answer', question=secret)
    status = {question['id']: question.get('status') for question in viewer.list('questions')}
    assert status == {named: 'answered_in_writing', secret: 'answered_live'}


def chat(story):
    moderator, viewer, writer = story.moderator, story.viewer, story.of(60)
    said = [writer.make('message', 'chat_send', room=HALL, text=f'Good morning {number}') for number in range(3)]
    moderator.must('chat_mode_set', room=HALL, chat_mode='slow', chat_slow_ms=2000)
    story.of(61).must('chat_send', room=HALL, text='One', language='fr')
    story.of(61).refused(429, 'chat_send', room=HALL, text='Two')
    story.server.wait_ms(2100)
    story.of(61).must('chat_send', room=HALL, text='Two')
    moderator.must('chat_delete', message=said[1])
    moderator.must('chat_pin', room=HALL, message=said[2])
    shown = viewer.view()['sections']['chat']
    assert shown['pinned']['id'] == said[2]
    assert [message['text'] for message in shown['messages']] == ['Good morning 0', 'Good morning 2', 'One', 'Two']
    moderator.must('chat_pin', room=HALL)
    now = story.server.now_ms()
    moderator.must('chat_ban', room=HALL, person=writer.id, until_ms=now + MINUTE_MS)
    writer.refused(403, 'chat_send', room=HALL, text='Hello?')
    moderator.must('chat_ban', room=HALL, person=writer.id, until_ms=now - 1)
    moderator.must('chat_mode_set', room=HALL, chat_mode='off')
    writer.refused(409, 'chat_send', room=HALL, text='Hello?')
    moderator.must('chat_mode_set', room=HALL, chat_mode='open')
    writer.refused(422, 'chat_send', room=HALL, text='   ')
    writer.must('chat_send', room=HALL, text='Thank you')
