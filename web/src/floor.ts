// One's way to the stage and back: the seat that the summit has for one, and what is published
// while there is one. It begins when the invitation is accepted and goes on through every cut.
import { Camera } from './camera.js';
import type { Seat, Source } from './generated/summit.js';
import { why } from './refusal.js';
import { hearTabs, keepHere, recallHere, tellTabs } from './remembered.js';
import { command, isPublishing, summit, type StageSlot } from './summit.js';
import { Viewer } from './whep.js';
import { Publisher } from './whip.js';

const SCREEN_RATE = 15;
const LINGER_MS = 15_000; // taken off the stage: asked again soon, the line is still there

/** The seat that this room has for one who looks at this page. */
export function ownSeat(source: Source = 'camera'): Seat | undefined {
  return summit.you?.seats?.find((seat) => seat.room === summit.room && (seat.source ?? 'camera') === source);
}

/** Events: `change`. Lives as long as its page; `begin` once there is a summit to follow. */
export class Floor extends EventTarget {
  readonly camera = new Camera();
  publisher?: Publisher;
  screen?: Publisher;
  /** The others who wait, as they see and hear each other. */
  green?: Viewer;
  /** Why a press did nothing, in a sentence. */
  refused = '';
  isBusy = false;
  /** Another page of the same person, in another tab or on another device, sends for the seat. */
  isElsewhere = false;
  private here = Number(recallHere('seat')); // the seat that this page sends for
  private notHere = 0;
  private isForSeat = false; // why the camera is on
  private hasScreenSeat = false;
  /** The seat that was left: this page is told so a moment later. */
  private left = 0;
  private sentFor = 0;
  private lingers = 0;
  private hiddenAt_ms = 0;

  constructor() {
    super();
    summit.addEventListener('change', () => this.follow());
    summit.addEventListener('back', () => this.verify());
    this.camera.addEventListener('stream', () => this.send());
    document.addEventListener('visibilitychange', () => this.wake());
    hearTabs('taken', (seat) => this.here === Number(seat) && this.giveWay());
    addEventListener('beforeunload', (event) => {
      if (ownSeat()?.status === 'seated') event.preventDefault();
    });
    this.follow(); // it may be on its way already when this is loaded
  }

  /** Accepting opens the camera: the press is what browsers wait for. */
  async accept(seat: Seat): Promise<void> {
    this.comeHere(seat);
    void this.camera.open();
    await this.ask('stage_accept', seat);
    if (this.refused && !this.publisher) this.end();
  }

  /** Send from this page, whichever did so before: a tab of this browser knows at once, another device when its line ends. */
  takeOver(seat: Seat): void {
    this.comeHere(seat);
    tellTabs('taken', String(seat.id));
    void this.camera.open();
    this.follow();
  }

  decline(seat: Seat): Promise<void> {
    return this.ask('stage_decline', seat);
  }

  ready(seat: Seat): Promise<void> {
    return this.ask('stage_ready', seat);
  }

  async leave(seat: Seat): Promise<void> {
    await this.ask('stage_leave', seat);
    if (this.refused) return;
    this.left = seat.id;
    this.end();
  }

  /** Show a window or the whole screen to the hall, beside one's picture. */
  async share(): Promise<void> {
    const stream = await navigator.mediaDevices
      .getDisplayMedia({ video: { frameRate: { max: SCREEN_RATE } }, audio: false })
      .catch(() => undefined); // they changed their mind
    const track = stream?.getVideoTracks()[0];
    if (!stream || !track) return;
    track.contentHint = 'detail';
    track.addEventListener('ended', () => void this.stopSharing());
    this.screen = this.publish(stream, 'screen');
    await this.run(() => command('stage_share', { room: summit.room }));
    if (this.refused) await this.stopSharing();
  }

  async stopSharing(): Promise<void> {
    this.endScreen();
    const seat = ownSeat('screen');
    if (seat) await this.ask('stage_leave', seat);
  }

