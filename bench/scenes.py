"""The scenes: each measures one thing and returns what it found, rows for the report's table
(what, measured, wanted) and plots by file name."""
import json
import os
import statistics
import subprocess
import tempfile

import capacity as climbing
import control
import limit
import plot
from janus import Janus
from machine import RESULTS, ROOT, SERVER_CORE, Wire, busy_neighbour, end
from server import Server

# What the server's media.engine can leave out, one by one.
ENGINE_SWITCHES = ['no-gso', 'no-gro', 'no-batch', 'no-prefetch', 'no-ride']
# What a profile's objects are, by the beginning of their names.
PROFILE_PARTS = {'kernel': 'kernel, its UDP path above all', 'libIPSec': 'AES', 'plenary': 'our own code'}
ROUNDS = 3
is_short = False  # --short: minutes become seconds


def scale(seconds, short_seconds):
    return short_seconds if is_short else seconds


def rounds():
    return 1 if is_short else ROUNDS


def median_of(measure, count=ROUNDS):
    results = [measure() for _ in range(count)]
    return {key: statistics.median(result[key] for result in results) for key in results[0]}


def run_once(locations, *arguments, speaks=True, switches=(), may_fail=False):
    """The last step of one swarm against a fresh server."""
    with Wire() as wire, Server(wire, switches) as server:
        return server.swarm(locations, *arguments, speaks=speaks, may_fail=may_fail)[-1]


# ---- parts ----

def parts():
    def once():
        out = subprocess.run(['taskset', '-c', SERVER_CORE, ROOT / 'build/bench/bench_parts'],
                             check=True, capture_output=True, text=True)
        return json.loads(out.stdout)
    result = median_of(once, rounds())
    return result, [
        ('DTLS handshakes a second and core, server side', f'{1e9 / result["dtls_server_ns"]:.0f}', '≥ 1,000'),
        ('one SRTP packet of 1178 bytes, AES-GCM, ipsec-mb', f'{result["gcm_ipsec_mb_ns"]:.0f} ns', ''),
        ('the same on OpenSSL', f'{result["gcm_evp_ns"]:.0f} ns', ''),
        ('one SRTP packet, AES-CM with HMAC-SHA1, ipsec-mb', f'{result["cm_ipsec_mb_ns"]:.0f} ns', ''),
        ('the same on OpenSSL', f'{result["cm_evp_ns"]:.0f} ns', '')], {}


def joins():
    out = subprocess.run([ROOT / 'test/browser/run', '--build', ROOT / 'build', '--joins'],
                         check=True, capture_output=True, text=True)
    result = json.loads(out.stdout)
    return result, [
        ('click to first decoded frame in Chromium, median of 20', f'{result["p50_ms"]} ms', ''),
        ('the same, p95', f'{result["p95_ms"]} ms', '≤ 500 ms')], {}


def pages():
    out = subprocess.run([ROOT / 'test/browser/run', '--build', ROOT / 'build', '--figures'], check=True,
                         capture_output=True, text=True, env={**os.environ, 'PLENARY_BUSY_S': str(scale(300, 120))})
    result = json.loads(out.stdout)
    return result, [
        ('the hall answers a press, with a CPU four times slower: after', f'{result["interactive_ms"]} ms', '≤ 1,000 ms'),
        ('a list of 30,215 people scrolls at', f'{result["people_fps"]} frames a second', '60'),
        ('&nbsp; 95 % of its frames take at most', f'{result["people_p95_ms"]} ms', ''),
        (f'the hall\'s heap grows in an hour (from {result["busy_s"]:.0f} s of a busy summit)',
         f'{result["leak_mb_an_hour"]:.1f} MB', '< 5 MB')], {}


