// Camera and microphone: which ones, and what to say when they cannot be used.
import { keep, recall } from './remembered.js';

export type MediaProblem = 'denied' | 'missing' | 'busy' | 'other';

const KEYS = { video: 'camera', audio: 'microphone' } as const;

export function remembered(kind: 'audio' | 'video'): string {
  return recall(KEYS[kind]);
}

export function remember(kind: 'audio' | 'video', deviceId: string): void {
  keep(KEYS[kind], deviceId);
}

/** Open both, or the microphone alone; the device chosen last time if it is there. */
export function openDevices({ withCamera = true } = {}): Promise<MediaStream> {
  if (!navigator.mediaDevices) return Promise.reject(new DOMException('', 'SecurityError')); // plain HTTP
  const wish = (kind: 'audio' | 'video') => {
    const deviceId = remembered(kind);
    return deviceId ? { deviceId: { ideal: deviceId } } : {};
  };
  return navigator.mediaDevices.getUserMedia({
    audio: { ...wish('audio'), echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    video: withCamera && { ...wish('video'), width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
  });
}

export function problemOf(error: unknown): MediaProblem {
  switch ((error as DOMException).name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'other';
  }
}

const SILENCE_MS = 10_000;
const SILENT_LEVEL = 0.004;

/** How loud a microphone is, 0 to 1, and whether it has been silent for too long. */
export class LevelMeter {
  private readonly context = new AudioContext();
  private readonly analyser = this.context.createAnalyser();
  private source?: MediaStreamAudioSourceNode;
  private readonly samples: Float32Array<ArrayBuffer>;
  private heardAt = performance.now();

  constructor() {
    this.analyser.fftSize = 4096; // all that is heard between two readings
    this.samples = new Float32Array(this.analyser.fftSize);
  }

  listenTo(stream: MediaStream): void {
    this.source?.disconnect();
    this.source = undefined;
    if (stream.getAudioTracks().length > 0) {
      this.source = this.context.createMediaStreamSource(stream);
      this.source.connect(this.analyser);
    }
    this.heardAt = performance.now();
    void this.context.resume();
  }

  /** A page that was asleep hears again. */
  wake(): void {
    this.heardAt = performance.now();
    void this.context.resume();
  }

  read(): { level: number; isSilent: boolean } {
    this.analyser.getFloatTimeDomainData(this.samples);
    const power = this.samples.reduce((sum, sample) => sum + sample * sample, 0) / this.samples.length;
    const level = Math.sqrt(power);
    if (level > SILENT_LEVEL) this.heardAt = performance.now();
    const isSilent =
      this.context.state === 'running' && performance.now() - this.heardAt > SILENCE_MS;
    return { level: Math.min(1, level * 4), isSilent };
  }
}
