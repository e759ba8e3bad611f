// Going on stage: camera and microphone to the server, the picture in three qualities.
import { pause } from './backoff.js';
import { Link } from './link.js';
import type { Source } from './generated/summit.js';
import { isPublishing } from './summit.js';

const WEAK_LOSS = 0.05;
const TOLD_MS = 300; // a session that ends, and one that connects, are told to the room by then,
const TAKEN_MS = 1500; // and by then at the latest
const LAYERS: RTCRtpEncodingParameters[] = [
  { rid: 'high', maxBitrate: 2_500_000 },
  { rid: 'mid', scaleResolutionDownBy: 2, maxBitrate: 700_000 },
  { rid: 'low', scaleResolutionDownBy: 4, maxBitrate: 200_000 },
];

export class Publisher extends Link {
  private audio?: RTCRtpSender;
  private video?: RTCRtpSender;

  constructor(private stream: MediaStream, private readonly source: Source = 'camera') {
    super('whip', { query: source === 'screen' ? '?source=screen' : '' });
  }

  /** Send other tracks from now on, without a new session. */
  replace(stream: MediaStream): void {
    this.stream = stream;
    void this.audio?.replaceTrack(stream.getAudioTracks()[0] ?? null);
    void this.video?.replaceTrack(stream.getVideoTracks()[0] ?? null);
  }

  stopTracks(): void {
    this.stream.getTracks().forEach((track) => track.stop());
  }

  /** Who publishes the same again takes the place of the former: the room then has them, and not by us. */
  protected override async isTakenOver(wasThere: Promise<boolean>): Promise<boolean> {
    if (await wasThere) return false;
    for (let waited = 0; waited < TAKEN_MS; waited += TOLD_MS) {
      await pause(TOLD_MS);
      if (isPublishing(this.source)) return true;
    }
    return false;
  }

  protected override setUp(pc: RTCPeerConnection): void {
    const streams = [this.stream];
    this.audio = pc.addTransceiver(this.stream.getAudioTracks()[0] ?? 'audio', {
      direction: 'sendonly',
      streams,
    }).sender;
    const video = pc.addTransceiver(this.stream.getVideoTracks()[0] ?? 'video', {
      direction: 'sendonly',
      streams,
      sendEncodings: LAYERS.map((layer) => ({ ...layer })),
    });
    this.video = video.sender;
    preferVp8(video);
  }

  protected override measure(report: RTCStatsReport): { packets: number; isWeak: boolean } {
    let packets = 0;
    let isWeak = false;
    report.forEach((stats) => {
      if (stats.type === 'outbound-rtp') packets += stats.packetsSent ?? 0;
      if (stats.type === 'remote-inbound-rtp') isWeak ||= (stats.fractionLost ?? 0) > WEAK_LOSS;
    });
    return { packets, isWeak };
  }
}

/** VP8 is what every browser decodes, and what has layers here. */
function preferVp8(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const isVp8 = (codec: { mimeType: string }) => /vp8$/i.test(codec.mimeType);
  const sorted = [...codecs.filter(isVp8), ...codecs.filter((codec) => !isVp8(codec))];
  if (sorted.length > 0 && 'setCodecPreferences' in transceiver) {
    transceiver.setCodecPreferences(sorted);
  }
}
