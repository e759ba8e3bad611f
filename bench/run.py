"""Measure the parts that are named (all of them by default) and write the report."""
import json
import platform
import statistics
import subprocess
import sys
import time

from server import ROOT, SERVER_CORE, Server

ROUNDS = 3


def median_of(measure, rounds=ROUNDS):
    results = [measure() for _ in range(rounds)]
    return {key: statistics.median(result[key] for result in results) for key in results[0]}


def measure_parts(rounds):
    def once():
        out = subprocess.run(['taskset', '-c', SERVER_CORE, ROOT / 'build/bench/bench_parts'],
                             check=True, capture_output=True, text=True)
        return json.loads(out.stdout)
    result = median_of(once, rounds)
    return result, [
        ('DTLS handshakes a second and core, server side', f'{1e9 / result["dtls_server_ns"]:.0f}', '≥ 1,000'),
        ('one SRTP packet of 1178 bytes, AES-GCM, ipsec-mb', f'{result["gcm_ipsec_mb_ns"]:.0f} ns', ''),
        ('the same on OpenSSL', f'{result["gcm_evp_ns"]:.0f} ns', ''),
        ('one SRTP packet, AES-CM with HMAC-SHA1, ipsec-mb', f'{result["cm_ipsec_mb_ns"]:.0f} ns', ''),
        ('the same on OpenSSL', f'{result["cm_evp_ns"]:.0f} ns', '')]


def measure_joins(_rounds):
    out = subprocess.run([ROOT / 'test/browser/run', '--build', ROOT / 'build', '--joins'],
                         check=True, capture_output=True, text=True)
    result = json.loads(out.stdout)
    return result, [
        ('click to first decoded frame in Chromium, median of 20', f'{result["p50_ms"]} ms', ''),
        ('the same, p95', f'{result["p95_ms"]} ms', '≤ 500 ms')]


def measure_delay(rounds):
    def once():
        with Server() as server:
            return server.swarm(50, '--seconds', 10)
    result = median_of(once, rounds)
    return result, [
        ('delay added at 50 viewers, median', f'{result["delay_p50_ms"]:.2f} ms', ''),
        ('the same, p99', f'{result["delay_p99_ms"]:.2f} ms', '≤ 10 ms')]


def measure_memory(_rounds):
    locations = 2000
    with Server() as server:
        before = server.rss_kib()
        result = server.swarm(locations, '--settle', 40, '--seconds', 1, '--rate', 300, speaks=False)
    each = (result['server_rss_kib'] - before) / locations
    return {'kib_each': each}, [
        ('memory of an idle watching peer after its DTLS object is freed', f'{each:.1f} KiB', '≤ 16 KiB')]


PARTS = {'parts': measure_parts, 'joins': measure_joins, 'delay': measure_delay, 'memory': measure_memory}


def cpu_name():
    with open('/proc/cpuinfo', encoding='ascii', errors='replace') as file:
        return next((line.split(':', 1)[1].strip() for line in file if line.startswith('model name')), '')


def write_report(rows):
    lines = ['# Measured', '',
             f'By `script/bench` on {time.strftime("%Y-%m-%d")}; {cpu_name()}, Linux {platform.release()}; '
             'the server on one core, the swarm on the other; medians of several rounds.', '',
             '| what | measured | wanted |', '|---|---|---|']
    lines += [f'| {what} | {value} | {wanted} |' for what, value, wanted in rows]
    folder = ROOT / 'doc' / 'bench'
    folder.mkdir(exist_ok=True)
    (folder / 'README.md').write_text('\n'.join(lines) + '\n')


def main(names):
    rows, results = [], {}
    for name in names or PARTS:
        print(f'{name} ...', flush=True)
        results[name], some = PARTS[name](ROUNDS)
        rows += some
        for what, value, wanted in some:
            print(f'  {what}: {value}' + (f' (wanted: {wanted})' if wanted else ''), flush=True)
    if not names:
        write_report(rows)
        (ROOT / 'doc' / 'bench' / 'results.json').write_text(json.dumps(results, indent=2) + '\n')


if __name__ == '__main__':
    unknown = [name for name in sys.argv[1:] if name not in PARTS]
    if unknown:
        sys.exit(f'unknown: {", ".join(unknown)}; parts are {", ".join(PARTS)}')
    main(sys.argv[1:])
