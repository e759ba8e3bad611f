// Does the hall's media reach this place, and how well? It watches for a few seconds and leaves.
import type { LinkState } from './link.js';
import { Viewer } from './whep.js';

const CONNECT_MS = 8000; // longer, and pictures are blocked somewhere on the way
const WATCH_REPORTS = 3; // one a second
const SLOW_RTT_MS = 400;
const HIGH_LOSS = 0.05;

const BULK_LOADS = 3; // of the page's own largest file: some hundred kilobytes in all
const BULK_ENOUGH_BPS = 20_000_000; // more does not matter here

/** `bps`: what HTTPS over TCP brought, bits a second; 0: it could not be told. */
export type NetworkResult =
  | { kind: 'good' | 'weak'; rttMs: number; bps: number }
  | { kind: 'blocked' }
  | { kind: 'closed' };

/** Event: `done`, once there is a result: media over UDP, then a download over TCP. `closed` where
 * one may not enter (now); `refusal` is set then.
 */
export class NetworkCheck extends Viewer {
  result?: NetworkResult;
  private reports = 0;
  private readonly patience = setTimeout(() => this.finish({ kind: 'blocked' }), CONNECT_MS);

  protected override measure(report: RTCStatsReport): { packets: number; isWeak: boolean } {
    const measured = super.measure(report);
    clearTimeout(this.patience);
    if (++this.reports >= WATCH_REPORTS) {
      const { rttMs, loss } = lineOf(report);
      const isWeak = loss > HIGH_LOSS || rttMs > SLOW_RTT_MS;
      this.stop();
      void measureDownload().then((bps) => this.finish({ kind: isWeak ? 'weak' : 'good', rttMs, bps }));
    }
    return measured;
  }

  protected override change(state: LinkState): void {
    super.change(state);
    if (state === 'refused') this.finish({ kind: 'closed' });
  }

  private finish(result: NetworkResult): void {
    if (this.result) return;
    clearTimeout(this.patience);
    this.result = result;
    this.stop();
    this.dispatchEvent(new Event('done'));
  }
}

/** How fast TCP is, by loading again what the page is made of. */
async function measureDownload(): Promise<number> {
  const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const largest = files.reduce<PerformanceResourceTiming | undefined>(
    (best, file) => (file.encodedBodySize > (best?.encodedBodySize ?? 0) ? file : best), undefined);
  if (!largest) return 0;
  const began_ms = performance.now();
  const loads = Array.from({ length: BULK_LOADS }, () =>
    fetch(largest.name, { cache: 'no-store' }).then((response) => response.arrayBuffer()));
  const isLoaded = await Promise.all(loads).then(() => true, () => false);
  if (!isLoaded) return 0;
  const bits = largest.encodedBodySize * BULK_LOADS * 8;
  return Math.min(BULK_ENOUGH_BPS, (bits * 1000) / Math.max(1, performance.now() - began_ms));
}

/** The line alone: how busy this machine is, is another matter. */
function lineOf(report: RTCStatsReport): { rttMs: number; loss: number } {
  let rttMs = 0;
  let received = 0;
  let lost = 0;
  report.forEach((stats) => {
    if (stats.type === 'candidate-pair' && stats.nominated) {
      rttMs = Math.max(1, Math.round((stats.currentRoundTripTime ?? 0) * 1000));
    } else if (stats.type === 'inbound-rtp') {
      received += stats.packetsReceived ?? 0;
      lost += stats.packetsLost ?? 0;
    }
  });
  return { rttMs, loss: lost / Math.max(1, received + lost) };
}
