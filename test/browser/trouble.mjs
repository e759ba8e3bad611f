// What goes wrong for people: networks that come and go or let only a part through, browsers that
// wait for a press, cameras that are not there, the same person in two tabs. Each ends in a
// sentence and a way on, in both browsers.
import { execFileSync } from 'node:child_process';
import { assert, base, count, deadPort, deep, director, enter, has, invite, launch, movingHall, of, press, sendMediaTo,
  showsText, sleep, startLine, until } from './harness.mjs';

const ROOM = 1;
const ADDRESSES = [['10.77.0.1/24'], ['fd77::1/64', 'nodad']];

/** Play it in all browsers at once: each has its own people, from `first` on. */
const inEach = (browsers, first, play) => Promise.all(Object.entries(browsers).map(([kind, browser], i) =>
  play(browser, first + i).catch((problem) => { throw new Error(`in ${kind}: ${problem.message}`); })));

const enterHall = async (browser, person, path = '/hall/hall') => enter(browser, await invite(person), path, { language: 'en' });

const seatOf = async (person) =>
  (await director.read('seats?count=1000')).items.find((seat) => seat.person === person && (seat.source ?? 'camera') === 'camera');

/** How often the page has begun to publish. */
const offers = (page) => page.evaluate(() => performance.getEntriesByType('resource')
  .filter((entry) => entry.name.endsWith('/whip/hall')).length);

/** Invited, they accept on this page and are brought on. */
async function goOnStage(page, person) {
  await director.ask('stage_invite', { room: ROOM, person });
  await page.bringToFront();
  await press(page, 'Accept');
  await until('they can say that they are ready', 15_000, () => deep.click(page, 'I am ready'));
  await has(page, 'You are ready');
  const { id } = await seatOf(person);
  await director.ask('stage_seat', { seat: id });
  await has(page, 'You are on the stage');
  return id;
}

/** The network is away for that long: nobody has an address. */
async function withoutNetwork(ms) {
  for (const [address] of ADDRESSES) execFileSync('ip', ['addr', 'del', address, 'dev', 'plenary0']);
  try {
    await sleep(ms);
  } finally {
    for (const address of ADDRESSES) execFileSync('ip', ['addr', 'add', ...address, 'dev', 'plenary0']);
  }
}

/** Cameras and microphones as this person has them; `window.allow()` answers the browser's question. */
const askForCamera = (page) => page.evaluate(() => {
  const { mediaDevices } = navigator;
  const opens = mediaDevices.getUserMedia.bind(mediaDevices);
  window.opened = [];
  mediaDevices.getUserMedia = (wish) => new Promise((done) => {
    window.allow = async () => {
      const stream = await opens(wish);
      window.opened.push(...stream.getTracks());
      done(stream);
    };
  });
});

