"""The two votes, and the crash in the middle of the second."""
from .acts import HALL
from .people import delegate_of

ROLL_CALL, SECRET = 1, 2
OBSERVING = 201
VOTERS = range(1, 201)


def proxies(story):
    """Locations 6 and 8 give their vote to 7."""
    story.of(6).must('proxy_give', proxy=7)
    story.moderator.must('proxy_give', location=8, proxy=7)
    story.of(9).refused(409, 'proxy_give', proxy=6)
    story.of(7).refused(409, 'proxy_give', proxy=10)
    story.of(9).refused(403, 'proxy_give', location=10, proxy=9)


def roll_call(story, present):
    """`present` locations have somebody connected; others vote without, and who has given a vote is here by proxy."""
    moderator = story.moderator
    story.of(1).refused(409, 'ballot_cast', motion=ROLL_CALL, choice=0)
    moderator.must('motion_open', motion=ROLL_CALL)
    story.director.refused(409, 'motion_edit', motion=ROLL_CALL, room=HALL, title={'en': 'Another one'})
    story.of(6).refused(409, 'ballot_cast', motion=ROLL_CALL, choice=0)
    story.of(9).refused(403, 'ballot_cast', motion=ROLL_CALL, location=6, choice=0)
    story.person(delegate_of(OBSERVING)).refused(403, 'ballot_cast', motion=ROLL_CALL, choice=0)
    story.person(4).refused(403, 'ballot_cast', motion=ROLL_CALL, choice=0)
    story.of(1).refused(422, 'ballot_cast', motion=ROLL_CALL, choice=3)
    voting = [location for location in [*range(1, 61), *range(121, 141)] if location not in (6, 8)]
    calls = [lambda at=at: story.of(at).must('ballot_cast', motion=ROLL_CALL, choice=at % 3) for at in voting]
    calls += [lambda at=at: story.of(7).must('ballot_cast', motion=ROLL_CALL, location=at, choice=0) for at in (6, 8)]
    story.server.together(calls, 8)
    story.of(10).same('ballot_cast', motion=ROLL_CALL, choice=10 % 3)
    story.of(10).refused(409, 'ballot_cast', motion=ROLL_CALL, choice=2)
    story.ledger.note_close(ROLL_CALL, 50, 'simple', present)
    moderator.must('motion_close', motion=ROLL_CALL)
    story.of(100).refused(409, 'ballot_cast', motion=ROLL_CALL, choice=0)
    moderator.same('motion_close', motion=ROLL_CALL)
    moderator.refused(409, 'motion_withdraw', motion=ROLL_CALL)


def no_quorum(story, present):
    """Two come, all would be needed."""
    motion = story.moderator.make('motion', 'motion_add', room=HALL, title={'en': 'Lunch', 'fr': 'Déjeuner'},
                                  quorum_percent=100, majority='absolute')
    story.moderator.must('motion_open', motion=motion)
    for location in (1, 2):
        story.of(location).must('ballot_cast', motion=motion, choice=0)
    story.ledger.note_close(motion, 100, 'absolute', present)
    assert story.ledger.closed[motion]['outcome'] == 'no_quorum'
    story.moderator.must('motion_close', motion=motion)
    return motion


def secret(story, present, kill_at):
    """200 voters; the server dies after `kill_at` were told that their ballot counts."""
    ledger = story.ledger
    ledger.secret.add(SECRET)
    story.of(6).must('proxy_revoke')
    story.moderator.must('proxy_revoke', location=8)
    story.moderator.must('motion_open', motion=SECRET)

    def vote(location):
        """With one key, so that what is sent again after the crash is the same ballot."""
        return story.of(location).must('ballot_cast', f'ballot-{location}', motion=SECRET,
                                       choice=0 if location % 7 else 1 + location % 2)
    story.server.kill_at = kill_at
    story.server.together([lambda at=at: vote(at) for at in VOTERS], 40)
    story.summit.resume()
    assert len(ledger.votes[SECRET]) == 200
    story.of(11).same('ballot_cast', motion=SECRET, choice=2)  # another choice: the first one counts
    ballots = story.moderator.view()['sections']['ballots']
    assert [one for one in ballots if one['motion'] == SECRET] == [
        {'motion': SECRET, 'cast_count': 200, 'cast_weight': sum(ledger.weights.values())}], 'no sums before the close'
    assert story.summit.ask(story.viewer.session, 'GET', f'/api/v1/motions/{SECRET}/result').status == 404
    ledger.note_close(SECRET, 50, 'two_thirds', present)
    story.moderator.must('motion_close', motion=SECRET)
