"""What the machine allows: bench_limit's bare loop into the swarm's sockets."""
import json
import subprocess

from machine import ROOT, STREET, end, started

LIMIT = ROOT / 'build' / 'bench' / 'bench_limit'
WORST_LOSS_PERCENT = 0.1


def run(wire, steps, kind='audio20', way='gso', seconds=3, batch=64):
    """Each step with what came of it; the last one is the first that failed, or the last asked for."""
    with started(wire.at_swarm(LIMIT, 'receive', STREET), stdout=subprocess.PIPE, text=True) as receiver:
        port = receiver.stdout.readline().strip()
        sender = subprocess.run(
            wire.at_server(LIMIT, 'send', f'{STREET}:{port}', '--kind', kind, '--way', way, '--seconds', seconds,
                           '--batch', batch, ','.join(map(str, steps))),
            check=True, capture_output=True, text=True, timeout=60 + 10 * len(steps) * seconds)
        end(receiver)
        received = json.loads(receiver.stdout.read())
    results = [json.loads(line) for line in sender.stdout.splitlines()]
    for result, came in zip(results, received):
        result['loss_percent'] = 100 * (1 - came / max(result['packets'], 1))
        result['good'] = result['loss_percent'] < WORST_LOSS_PERCENT and result['lag_p99_ms'] < 50
    return results


def capacity(results):
    """The greatest count that kept up; the sender tries one that does not again before it ends."""
    return max([result['viewers'] for result in results if result['good']] or [0])