export const troubleCases = (browsers) => ({
  async the_network_goes_and_comes_and_nobody_reloads() {
    const pages = await inEach(browsers, 60, enterHall);
    for (const page of pages) {
      await movingHall(page, 10_000);
      await page.evaluate(() => { window.stillHere = true; });
    }
    const told = Promise.all(pages.map((page) => has(page, 'Reconnecting', 12_000)));
    await withoutNetwork(6500); // Chromium waits for five seconds of silence
    const back = Date.now();
    await told;
    for (const page of pages) {
      await movingHall(page, 15_000);
      await has(page, 'Live');
      console.log(`#   moving again ${Date.now() - back} ms after the network`);
      assert(await page.evaluate(() => window.stillHere), 'the page was reloaded');
      await page.leave();
    }
  },

  async what_a_network_blocks_is_told() {
    const dead = await deadPort();
    await inEach(browsers, 62, async (browser, person) => {
      const page = await enterHall(browser, person, '/healthz');
      await sendMediaTo(page, dead);
      await page.evaluateOnNewDocument(() => { // patience is shorter here
        const { setTimeout } = window;
        window.setTimeout = (run, ms, ...rest) => setTimeout(run, ms === 10_000 ? 2000 : ms, ...rest);
        const { now } = Date;
        Date.now = () => now() + 3 * 3_600_000; // and the clock is wrong
      });
      await page.goto(`${base}/hall/hall`);
      await has(page, 'your network blocks UDP');
      await has(page, 'Raise hand'); // the rest goes on
      await has(page, `at ${new Date().toTimeString().slice(0, 3)}`); // by the summit's clock
      await page.evaluate(() => { window.mediaPort = 9443; });
      await movingHall(page, 15_000);
      await page.leave();
    });
    await inEach(browsers, 64, async (browser, person) => {
      const page = await enterHall(browser, person, '/healthz');
      await page.evaluateOnNewDocument(() => {
        const { WebSocket } = window;
        window.WebSocket = class {
          constructor(...request) {
            if (window.letsThrough) return new WebSocket(...request);
            setTimeout(() => this.onclose({ code: 1006 }));
          }
        };
      });
      await page.goto(`${base}/hall/hall`);
      await has(page, 'Something in your network blocks WebSockets');
      await movingHall(page, 10_000);
      await page.evaluate(() => { window.letsThrough = true; });
      await has(page, 'On stage: Test card');
      await has(page, 'Live');
      await page.goto(`${base}/speaker/hall`);
      await has(page, 'Your network blocks a part of this page');
      await page.leave();
    });
  },

  async a_slow_line_is_told_and_sound_alone_gets_through() {
    const line = await startLine();
    const page = await enterHall(browsers.chromium, 66, '/healthz');
    await sendMediaTo(page, line.port);
    await page.goto(`${base}/hall/hall`);
    await movingHall(page, 10_000);
    line.bps = 120_000;
    await has(page, '“Sound only” below need less', 15_000);
    await of(page, '.quality select', "found[0].value = 'audio'; found[0].dispatchEvent(new Event('change'));");
    await has(page, 'You hear the room, without pictures.');
    await has(page, 'Live', 15_000);
    const played = () => of(page, 'audio', 'return found[0].currentTime;');
    const before = await played();
    await until('sound plays on', 5000, async () => (await played()) > before + 1);
    await page.leave();
    line.close();
  },

  async sound_that_a_line_loses_is_sent_again() {
    const line = await startLine();
    const hall = await enterHall(browsers.chromium, 66, '/healthz');
    const speaker = await enterHall(browsers.chromium, 68, '/healthz');
    for (const page of [hall, speaker]) {
      await sendMediaTo(page, line.port);
      await page.evaluateOnNewDocument(() => {
        window.RTCPeerConnection = class extends RTCPeerConnection {
          constructor(...settings) {
            super(...settings);
            window.pc = this;
          }
        };
      });
    }
    const sound = (page, type) => page.evaluate(async (type) => [...(await window.pc.getStats()).values()].find((stats) =>
      stats.type === type && stats.kind === 'audio'), type);
    await hall.goto(`${base}/hall/hall`);
    await movingHall(hall, 10_000);
    await speaker.goto(`${base}/speaker/hall`);
    const seat = await goOnStage(speaker, 68);
    const before = await sound(hall, 'inbound-rtp');
    line.loss = 0.05;
    await until('the hall asked again', 20_000, async () => {
      const { packetsReceived, nackCount } = await sound(hall, 'inbound-rtp');
      return packetsReceived > before.packetsReceived + 200 && nackCount > before.nackCount + 3;
    });
    await until('the speaker sent again', 20_000, async () => (await sound(speaker, 'outbound-rtp')).retransmittedPacketsSent > 3);
    line.loss = 0;
    await until('no sound is lost for good', 10_000, async () =>
      (await sound(hall, 'inbound-rtp')).packetsLost <= before.packetsLost + 2);
    await director.ask('stage_unseat', { seat });
    for (const page of [hall, speaker]) await page.leave();
    line.close();
  },

  async two_tabs_of_one_speaker_do_not_fight() {
    await inEach(browsers, 67, async (browser, person) => {
      const first = await enterHall(browser, person, '/speaker/hall');
      await has(first, 'You are not on the way to the stage');
      const seat = await goOnStage(first, person);
      const second = await first.browserContext().newPage();
      await second.goto(`${base}/hall/hall`);
      await has(second, 'Your picture and sound come from another tab');
      await second.bringToFront();
      await press(second, 'Go on here');
      await has(first, 'Your picture and sound come from another tab');
      await until('the second publishes', 8000, async () => (await offers(second)) === 1);
      await until('the first has closed its camera', 5000, () => of(first, 'plenary-green-room', 'return true;')
        .then(async () => (await count(first, 'plenary-camera')) === 0));
      await sleep(2500); // longer than any of them waits before it tries again
      assert((await offers(first)) === 1 && (await offers(second)) === 1,
        `they published ${await offers(first)} and ${await offers(second)} times`);
      await director.ask('stage_unseat', { seat });
      await first.leave();
    });
  },

  async who_reloads_on_stage_is_on_stage() {
    const hall = await enterHall(browsers.chromium, 69);
    for (const [i, browser] of Object.values(browsers).entries()) {
      const page = await enterHall(browser, 70 + i);
      page.on('dialog', (dialog) => dialog.accept());
      const seat = await goOnStage(page, 70 + i);
      await has(hall, 'On stage: Delegate of');
      await page.reload();
      await has(page, 'You are on the stage');
      await until('they publish again', 10_000, async () => (await offers(page)) === 1);
      await movingHall(hall, 10_000);
      assert(!(await showsText(page, 'another tab')), 'it is no other tab');
      await director.ask('stage_unseat', { seat });
      await has(page, 'You are not on the way to the stage any more.');
      await page.leave();
    }
    await hall.leave();
  },

  async an_invitation_is_withdrawn_while_the_camera_is_asked_for() {
    await inEach(browsers, 72, async (browser, person) => {
      const page = await enterHall(browser, person);
      await has(page, 'Raise hand');
      await askForCamera(page);
      await director.ask('stage_invite', { room: ROOM, person });
      await page.bringToFront();
      await press(page, 'Accept');
      await has(page, 'You are in the green room');
      await director.ask('stage_unseat', { seat: (await seatOf(person)).id });
      await has(page, 'You are not on the way to the stage any more.');
      await page.evaluate(() => window.allow());
      await until('the camera is off again', 5000, () => page.evaluate(() =>
        window.opened.length === 2 && window.opened.every((track) => track.readyState === 'ended')));
      assert((await offers(page)) === 0, 'something was published');
      await page.leave();
    });
  },

  async a_silent_microphone_is_told() {
    const page = await enterHall(browsers.chromium, 74); // Firefox runs no AudioContext where there is no loudspeaker
    await has(page, 'Raise hand');
    await page.evaluate(() => {
      const { mediaDevices } = navigator;
      const opens = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (wish) => {
        const [picture] = (await opens(wish)).getVideoTracks();
        return new MediaStream([picture, ...new AudioContext().createMediaStreamDestination().stream.getTracks()]);
      };
    });
    await director.ask('stage_invite', { room: ROOM, person: 74 });
    await page.bringToFront();
    await press(page, 'Accept');
    await has(page, 'Mute microphone');
    assert(!(await showsText(page, 'Your microphone is silent')), 'one has not had the time to speak');
    await page.evaluate(() => {
      const now = performance.now.bind(performance);
      performance.now = () => now() + 11_000;
    });
    await has(page, 'Your microphone is silent');
    await has(page, 'choose another one');
    await director.ask('stage_unseat', { seat: (await seatOf(74)).id });
    await page.leave();
  },

  async who_goes_back_finds_the_hall_as_it_was() {
    await inEach(browsers, 78, async (browser, person) => {
      const page = await enterHall(browser, person);
      await movingHall(page, 10_000);
      await page.goto(`${base}/join`);
      await has(page, 'Welcome,');
      await page.evaluate(() => { setTimeout(() => history.back()); }); // once this has been answered
      await has(page, 'Raise hand');
      await movingHall(page, 15_000);
      await has(page, 'Live');
      await page.leave();
    });
  },

  async a_browser_that_waits_for_a_press_and_has_no_camera() {
    const strict = {};
    for (const kind of Object.keys(browsers)) strict[kind] = await launch(kind, [], { isStrict: true });
    await inEach(strict, 76, async (browser, person) => {
      const page = await enterHall(browser, person, '/healthz');
      await page.evaluateOnNewDocument(() => setInterval(() => {
        if (document.querySelector('plenary-hall')?.shadowRoot.querySelector('.press')) console.log('waits for a press');
      }, 200));
      // Until then nothing is evaluated in the page: that would count as a press.
      const asked = new Promise((done) => page.on('console', (message) => message.text() === 'waits for a press' && done(true)));
      await page.goto(`${base}/hall/hall`);
      assert(await Promise.race([asked, sleep(15_000)]), 'the hall asks for a press');
      await has(page, 'Your browser waits for your permission to play sound.');
      await page.bringToFront();
      const { x, y } = await of(page, '.press button', 'const box = found[0].getBoundingClientRect(); return { x: box.x + 9, y: box.y + 9 };');
      await page.mouse.click(x, y);
      await until('the sound plays', 5000, () => of(page, 'audio', 'return !found[0].paused;'));
      await until('the question is gone', 3000, async () => (await count(page, '.press')) === 0);
      await director.ask('stage_invite', { room: ROOM, person });
      await press(page, 'Accept');
      await has(page, browser === strict.chromium ? 'No camera or microphone was found' : 'The browser may not use your camera and microphone');
      await press(page, 'Try again');
      await press(page, 'Leave the green room');
      await has(page, 'You are not on the way to the stage any more.');
      await page.leave();
    });
    for (const browser of Object.values(strict)) await browser.close();
  },
});
