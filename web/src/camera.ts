// Somebody's camera and microphone as their pages use them: opened, chosen, switched off and on,
// lost and found again, and how loud it is. It sends nothing anywhere.
import { LevelMeter, openDevices, problemOf, remember, remembered, type MediaProblem } from './media.js';

const LEVEL_MS = 100;

export type Kind = 'audio' | 'video';

/** Events: `change`, when anything here but the level has changed; `level`, ten times a second;
 * `stream`, when there is another stream to send.
 */
export class Camera extends EventTarget {
  stream?: MediaStream;
  problem?: MediaProblem;
  devices: MediaDeviceInfo[] = [];
  readonly isOn: Record<Kind, boolean> = { audio: true, video: true };
  /** Unplugged, or taken by another program, while it was in use. */
  readonly isLost: Record<Kind, boolean> = { audio: false, video: false };
  /** Nothing was heard for a while. */
  isSilent = false;
  /** 0 to 1 */
  level = 0;
  private meter?: LevelMeter;
  private timer = 0;
  private isOpening = false;
  private isUnwanted = false; // closed before it was opened
  private hasNoCamera = false;
  private readonly lostDevices: Partial<Record<Kind, string>> = {};

  constructor() {
    super();
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.findAgain());
    document.addEventListener('visibilitychange', () => this.wake());
  }

  /** Ask for both, or for the microphone alone. Afterwards there is a `stream` or a `problem`. Whoever went
   * on without a camera does so again where there is still none.
   */
  async open({ withCamera = true } = {}): Promise<void> {
    this.isUnwanted = false;
    if (this.isOpening) return;
    this.isOpening = true;
    try {
      const stream = await openDevices({ withCamera }).catch((problem: unknown) => {
        if (!withCamera || !this.hasNoCamera) throw problem;
        return openDevices({ withCamera: false });
      });
      this.hasNoCamera = stream.getVideoTracks().length === 0;
      const former = this.isUnwanted ? stream : this.stream;
      former?.getTracks().forEach((track) => track.stop());
      if (!this.isUnwanted) this.take(stream);
    } catch (error) {
      this.problem = problemOf(error);
    }
    this.isOpening = false;
    await this.listDevices();
  }

  /** As before: whoever goes on without a camera is not asked for one. */
  openAgain(): Promise<void> {
    return this.open({ withCamera: !this.hasNoCamera });
  }

  /** The lamp beside the camera goes out, and does not come on when the browser's question is answered later. */
  close(): void {
    this.isUnwanted = true;
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
    clearInterval(this.timer);
    this.level = 0;
    this.changed();
  }

  choose(kind: Kind, deviceId: string): void {
    remember(kind, deviceId);
    void (kind === 'video' ? this.open() : this.openAgain());
  }

  toggle(kind: Kind): void {
    this.isOn[kind] = !this.isOn[kind];
    this.applySwitches();
    this.changed();
  }

  chosen(kind: Kind): string {
    return this.tracks(kind)[0]?.getSettings().deviceId ?? remembered(kind);
  }

  private tracks(kind: Kind): MediaStreamTrack[] {
    return (kind === 'audio' ? this.stream?.getAudioTracks() : this.stream?.getVideoTracks()) ?? [];
  }

  private take(stream: MediaStream): void {
    this.stream = stream;
    this.problem = undefined;
    for (const track of stream.getTracks()) {
      const kind = track.kind as Kind;
      this.isLost[kind] = false;
      delete this.lostDevices[kind];
      track.addEventListener('ended', () => this.lose(track));
    }
    this.applySwitches();
    this.meter ??= new LevelMeter();
    this.meter.listenTo(stream);
    clearInterval(this.timer);
    this.timer = setInterval(() => this.measure(), LEVEL_MS);
    this.dispatchEvent(new Event('stream'));
  }

  private lose(track: MediaStreamTrack): void {
    if (!this.stream?.getTracks().includes(track)) return; // of a stream that is not in use any more
    const kind = track.kind as Kind;
    this.isLost[kind] = true;
    this.lostDevices[kind] = track.getSettings().deviceId;
    this.changed();
  }

  /** A machine that slept may have taken the devices away. */
  private wake(): void {
    if (document.visibilityState !== 'visible' || !this.stream) return;
    this.meter?.wake();
    if (this.stream.getTracks().some((track) => track.readyState === 'ended')) {
      void this.openAgain();
    }
  }

  /** What was unplugged goes on by itself when it is plugged in again; another one is for its owner to choose. */
  private async findAgain(): Promise<void> {
    await this.listDevices();
    const lost = Object.values(this.lostDevices);
    if (this.devices.some(({ deviceId }) => deviceId && lost.includes(deviceId))) await this.openAgain();
  }

  private applySwitches(): void {
    for (const kind of ['audio', 'video'] as const) {
      for (const track of this.tracks(kind)) track.enabled = this.isOn[kind];
    }
  }

  private measure(): void {
    const { level, isSilent } = this.meter?.read() ?? { level: 0, isSilent: false };
    this.level = level;
    this.dispatchEvent(new Event('level'));
    if (isSilent !== this.isSilent) {
      this.isSilent = isSilent;
      this.changed();
    }
  }

  private async listDevices(): Promise<void> {
    this.devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
