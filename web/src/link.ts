// A connection that heals itself: what watching (WHEP) and publishing (WHIP) share. A short
// break is mended by an ICE restart, a longer one by a new session.
import { Backoff } from './backoff.js';
import { Refusal, endSession, postOffer, restartIce, type RtcSession, type Where } from './session.js';

export type LinkState = 'idle' | 'connecting' | 'live' | 'weak' | 'reconnecting' | 'refused';

const DISCONNECTED_MS = 2000; // ICE may recover by itself for so long
const RESTART_MS = 4000; // an ICE restart that has not helped by then did not
const CONNECT_MS = 10_000;
const CHECK_MS = 1000;
const SILENCE_MS = 500; // no packet for so long: nobody sends

/** Event: `change`, whenever `state` or what a subclass shows has changed. */
export abstract class Link extends EventTarget {
  state: LinkState = 'idle';
  refusal?: Refusal;
  protected pc?: RTCPeerConnection;
  private session?: RtcSession;
  private readonly backoff = new Backoff();
  private deadline = 0;
  private checks = 0;
  private wanted = false;
  private packets = 0;

  constructor(private readonly endpoint: 'whip' | 'whep', private readonly where: Where = {}) {
    super();
    addEventListener('pagehide', () => this.session && endSession(this.session));
    const network = (navigator as { connection?: EventTarget }).connection;
    network?.addEventListener('change', () => this.mend());
  }

  protected abstract setUp(pc: RTCPeerConnection): void;
  /** Packets so far, and whether the line looks weak, from the peer connection's report. */
  protected abstract measure(report: RTCStatsReport): { packets: number; isWeak: boolean };

  /** What is offered to the server, made of what this browser offers. */
  protected offerOf(sdp: string): string {
    return sdp;
  }

  start(): void {
    this.wanted = true;
    this.refusal = undefined;
    this.change('connecting');
    void this.connect();
  }

  stop(): void {
    this.wanted = false;
    this.backoff.cancel();
    this.drop();
    this.change('idle');
  }

  /** The server may have restarted: are packets still coming? If not, begin anew. */
  async verify(): Promise<void> {
    await this.check();
    const before = this.packets;
    await new Promise((done) => setTimeout(done, SILENCE_MS));
    await this.check();
    if (this.wanted && this.state !== 'refused' && this.packets === before) this.renew();
  }

  protected change(state: LinkState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }

  private async connect(): Promise<void> {
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    this.pc = pc;
    this.packets = 0;
    pc.onconnectionstatechange = () => this.follow(pc);
    this.arm(CONNECT_MS, () => this.renew());
    try {
      this.setUp(pc);
      await pc.setLocalDescription();
      const session = await postOffer(this.endpoint, this.offerOf(pc.localDescription?.sdp ?? ''), this.where);
      if (pc !== this.pc) {
        endSession(session);
        return;
      }
      this.session = session;
      await pc.setRemoteDescription({ type: 'answer', sdp: session.answer });
    } catch (problem) {
      if (pc === this.pc) this.fail(problem);
    }
  }

  private fail(problem: unknown): void {
    this.drop();
    if (problem instanceof Refusal) {
      this.refusal = problem;
      this.change('refused');
    } else if (this.wanted) {
      this.change(this.state === 'connecting' ? 'connecting' : 'reconnecting');
      this.backoff.schedule(() => void this.connect());
    }
  }

  private follow(pc: RTCPeerConnection): void {
    if (pc !== this.pc) return;
    switch (pc.connectionState) {
      case 'connected':
        clearTimeout(this.deadline);
        this.backoff.reset();
        this.change('live');
        clearInterval(this.checks);
        this.checks = setInterval(() => void this.check(), CHECK_MS);
        break;
      case 'disconnected':
        this.change('reconnecting');
        this.arm(DISCONNECTED_MS, () => this.mend());
        break;
      case 'failed':
      case 'closed':
        this.renew();
        break;
    }
  }

  private mend(): void {
    const { pc, session } = this;
    if (!pc || !session || !this.wanted) return;
    this.arm(RESTART_MS, () => pc.connectionState !== 'connected' && this.renew());
    restartIce(pc, session).catch(() => pc === this.pc && this.renew());
  }

  private renew(): void {
    if (!this.wanted) return;
    this.drop();
    this.change(this.state === 'connecting' ? 'connecting' : 'reconnecting');
    this.backoff.schedule(() => void this.connect());
  }

  private drop(): void {
    clearTimeout(this.deadline);
    clearInterval(this.checks);
    const { pc, session } = this;
    this.pc = undefined;
    this.session = undefined;
    if (pc) {
      pc.onconnectionstatechange = null;
      pc.close();
    }
    if (session) endSession(session);
  }

  private async check(): Promise<void> {
    const pc = this.pc;
    if (!pc || pc.connectionState !== 'connected') return;
    const { packets, isWeak } = this.measure(await pc.getStats());
    if (pc !== this.pc) return;
    this.packets = packets;
    if (this.state === 'live' || this.state === 'weak') {
      const state = isWeak ? 'weak' : 'live';
      if (state !== this.state) this.change(state);
    }
  }

  private arm(ms: number, action: () => void): void {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(action, ms);
  }
}