def delay50():
    keys = ['delay_p50_ms', 'delay_p99_ms', 'audio_delay_p50_ms', 'audio_delay_p99_ms']

    def once():
        step = run_once(50, '--seconds', scale(10, 3))
        return {key: step[key] for key in keys}
    result = median_of(once, rounds())
    return result, [
        ('delay added at 50 viewers, picture, median', f'{result["delay_p50_ms"]:.2f} ms', ''),
        ('the same, p99', f'{result["delay_p99_ms"]:.2f} ms', '≤ 10 ms'),
        ('delay added at 50 viewers, sound, p99', f'{result["audio_delay_p99_ms"]:.2f} ms', '')], {}


# ---- capacity ----

def capacity():
    result, rows = {}, []
    with Wire() as wire:
        for kind, name in climbing.KIND_NAMES.items():
            names = ['limit', 'plenary'] + (['janus'] if kind == 'audio20' else [])
            found = climbing.measure(wire, kind, names, rounds())
            result[kind] = found
            top, ours = found['limit'], found['plenary']
            wanted = {'audio20': '≥ 6,000', 'audio60': '≥ 8,500', 'ride': '≥ 8,500'}[kind]
            rows += [(f'viewers on one core, {name}', f'{ours["viewers"]:.0f}', wanted),
                     ('&nbsp; the bare loop (`limit`) of the same kind', f'{top["viewers"]:.0f}', ''),
                     ('&nbsp; of the limit', f'{100 * (ours["of_limit"] or 0):.0f} %', '≥ 85 %'),
                     ('&nbsp; server CPU a viewer and second', f'{ours["us_per_viewer_second"]:.0f} µs', '')]
            rows.append(('&nbsp; corrupt packets', f'{ours["corrupted"]}', '0'))
            if 'janus' in found:
                theirs = found['janus']
                times = ours['viewers'] / theirs['viewers'] if theirs['viewers'] else 0
                rows += [('&nbsp; Janus from Debian, one event loop, the same stage', f'{theirs["viewers"]:.0f}', ''),
                         ('&nbsp; Plenary to Janus', f'{times:.1f} ×', '≥ 6 ×'),
                         ('&nbsp; Janus: server CPU a viewer and second',
                          f'{theirs["us_per_viewer_second"]:.0f} µs', '')]
    shipped, theirs = result['ride']['plenary']['viewers'], result['audio20']['janus']['viewers']
    rows.append(('as each ships: Plenary joins and rides sound for an audience above 300, Janus cannot',
                 f'{shipped / theirs if theirs else 0:.1f} ×', '≥ 6 ×'))
    bars = [(f'{name}, {climbing.KIND_NAMES[kind]}', found[name]['viewers'])
            for kind, found in result.items() for name in found]
    return result, rows, {'capacity.svg': plot.bars('Viewers on one core', bars)}


def delay70():
    """At 70 % of the viewers that `capacity` has found."""
    if not RESULTS.exists() or 'capacity' not in json.loads(RESULTS.read_text()):
        raise RuntimeError('the scene capacity comes first')
    found = json.loads(RESULTS.read_text())['capacity']['result']
    result, rows = {}, []
    for kind, (audio_ms, switches) in climbing.KINDS.items():
        count = round(0.7 * found[kind]['plenary']['viewers'])
        with Wire() as wire, Server(wire, switches, PLENARY_AUDIO_MS=audio_ms) as server:
            step = server.swarm(count, '--seconds', scale(20, 5), '--settle', 3, '--rate', 400)[-1]
        result[kind] = {key: step[key] for key in ('locations', 'loss_percent', 'delay_p50_ms', 'delay_p99_ms', 'corrupted')}
        rows.append((f'{count} viewers, {climbing.KIND_NAMES[kind]}: picture delay, median; p99',
                     f'{step["delay_p50_ms"]:.1f} ms; {step["delay_p99_ms"]:.1f} ms', '≤ 20 ms'))
    return result, rows, {}


