// The summit's stage in real browsers: what the desk does is seen and heard by the hall, and
// nobody connects anew.
import { assert, deep, director, enter, invite, sleep, until } from './harness.mjs';

const ROOM = 1;
const MAIN = 0;
const SIDE = 1;

const pages = [];

/** A page of that person with the helpers below in it; pictures `width` wide tell who it is. */
async function come(browser, person, width) {
  const page = await enter(browser, await invite(person), '/healthz');
  await page.evaluate(inPage);
  Object.assign(page, { person, width });
  pages.push(page);
  return page;
}

/** Runs in the page: window.publish, window.watch, window.seen and window.command. */
function inPage() {
  const post = async (url, pc) => {
    await pc.setLocalDescription();
    const response = await fetch(url, { method: 'POST', body: pc.localDescription.sdp,
      headers: { 'Content-Type': 'application/sdp' } });
    const answer = await response.text();
    if (response.status !== 201) throw new Error(`${response.status} ${answer}`);
    await pc.setRemoteDescription({ type: 'answer', sdp: answer });
  };
  window.publish = async (url, width, name = 'pc') => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width, height: width / 2, frameRate: 20 } });
    const pc = (window[name] = new RTCPeerConnection({ bundlePolicy: 'max-bundle' }));
    pc.addTransceiver(stream.getAudioTracks()[0], { direction: 'sendonly', streams: [stream] });
    pc.addTransceiver(stream.getVideoTracks()[0], { direction: 'sendonly', streams: [stream] });
    await post(url, pc);
  };
  window.watch = async (url) => {
    const pc = (window.pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' }));
    const sound = new Audio();
    Object.assign(sound, { autoplay: true,
      srcObject: new MediaStream([pc.addTransceiver('audio', { direction: 'recvonly' }).receiver.track]) });
    document.body.replaceChildren(sound);
    for (let slot = 0; slot < 9; slot++) {
      const video = document.createElement('video');
      const { track } = pc.addTransceiver('video', { direction: 'recvonly' }).receiver;
      Object.assign(video, { autoplay: true, muted: true, srcObject: new MediaStream([track]) });
      document.body.append(video);
    }
    await post(url, pc);
  };
  /** Frames decoded and their width by slot, and the energy of the sound. */
  window.seen = async () => {
    const all = { frames: [], widths: [], energy: 0, state: window.pc.connectionState };
    for (const [at, transceiver] of window.pc.getTransceivers().entries()) {
      for (const stats of (await transceiver.receiver.getStats()).values()) {
        if (stats.type !== 'inbound-rtp') continue;
        if (stats.kind === 'audio') all.energy = stats.totalAudioEnergy ?? 0;
        else [all.frames[at - 1], all.widths[at - 1]] = [stats.framesDecoded ?? 0, stats.frameWidth ?? 0];
      }
    }
    return all;
  };
  window.command = async (name, fields) => {
    const response = await fetch(`/api/v1/commands/${name}`, { method: 'POST', body: JSON.stringify(fields),
      headers: { 'Content-Type': 'application/json' } });
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  };
}

const seen = (page) => page.evaluate(() => window.seen());

/** The slot shows that person's pictures, and they go on. */
async function shows(hall, slot, publisher) {
  let before;
  await until(`slot ${slot} shows person ${publisher.person}`, 10_000, async () => {
    const now = await seen(hall);
    if (now.widths[slot] !== publisher.width) return false;
    before ??= now.frames[slot];
    return now.frames[slot] > before + 8;
  });
}

async function sounds(hall) {
  const before = await seen(hall);
  await until('sound is heard', 8000, async () => (await seen(hall)).energy > before.energy);
}

/** What has come before is played out within a moment; then nothing may follow. */
async function nothing(hall, what, of) {
  let before;
  await until(`${what}: it ends`, 4000, async () => {
    const former = before;
    before = of(await seen(hall));
    if (before !== former) await sleep(400);
    return before === former;
  });
  await sleep(1000);
  const after = of(await seen(hall));
  assert(after === before, `${what}: from ${before} to ${after}`);
}

async function invited(page, room = ROOM) {
  const [{ seat }] = await director.ask('stage_invite', { room, person: page.person });
  page.seat = seat;
  await page.evaluate(async (seat) => {
    await window.command('stage_accept', { seat });
    await window.command('stage_ready', { seat });
  }, seat);
}

