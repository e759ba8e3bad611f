// Does the hall's media reach this place, and how well? It watches for a few seconds and leaves.
import { Viewer } from './whep.js';

const CONNECT_MS = 8000; // longer, and pictures are blocked somewhere on the way
const WATCH_REPORTS = 3; // one a second
const SLOW_RTT_MS = 400;
const HIGH_LOSS = 0.05;

export type NetworkResult =
  | { kind: 'good' | 'weak'; rttMs: number }
  | { kind: 'blocked' };

/** Event: `done`, once there is a result; `refusal` is set when the invitation is not taken. */
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
      queueMicrotask(() => this.finish({ kind: isWeak ? 'weak' : 'good', rttMs }));
    }
    return measured;
  }

  private finish(result: NetworkResult): void {
    if (this.result || this.refusal) return;
    this.result = result;
    this.stop();
    this.dispatchEvent(new Event('done'));
  }
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