def limits():
    """What the bare loop does by other ways of sending."""
    result, rows = {}, []
    count, kind = 1500, 'audio20'
    with Wire() as wire:
        for _ in range(rounds()):
            for way in 'gso', 'plain', 'connected', 'uring', 'uring-connected':
                step = limit.run(wire, [count], kind, way)[0]
                result.setdefault(way, []).append(step['us_per_viewer_second'])
    result = {way: statistics.median(all_of) for way, all_of in result.items()}
    names = {'gso': 'sendmmsg, UDP_SEGMENT', 'plain': 'sendmmsg, a message a packet',
             'connected': 'a connected socket a viewer, UDP_SEGMENT', 'uring': 'io_uring, UDP_SEGMENT',
             'uring-connected': 'io_uring on connected sockets, UDP_SEGMENT'}
    rows = [(f'bare loop, {names[way]}: CPU a viewer and second', f'{us:.0f} µs', '') for way, us in result.items()]
    return result, rows, {}


def ablation():
    """CPU a viewer and second with each part of the engine left out, at one count, in turns."""
    count, seconds = 1500, scale(8, 4)
    found = {name: [] for name in ['all on', *ENGINE_SWITCHES]}
    for _ in range(rounds()):
        for name in found:
            step = run_once(count, '--seconds', seconds, may_fail=True,
                            switches=() if name == 'all on' else (name,))
            found[name].append(step['server_us_per_viewer_second'])
    result = {name: statistics.median(all_of) for name, all_of in found.items()}
    rows = [(f'server CPU a viewer and second at {count}, {name}', f'{us:.0f} µs', '') for name, us in result.items()]
    return result, rows, {'ablation.svg': plot.bars('Server CPU, µs a viewer and second', list(result.items()))}


def shares(data):
    """Of a perf recording, percent by what the program was in: kernel, encryption, ours, and the rest."""
    out = subprocess.run(['perf', 'report', '-i', data, '--no-children', '-g', 'none', '--sort', 'dso', '--stdio',
                          '--field-separator', ';'], check=True, capture_output=True, text=True).stdout
    found = dict.fromkeys(PROFILE_PARTS.values(), 0.0) | {'the rest': 0.0}
    for line in out.splitlines():
        percent, _, name = line.strip().partition(';')
        if not line.startswith('#') and name:
            part = next((part for prefix, part in PROFILE_PARTS.items() if name.strip('[]').startswith(prefix)), 'the rest')
            found[part] += float(percent.strip(' %'))
    return found


def profile():
    """Where the server's time goes, by perf."""
    result, rows = {}, []
    for kind, count in ('audio20', 2000), ('ride', 5000):
        audio_ms, switches = climbing.KINDS[kind]
        with Wire() as wire, Server(wire, switches, PLENARY_AUDIO_MS=audio_ms) as server, \
                tempfile.NamedTemporaryFile() as data:
            def record(word, _):
                if word == 'measuring':
                    subprocess.Popen(['perf', 'record', '-q', '-F', '1500', '-o', data.name, '-p', str(server.pid),
                                      'sleep', '5'])
            step = server.swarm(count, '--seconds', 8, '--settle', 3, '--rate', 400, may_fail=True, mark=record)[-1]
            result[kind] = {**shares(data.name), 'us_each': step['server_us_per_viewer_second']}
        rows += [(f'{climbing.KIND_NAMES[kind]}, {count} viewers: {part}', f'{result[kind][part]:.1f} %', '')
                 for part in [*PROFILE_PARTS.values(), 'the rest']]
    return result, rows, {}


# ---- many ----

