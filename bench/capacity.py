"""How many viewers one core carries: the limit, Plenary, Janus and others by turns, each to the
same measure: loss below 0.1 %, picture delay p99 below 50 ms, nobody silent."""
import statistics

import janus
import limit
from server import Server

LOSS_PERCENT, DELAY_MS = 0.1, 50
STEP_SECONDS, SETTLE_SECONDS = 4, 2
# How the server sends sound: media.audio_ms, media.engine. The speaker's packets last 20 ms.
KINDS = {'audio20': ('20', ['no-ride']), 'audio60': ('60', ['no-ride']), 'ride': ('auto', [])}
KIND_NAMES = {'audio20': 'sound each 20 ms', 'audio60': 'sound each 60 ms',
              'ride': 'sound of 40 ms riding in the frame'}
# Where the first search begins, and how far it may go; later ones begin near what was found.
LIMIT_RANGE, PLENARY_RANGE, JANUS_RANGE = (1000, 24000), (500, 24000), (100, 3000)


def steps_from(low, high, factor):
    """An ascending list of counts, each `factor` times the one before, rounded to tens."""
    steps, at = [], low
    while at <= high and len(steps) < 60:
        steps.append(round(at / 10) * 10)
        at = max(at * factor, steps[-1] + 10)
    return steps


def around(found):
    """Finely from below what an earlier search has found."""
    return steps_from(0.88 * found, 1.4 * found, 1.04)


def is_good(step):
    return step['loss_percent'] < LOSS_PERCENT and step['delay_p99_ms'] < DELAY_MS and step['silent'] == 0


def summary(steps):
    """What a climb has shown: how many, and what that cost."""
    good = [step for step in steps if is_good(step)]  # a step that failed is tried again before the climb ends
    most = good[-1]['locations'] if good else 0
    return {'viewers': most,
            'us_per_viewer_second': good[-1]['server_us_per_viewer_second'] if good else 0,
            'server_core_percent': good[-1]['server_core_percent'] if good else 0,
            'swarm_core_percent': good[-1]['swarm_core_percent'] if good else 0,
            'delay_p99_ms': good[-1]['delay_p99_ms'] if good else 0,
            'corrupted': sum(step['corrupted'] for step in steps)}


CLIMB = ['--seconds', STEP_SECONDS, '--settle', SETTLE_SECONDS, '--until', f'{LOSS_PERCENT}:{DELAY_MS}', '--rate', 400]


def climb_limit(wire, kind, steps):
    results = limit.run(wire, steps, kind, seconds=STEP_SECONDS)
    good = [result for result in results if result['good'] and result['viewers'] <= limit.capacity(results)]
    return {'viewers': limit.capacity(results),
            'us_per_viewer_second': good[-1]['us_per_viewer_second'] if good else 0}


def climb_plenary(wire, kind, steps, switches=()):
    audio_ms, own_switches = KINDS[kind]
    with Server(wire, [*own_switches, *switches], PLENARY_AUDIO_MS=audio_ms) as server:
        return summary(server.swarm(steps, *CLIMB, may_fail=True))


def climb_janus(wire, kind, steps):
    with janus.Janus(wire) as server:
        return summary(server.swarm(steps, *CLIMB, may_fail=True))


CONTENDERS = {'limit': (climb_limit, LIMIT_RANGE), 'plenary': (climb_plenary, PLENARY_RANGE),
              'janus': (climb_janus, JANUS_RANGE)}


def coarse_and_fine(climb, wire, kind, bounds):
    """A first search: by thirds, then finely below what failed."""
    coarse = climb(wire, kind, steps_from(*bounds, 1.3))['viewers']
    return climb(wire, kind, steps_from(coarse, coarse * 1.35, 1.04)) if coarse else {'viewers': 0}


def measure(wire, kind, names, rounds, say=print):
    """Rounds of all contenders in turn; the median of each, with its ratio to the limit of the round."""
    found = {name: [] for name in names}
    for number in range(rounds):
        for name in names:
            climb, bounds = CONTENDERS[name]
            before = [result['viewers'] for result in found[name] if result['viewers']]
            result = (climb(wire, kind, around(statistics.median(before))) if before
                      else coarse_and_fine(climb, wire, kind, bounds))
            found[name].append(result)
            say(f'  round {number + 1}, {kind}, {name}: {result}', flush=True)
    medians = {}
    for name in names:
        viewers = [result['viewers'] for result in found[name]]
        middle = sorted(found[name], key=lambda result: result['viewers'])[len(viewers) // 2]
        medians[name] = {**middle, 'viewers': statistics.median(viewers), 'all': viewers}
        if 'limit' in names:
            ratios = [mine / top['viewers'] for mine, top in zip(viewers, found['limit']) if top['viewers']]
            medians[name]['of_limit'] = statistics.median(ratios) if ratios else None
    return medians
