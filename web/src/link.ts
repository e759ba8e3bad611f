// A connection that heals itself: what watching (WHEP) and publishing (WHIP) share. A short
// break is mended by an ICE restart, a longer one by a new session.
import { Backoff, pause } from './backoff.js';
import { Refusal, endSession, postOffer, restartIce, type RtcSession, type Where } from './session.js';

export type LinkState = 'idle' | 'connecting' | 'live' | 'weak' | 'reconnecting' | 'refused';

const DISCONNECTED_MS = 2000; // ICE may recover by itself for so long
const RESTART_MS = 4000; // an ICE restart that has not helped by then did not
const CONNECT_MS = 10_000;
const CHECK_MS = 1000;
const SILENCE_MS = 500; // no packet for so long: nobody sends

/** A page that one went back to finds no address to connect from, in Firefox, until it is loaded again. */
function isStuck(pc: RTCPeerConnection): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return pc.iceGatheringState === 'new' && navigation?.type === 'back_forward';
}

/** Event: `change`, whenever `state` or what a subclass shows has changed. */
export abstract class Link extends EventTarget {
  state: LinkState = 'idle';
  refusal?: Refusal;
  /** The server answers, and its media does not arrive: something on the way blocks it. */
  isBlocked = false;
  protected pc?: RTCPeerConnection;
  private session?: RtcSession;
  private readonly backoff = new Backoff();
  private deadline = 0;
  private checks = 0;
  private wanted = false;
  private packets = 0;
  private isMending = false;
  private wasConnected = false; // the present one
  private listening?: AbortController;

  constructor(private readonly endpoint: 'whip' | 'whep', private readonly where: Where = {}) {
    super();
  }

  protected abstract setUp(pc: RTCPeerConnection): void;
  /** Packets so far, and whether the line looks weak, from the peer connection's report. */
  protected abstract measure(report: RTCStatsReport): { packets: number; isWeak: boolean };

  /** Whether another page of the same person has this line now; `wasThere` tells whether ours was, until it was ended. */
  protected isTakenOver(_wasThere: Promise<boolean>): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** What is offered to the server, made of what this browser offers: lost sound, too, is sent again. */
  protected offerOf(sdp: string): string {
    return sdp.replace(/^a=rtpmap:(\d+) opus\/48000\/2\r\n/gim, '$&a=rtcp-fb:$1 nack\r\n');
  }

  start(): void {
    this.wanted = true;
    this.refusal = undefined;
    this.listen();
    this.change('connecting');
    void this.connect();
  }

  stop(): void {
    this.wanted = false;
    this.isBlocked = false;
    this.listening?.abort();
    this.backoff.cancel();
    void this.drop();
    this.change('idle');
  }

  /** What happens to the page and to the network concerns a line while it is wanted. */
  private listen(): void {
    this.listening?.abort();
    this.listening = new AbortController();
    const { signal } = this.listening;
    const network = (navigator as { connection?: EventTarget }).connection;
    network?.addEventListener('change', () => this.mend(), { signal });
    addEventListener('online', () => this.mend(), { signal });
    addEventListener('pagehide', () => this.session && void endSession(this.session), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && this.renew(), { signal }); // it was ended as the page went
  }

  /** The server may have restarted: are packets still coming? If not, begin anew. */
  async verify(): Promise<void> {
    await this.check();
    const before = this.packets;
    await pause(SILENCE_MS);
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
    this.wasConnected = false;
    pc.onconnectionstatechange = () => this.follow(pc);
    this.arm(CONNECT_MS, () => this.giveUp());
    try {
      this.setUp(pc);
      await pc.setLocalDescription();
      const session = await postOffer(this.endpoint, this.offerOf(pc.localDescription?.sdp ?? ''), this.where);
      if (pc !== this.pc) {
        void endSession(session);
        return;
      }
      this.session = session;
      await pc.setRemoteDescription({ type: 'answer', sdp: session.answer });
    } catch (problem) {
      if (pc === this.pc) this.fail(problem);
    }
  }

  /** It never connected. */
  private giveUp(): void {
    this.isBlocked = this.session !== undefined;
    this.renew();
  }

  private fail(problem: unknown): void {
    void this.drop();
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
        this.wasConnected = true;
        this.isBlocked = false;
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
        if (isStuck(pc)) location.reload();
        else if (this.wasConnected) this.renew();
        else this.giveUp();
        break;
    }
  }

  private mend(): void {
    const { pc, session } = this;
    if (!pc || !session || !this.wanted || this.isMending) return;
    this.isMending = true;
    this.arm(RESTART_MS, () => pc.connectionState !== 'connected' && this.renew());
    restartIce(pc, session)
      .catch(() => pc === this.pc && this.renew())
      .finally(() => (this.isMending = false));
  }

  private renew(): void {
    if (!this.wanted) return;
    const wasThere = this.drop();
    this.change(this.state === 'connecting' ? 'connecting' : 'reconnecting');
    void this.comeBack(wasThere);
  }

  private async comeBack(wasThere: Promise<boolean>): Promise<void> {
    const isTaken = await this.isTakenOver(wasThere);
    if (!this.wanted || this.pc) return;
    if (isTaken) this.fail(new Refusal('elsewhere'));
    else this.backoff.schedule(() => void this.connect());
  }

  private drop(): Promise<boolean> {
    clearTimeout(this.deadline);
    clearInterval(this.checks);
    const { pc, session } = this;
    this.pc = undefined;
    this.session = undefined;
    if (pc) {
      pc.onconnectionstatechange = null;
      pc.close();
    }
    return session ? endSession(session) : Promise.resolve(true);
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