def linear():
    """CPU and memory from 100 viewers to 30,000, of sound alone."""
    counts = [100, 300, 1000, 3000, 10000] + ([] if is_short else [20000, 30000])
    with Wire() as wire, Server(wire) as server:
        empty = server.rss_kib()
        steps = server.swarm(counts, '--audio-only', '--audio-ms', 60, '--seconds', scale(10, 3), '--settle', 5,
                             '--rate', 500, may_fail=True)
    points = [{'viewers': step['locations'], 'cpu_percent': step['server_core_percent'],
               'us_each': step['server_us_per_viewer_second'],
               'kib_each': (step['server_rss_kib'] - empty) / step['locations'],
               'rss_mib': step['server_rss_kib'] / 1024, 'loss_percent': step['loss_percent']} for step in steps]
    rows = [(f'at {point["viewers"]} viewers of sound: CPU a viewer and second; memory a viewer',
             f'{point["us_each"]:.0f} µs; {point["kib_each"]:.1f} KiB', 'linear') for point in points]
    plots = {'linear-cpu.svg': plot.line('Server CPU, % of a core, by viewers (sound alone, 60 ms)',
                                         [(point['viewers'], point['cpu_percent']) for point in points]),
             'linear-memory.svg': plot.line('Server memory, MiB, by viewers',
                                            [(point['viewers'], point['rss_mib']) for point in points])}
    return {'empty_kib': empty, 'points': points}, rows, plots


def memory():
    locations = 10000
    with Wire() as wire, Server(wire) as server:
        before = server.rss_kib()
        step = server.swarm(locations, '--settle', scale(40, 10), '--seconds', 1, '--rate', 500, speaks=False)[-1]
    each = (step['server_rss_kib'] - before) / locations
    return {'kib_each': each}, [
        ('memory of an idle watching peer after its DTLS object is freed', f'{each:.1f} KiB', '≤ 8 KiB')], {}


def join_storm():
    """Everybody at once. First with nobody on stage: what a join costs; then while a few watch already,
    and must not notice."""
    early, crowd = 300, scale(30000, 5000)
    gate = ['--audio-only', '--audio-ms', 60, '--in-flight', 512, '--connections', 64, '--seconds', 5, '--settle', 0]
    silent = run_once(crowd, *gate, speaks=False)
    with Wire() as wire, Server(wire) as server:
        storm = server.swarm([early, crowd], *gate, may_fail=True)[-1]
    result = {'joins': storm['joins'], 'seconds': storm['join_s'], 'joined': storm['joined'],
              'server_join_ms': silent['server_join_ms'], 'seconds_silent': silent['join_s'],
              'connect_p95_ms': storm['connect_p95_ms'], 'join_loss_percent': storm['join_loss_percent']}
    return result, [
        (f'{result["joins"]:.0f} joins at once (HTTPS, ICE, DTLS), with sound for all who are in: done after',
         f'{result["seconds"]:.0f} s', '≤ 90 s'),
        ('&nbsp; with nobody on stage: done after', f'{result["seconds_silent"]:.0f} s', ''),
        ('&nbsp; &nbsp; server CPU a join, HTTPS included', f'{result["server_join_ms"]:.2f} ms', '≤ 0.5 ms'),
        ('&nbsp; connected, p95', f'{result["connect_p95_ms"]:.0f} ms', ''),
        ('&nbsp; loss of those who watched meanwhile', f'{result["join_loss_percent"]:.4f} %', '≤ 0.1 %')], {}


def thirty_thousand():
    count, seconds = 30000, scale(600, 60)
    step = run_once(count, '--audio-only', '--audio-ms', 60, '--rate', 450, '--in-flight', 512, '--connections', 64,
                    '--seconds', seconds, may_fail=True)
    result = {key: step[key] for key in ('joined', 'closed', 'loss_percent', 'silent', 'server_core_percent',
                                         'swarm_core_percent', 'server_rss_kib', 'audio_delay_p99_ms', 'corrupted')}
    return {**result, 'seconds': seconds}, [
        (f'{count} locations with sound for {seconds} s: connected in the end',
         f'{step["joined"] - step["closed"]:.0f}', '30,000'),
        ('&nbsp; loss', f'{step["loss_percent"]:.4f} %', '< 0.01 %'),
        ('&nbsp; sound delay, p99', f'{step["audio_delay_p99_ms"]:.1f} ms', ''),
        ('&nbsp; server core; memory', f'{step["server_core_percent"]:.0f} %; '
                                       f'{step["server_rss_kib"] / 1024:.0f} MiB', '')], {}