async function publish(page, slug = 'hall') {
  await page.bringToFront();
  await page.evaluate((slug, width) => window.publish(`/whip/${slug}`, width), slug, page.width);
}

async function seated(page, room = ROOM, slug = 'hall') {
  await invited(page, room);
  await publish(page, slug);
  await director.ask('stage_seat', { seat: page.seat });
}

async function take(layout, ...seats) {
  await director.ask('stage_preview', { room: ROOM, preview_layout: layout, preview_seats: seats });
  await director.ask('stage_take', { room: ROOM });
}

/** A case, after which the stage is empty. */
const onStage = (play) => async () => {
  try {
    await play();
  } finally {
    for (const page of pages.splice(0)) {
      if (page.seat) await director.ask('stage_unseat', { seat: page.seat });
      await page.leave();
    }
    await director.ask('stage_hold', { room: ROOM, hold: 'off' });
    await take('panel');
  }
};

export const stageCases = (browsers, killServer) => ({
  the_desk_leads_the_stage: onStage(async () => {
    const hall = await come(browsers.chromium, 30);
    const [first, second] = [await come(browsers.chromium, 20, 640), await come(browsers.firefox, 21, 320)];
    await take('pair');
    await hall.evaluate(() => window.watch('/whep/hall'));
    await invited(first);
    await publish(first);
    await nothing(hall, 'who is not on the stage yet is shown', ({ widths }) => widths[MAIN] === first.width);
    assert((await seen(hall)).widths[MAIN] !== first.width, 'who is not on the stage yet is not shown');
    await director.ask('stage_seat', { seat: first.seat });
    await shows(hall, MAIN, first);
    await sounds(hall);
    await seated(second);
    await shows(hall, SIDE, second);

    await take('pair', second.seat, first.seat); // one take, and both have the other's place
    await shows(hall, MAIN, second);
    await shows(hall, SIDE, first);

    await take('solo', second.seat);
    await nothing(hall, 'the side of a solo has pictures', ({ frames }) => frames[SIDE]);
    await director.ask('stage_mute', { seat: first.seat, audio_muted: 'on', video_muted: 'off' });
    await sounds(hall);
    await director.ask('stage_mute', { seat: second.seat, audio_muted: 'on', video_muted: 'off', mute_reason: 'An echo' });
    await nothing(hall, 'the muted are heard', ({ energy }) => energy);
    await shows(hall, MAIN, second);

    await director.ask('stage_mute', { seat: second.seat, audio_muted: 'off', video_muted: 'off' });
    await sounds(hall);
    await director.ask('stage_hold', { room: ROOM, hold: 'on', hold_text: { en: 'Back at noon' } });
    await nothing(hall, 'the slate is not all', ({ frames, energy }) => `${frames} ${energy}`);
    await director.ask('stage_hold', { room: ROOM, hold: 'off' });
    await shows(hall, MAIN, second);
    await sounds(hall);
    for (const page of [hall, first, second]) {
      assert(await page.evaluate(() => window.pc.connectionState) === 'connected', 'nobody has lost their line');
    }
  }),

  the_hall_page_follows_the_stage: onStage(async () => {
    const first = await come(browsers.chromium, 20, 640);
    await take('pair');
    await seated(first);
    const hall = await enter(browsers.chromium, await invite(31), '/hall/hall');
    pages.push(hall);
    await hall.bringToFront();
    const layout = () => hall.evaluate(() => {
      const stage = document.querySelector('plenary-hall').shadowRoot.querySelector('plenary-stage').shadowRoot;
      return `${stage.querySelector('.seats').dataset.layout} ${stage.querySelectorAll('figure').length}`;
    });
    await until('the pair is drawn with the one that is there', 5000, async () => (await layout()) === 'pair 1');
    await director.ask('stage_hold', { room: ROOM, hold: 'on', hold_text: { en: 'Back at noon' } });
    await until('the slate', 5000, async () => (await deep.text(hall)).includes('Back at noon'));
    assert((await layout()).endsWith(' 0'), 'the slate is up alone');
    await director.ask('stage_hold', { room: ROOM, hold: 'off' });
    await until('the stage is back', 5000, async () => (await layout()) === 'pair 1');
  }),

  slides_have_the_main_place: onStage(async () => {
    const hall = await come(browsers.chromium, 30);
    const [first, speaker] = [await come(browsers.chromium, 20, 640), await come(browsers.chromium, 21, 320)];
    await hall.evaluate(() => window.watch('/whep/hall'));
    await seated(first);
    await seated(speaker);
    await speaker.evaluate(() => window.publish('/whip/hall?source=screen', 480, 'screen'));
    await take('slides_speaker');
    await shows(hall, MAIN, first); // no slides yet: the first two
    await shows(hall, SIDE, speaker);
    await speaker.evaluate((room) => window.command('stage_share', { room }), ROOM);
    await shows(hall, MAIN, { person: 'screen', width: 480 });
    await shows(hall, SIDE, first);
    await take('slides');
    await nothing(hall, 'the side of the slides has pictures', ({ frames }) => frames[SIDE]);
    await shows(hall, MAIN, { person: 'screen', width: 480 });
    assert(await speaker.evaluate(() => window.pc.connectionState === 'connected' && window.screen.connectionState === 'connected'),
      'camera and screen stand beside each other');
  }),

  the_green_room_is_for_those_who_wait: onStage(async () => {
    const [hall, desk] = [await come(browsers.chromium, 30), await come(browsers.chromium, 2)];
    const [first, second] = [await come(browsers.chromium, 20, 640), await come(browsers.firefox, 21, 320)];
    await hall.evaluate(() => window.watch('/whep/hall'));
    const refused = await hall.evaluate(() => window.watch('/whep/hall?green').catch(({ message }) => message));
    assert(refused.startsWith('403 '), `a delegate in the hall was answered ${refused}`);
    await hall.evaluate(() => window.watch('/whep/hall'));
    await desk.evaluate(() => window.watch('/whep/hall?green'));
    for (const page of [first, second]) {
      await invited(page);
      await publish(page);
    }
    await shows(desk, MAIN, first);
    await shows(desk, SIDE, second);
    await sounds(desk);
    await second.evaluate(() => {
      window.published = window.pc;
      return window.watch('/whep/hall?green');
    });
    await shows(second, MAIN, first);
    await nothing(hall, 'the hall sees the green room', ({ widths }) => widths.includes(first.width) || widths.includes(second.width));

    await director.ask('stage_seat', { seat: second.seat });
    await shows(hall, MAIN, second);
    await nothing(second, 'who is on stage sees the green room', ({ frames }) => frames[MAIN]);
    assert(await second.evaluate(() => window.published.connectionState) === 'connected', 'the camera has kept its line');
    await nothing(desk, 'the green room sees the stage', ({ frames }) => frames[SIDE]);
    await shows(desk, MAIN, first);
  }),

  nobody_hears_their_own_voice: onStage(async () => {
    const hall = await come(browsers.chromium, 30);
    const [first, second] = [await come(browsers.chromium, 20, 640), await come(browsers.chromium, 21, 320)];
    await hall.evaluate(() => window.watch('/whep/hall'));
    await seated(first);
    await first.evaluate(() => window.watch('/whep/hall'));
    await shows(first, MAIN, first);
    await sounds(hall);
    await nothing(first, 'one\'s own voice is heard', ({ energy }) => energy);
    await seated(second);
    await director.ask('stage_mute', { seat: first.seat, audio_muted: 'on', video_muted: 'off' });
    await sounds(first);
  }),

  a_room_that_is_added_has_a_stage: onStage(async () => {
    const [{ room }] = await director.ask('room_add', { slug: 'annex', name: { en: 'Annex' } });
    const [viewer, speaker] = [await come(browsers.chromium, 30), await come(browsers.chromium, 20, 640)];
    await viewer.evaluate(() => window.watch('/whep/annex'));
    await seated(speaker, room, 'annex');
    await shows(viewer, MAIN, speaker);
    await director.ask('room_edit', { room, slug: 'side-room', name: { en: 'Side room' } });
    await shows(viewer, MAIN, speaker); // and goes on under another name
    await viewer.evaluate(() => window.watch('/whep/side-room'));
    await shows(viewer, MAIN, speaker);
  }),

  after_a_crash_the_stage_is_as_it_was: onStage(async () => {
    const hall = await come(browsers.chromium, 30);
    const [first, second] = [await come(browsers.chromium, 20, 640), await come(browsers.chromium, 21, 320)];
    await seated(first);
    await seated(second);
    await take('pair', second.seat, first.seat);
    await killServer();
    await hall.evaluate(() => window.watch('/whep/hall'));
    await publish(first);
    await publish(second);
    await shows(hall, MAIN, second);
    await shows(hall, SIDE, first);
  }),
});