  /** The publisher begins with an accepted seat and a stream; without a seat it ends in a while. */
  private follow(): void {
    const seat = ownSeat();
    this.isElsewhere = seat !== undefined && this.sends() && !this.isHere(seat);
    if (this.sends() && !this.isElsewhere) {
      clearTimeout(this.lingers);
      this.lingers = 0;
      if (this.publisher?.state === 'refused' && this.sentFor !== seat?.id) this.stopSending();
      this.isForSeat = true;
      if (this.camera.stream && !this.publisher) this.send();
      else if (!this.camera.stream && !this.camera.problem) void this.camera.open();
    } else if (this.publisher && !this.lingers) {
      this.lingers = setTimeout(() => this.end(), LINGER_MS);
    } else if (this.isForSeat && !seat && !this.publisher) {
      this.end(); // the desk took it back, maybe while the browser still asked for the camera
    }
    this.followGreenRoom();
    if (ownSeat('screen')) this.hasScreenSeat = true;
    else if (this.hasScreenSeat) this.endScreen(); // the desk took it off
  }

  othersInGreenRoom(): StageSlot[] {
    const state = summit.roomState;
    return state?.green.filter((one) => one.person !== state.you.person) ?? [];
  }

  /** Only while one waits, and not alone. */
  private followGreenRoom(): void {
    const waits = this.sends() && ownSeat()?.status !== 'seated' && this.othersInGreenRoom().length > 0;
    if (waits === (this.green !== undefined)) return;
    this.green?.stop();
    this.green = waits ? new Viewer({ query: '?green' }) : undefined;
    this.green?.addEventListener('change', () => this.changed());
    this.green?.start();
  }

  /** Of all pages that somebody may have open one sends: where they accepted, also once it is loaded
   * again; else the one that finds their seat without anybody who sends.
   */
  private isHere(seat: Seat): boolean {
    if (this.here === seat.id) return true;
    if (this.notHere === seat.id || isPublishing('camera')) return false;
    if (!summit.roomState) return false; // not known yet
    this.comeHere(seat);
    return true;
  }

  private comeHere(seat: Seat): void {
    this.here = seat.id;
    this.notHere = 0;
    this.isForSeat = true;
    keepHere('seat', String(seat.id));
  }

  /** Another page of theirs has taken the place of this one. */
  private giveWay(): void {
    this.notHere = this.here;
    this.here = 0;
    keepHere('seat', '');
    this.end();
    this.follow();
  }

  private sends(): boolean {
    const seat = ownSeat();
    return seat !== undefined && seat.id !== this.left && (seat.status ?? 'invited') !== 'invited';
  }

  private send(): void {
    const { stream } = this.camera;
    if (!stream) return;
    if (this.publisher) this.publisher.replace(stream);
    else if (this.sends()) this.begin(stream);
    this.changed();
  }

  private begin(stream: MediaStream): void {
    this.sentFor = ownSeat()?.id ?? 0;
    this.publisher = this.publish(stream, 'camera');
  }

  private publish(stream: MediaStream, source: Source): Publisher {
    const publisher = new Publisher(stream, source);
    publisher.addEventListener('change', () => {
      const isTaken = publisher.refusal?.reason === 'elsewhere';
      if (isTaken && publisher === this.publisher) this.giveWay();
      else if (isTaken && publisher === this.screen) this.endScreen();
      else this.changed();
    });
    publisher.start();
    return publisher;
  }

  /** Nobody sees them any more, and the lamp says so. */
  private end(): void {
    this.isForSeat = false;
    this.stopSending();
    this.camera.close();
  }

  private stopSending(): void {
    clearTimeout(this.lingers);
    this.lingers = 0;
    this.endScreen();
    const { publisher } = this;
    this.publisher = undefined;
    publisher?.stop();
    this.changed();
  }

  private endScreen(): void {
    this.hasScreenSeat = false;
    const { screen } = this;
    this.screen = undefined;
    screen?.stop();
    screen?.stopTracks();
    this.changed();
  }

  private verify(): void {
    void this.publisher?.verify();
    void this.screen?.verify();
  }

  /** After a sleep the line may be gone without anybody having been told. */
  private wake(): void {
    if (document.visibilityState === 'hidden') this.hiddenAt_ms = Date.now();
    else if (Date.now() - this.hiddenAt_ms > LINGER_MS) this.verify();
  }

  private ask(name: 'stage_accept' | 'stage_decline' | 'stage_ready' | 'stage_leave', seat: Seat): Promise<void> {
    return this.run(() => command(name, { seat: seat.id }));
  }

  private async run(asks: () => Promise<unknown>): Promise<void> {
    this.isBusy = true;
    this.refused = '';
    this.changed();
    try {
      await asks();
    } catch (refusal) {
      this.refused = why(refusal);
    }
    this.isBusy = false;
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