# ---- bad weather ----

def keyframe_storm():
    seconds = scale(10, 5)
    step = run_once(1000, '--pli', 10, '--seconds', seconds)
    each = step['keyframe_requests'] / seconds
    return {'plis': step['plis'], 'requests_a_second': each, 'loss_percent': step['loss_percent']}, [
        ('1,000 viewers ask for a keyframe 10 × a second: requests that reach the source',
         f'{each:.2f} a second', '≤ 1 a second')], {}


def loss_repair():
    count, seconds = 1000, scale(10, 5)

    def once():
        clean = run_once(count, '--seconds', seconds)
        lossy = run_once(count, '--seconds', seconds, '--loss', 2, '--in-flight', 64)
        more = lossy['server_us_per_viewer_second'] / clean['server_us_per_viewer_second'] - 1
        return {'loss_percent': lossy['loss_percent'], 'nacks': lossy['nacks'], 'more_cpu_percent': 100 * more,
                'keyframe_requests': lossy['keyframe_requests'], 'stalls': lossy['stalls']}
    result = median_of(once, scale(6, 2))
    return result, [
        ('2 % loss for all: lost for good', f'{result["loss_percent"]:.4f} %', '≈ 0'),
        ('&nbsp; more CPU a viewer', f'{result["more_cpu_percent"]:.1f} %', '≤ 5 %'),
        ('&nbsp; keyframe requests that reached the source', f'{result["keyframe_requests"]:.0f}', '0')], {}


def bad_viewers():
    count, seconds = 1000, scale(10, 5)

    def once():
        good = run_once(count, '--seconds', seconds)
        bad = run_once(count, '--seconds', seconds, '--slow', '10:300', '--dead', 10, '--leave-return', '5:5',
                       '--network-change', '5:5', may_fail=True)
        return {'p99_ms_alone': good['delay_p99_ms'], 'p99_ms_among_bad': bad['delay_p99_ms'],
                'loss_percent': bad['loss_percent']}
    result = median_of(once, rounds())
    more = result['p99_ms_among_bad'] - result['p99_ms_alone']
    return {**result, 'more_ms': more}, [
        ('a quarter slow, dead, leaving or moving: picture delay p99 of the others', f'{more:+.2f} ms', '≤ +1 ms'),
        ('&nbsp; loss of the others', f'{result["loss_percent"]:.4f} %', '0')], {}


def overload():
    """A machine that others use as well: for a while the server gets a third of the core that it needs."""
    count, neighbours = scale(20000, 10000), []

    def mark(word, watching):
        if word == 'measuring' and watching == count + 1:
            neighbours.extend(busy_neighbour(SERVER_CORE, seconds=30) for _ in range(scale(4, 9)))
        elif word == 'measured':
            while neighbours:
                end(neighbours.pop())

    with Wire() as wire, Server(wire) as server:
        try:
            before, meanwhile, _, later = server.swarm(
                [count, count + 1, count + 2, count + 3], '--audio-only', '--audio-ms', 60, '--rate', 450, '--in-flight', 512,
                '--connections', 64, '--seconds', 15, '--settle', 3, may_fail=True, mark=mark)
        finally:
            mark('measured', 0)
    heard = 100 * meanwhile['packets'] / before['packets']
    keys = 'closed', 'silent', 'loss_percent', 'audio_delay_p99_ms', 'server_core_percent'
    result = {name: {key: step[key] for key in keys}
              for name, step in (('before', before), ('meanwhile', meanwhile), ('later', later))}
    return {**result, 'heard_percent': heard}, [
        (f'{count} hear, which takes {before["server_core_percent"]:.0f} % of the core; others leave it',
         f'{meanwhile["server_core_percent"]:.0f} %', ''),
        ('&nbsp; meanwhile lost; without any sound', f'{meanwhile["closed"]:.0f}; {meanwhile["silent"]:.0f}', '0; 0'),
        ('&nbsp; of the sound, comes', f'{heard:.0f} %', ''),
        ('&nbsp; delay, 99 %', f'{meanwhile["audio_delay_p99_ms"] / 1000:.1f} s', ''),
        ('&nbsp; half a minute later: loss', f'{later["loss_percent"]:.4f} %', '0')], {}


