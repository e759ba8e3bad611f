// Watching a room: one audio and nine video tracks that never change. What they show is
// switched on the server.
import { Link } from './link.js';
import type { Where } from './session.js';

export const SLOTS = ['main', 'side1', 'side2', 'side3', 'side4', 'side5', 'side6', 'side7', 'side8'];

/** What one watches with: what the line carries; the smallest picture; none. */
export const QUALITIES = ['auto', 'low', 'audio'] as const;
export type Quality = (typeof QUALITIES)[number];

const LOW_BPS = 200_000; // a picture
const WEAK_LOSS = 0.05; // of the packets of the last second
const WEAK_FREEZES = 1;

export class Viewer extends Link {
  readonly videos = new Map<string, MediaStream>();
  readonly sound = new MediaStream();
  readonly marks: Record<string, number> = {};
  private before = { packets: 0, lost: 0, freezes: 0 };

  constructor(where: Where = {}, public quality: Quality = 'auto') {
    super('whep', where);
  }

  /** Watch with another quality from now on. */
  choose(quality: Quality): void {
    if (quality === this.quality) return;
    this.quality = quality;
    this.stop();
    this.start();
  }

  /** The most that is wanted of each picture stands in the offer (RFC 3890). */
  protected override offerOf(sdp: string): string {
    const offer = super.offerOf(sdp);
    if (this.quality !== 'low') return offer;
    return offer.replace(/^(m=video .*\r\n(?:c=.*\r\n)?)/gm, `$1b=TIAS:${LOW_BPS}\r\n`);
  }

  protected override setUp(pc: RTCPeerConnection): void {
    this.marks.start ??= performance.now();
    this.before = { packets: 0, lost: 0, freezes: 0 };
    for (const track of this.sound.getTracks()) this.sound.removeTrack(track);
    this.sound.addTrack(pc.addTransceiver('audio', { direction: 'recvonly' }).receiver.track);
    this.videos.clear();
    for (const slot of this.quality === 'audio' ? [] : SLOTS) {
      const { track } = pc.addTransceiver('video', { direction: 'recvonly' }).receiver;
      this.videos.set(slot, new MediaStream([track]));
    }
    this.dispatchEvent(new Event('change'));
  }

  protected override measure(report: RTCStatsReport): { packets: number; isWeak: boolean } {
    const now = { packets: 0, lost: 0, freezes: 0 };
    report.forEach((stats: RTCInboundRtpStreamStats) => {
      if (stats.type !== 'inbound-rtp') return;
      now.packets += stats.packetsReceived ?? 0;
      now.lost += stats.packetsLost ?? 0;
      now.freezes += (stats as { freezeCount?: number }).freezeCount ?? 0;
    });
    const lost = now.lost - this.before.lost;
    const received = now.packets - this.before.packets;
    const isWeak =
      lost > (lost + received) * WEAK_LOSS || now.freezes - this.before.freezes >= WEAK_FREEZES;
    this.before = now;
    return { packets: now.packets, isWeak };
  }
}