def junk():
    seconds = scale(10, 5)
    quiet = run_once(500, '--seconds', seconds)
    step = run_once(500, '--seconds', seconds, '--junk', 100000)
    result = {'junk_a_second': step['junk_sent'] / seconds, 'answers': step['junk_answers'],
              'loss_percent': step['loss_percent'], 'grown_kib': step['server_grown_kib'] - quiet['server_grown_kib'],
              'server_core_percent': step['server_core_percent']}
    return result, [
        (f'{result["junk_a_second"]:.0f} junk packets a second at the UDP port: media loss of 500 viewers',
         f'{result["loss_percent"]:.4f} %', '≤ 0.1 %'),
        ('&nbsp; answers', f'{result["answers"]:.0f}', '0'),
        ('&nbsp; memory grown more than without', f'{result["grown_kib"]:.0f} KiB', '0')], {}


def janus_defaults():
    """Janus without its event loop: a thread a viewer."""
    with Wire() as wire, Janus(wire, loops=0) as server:
        found = climbing.summary(server.swarm(climbing.steps_from(100, 800, 1.2),
                                              *climbing.CLIMB, may_fail=True))
    return found, [('Janus from Debian, default settings: viewers on one core', f'{found["viewers"]:.0f}', '')], {}


# ---- the summit itself ----

def sockets():
    return control.sockets(is_short)


def descriptors():
    return control.descriptors(is_short)


def ballots():
    return control.ballots(is_short)


def commands():
    return control.commands(is_short)


def log_append():
    return control.log_append()


def log_start():
    return control.log_start(is_short)


def quick():
    """For CI, within two minutes: correctness alone."""
    results = {}
    with Wire() as wire, Server(wire) as server:
        results['plain'] = server.swarm(300, '--seconds', 10)[-1]
        results['weather'] = server.swarm(300, '--seconds', 10, '--loss', 1, '--slow', '5:400', '--leave-return', '5:4',
                                          '--network-change', '5:4', '--in-flight', 64)[-1]
        results['junk'] = server.swarm(200, '--seconds', 5, '--junk', 5000)[-1]
        results['sound'] = server.swarm(500, '--audio-only', '--audio-ms', 60, '--seconds', 5)[-1]
    problems = [f'{name}: {key} is {step[key]:g}' for name, step in results.items()
                for key in ('corrupted', 'bad_corrupted', 'refused', 'closed', 'silent', 'junk_answers') if step[key] != 0]
    problems += [f'{name}: {results[name]["lost"]:g} packets are lost' for name in ('plain', 'sound')
                 if results[name]['lost'] > 0]
    problems += [f'{name}: nothing was opened' for name, step in results.items() if step['opened'] == 0]
    problems += control.quick()
    if problems:
        raise SystemExit('\n'.join(problems))
    return {name: {'lost': step['lost'], 'opened': step['opened']} for name, step in results.items()}, [], {}


SCENES = {scene.__name__: scene for scene in (
    capacity, delay70, limits, ablation, profile, linear, memory, join_storm, thirty_thousand, keyframe_storm, loss_repair,
    bad_viewers, overload, junk, delay50, parts, joins, pages, sockets, descriptors, ballots, commands,
    log_append, log_start, janus_defaults)}


