// People of the summit at the door and on the way to the stage: from the link they were sent to
// the picture that a hall decodes, and back.
import { createHash } from 'node:crypto';
import { tabTo } from './pages.mjs';
import { assert, base, deep, director, enter, has, invite, launch, movingHall, of, sleep, until } from './harness.mjs';

/** A page in a context of its own, as on a device that nobody has used yet. */
async function device(browser, path) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.leave = () => context.close();
  await page.evaluateOnNewDocument(() => localStorage.setItem('plenary.language', 'en'));
  await page.emulateTimezone?.('Asia/Tehran').catch(() => undefined);
  await page.goto(`${base}${path}`);
  await page.bringToFront();
  return page;
}

const wayIn = (page) => page.evaluate(() =>
  document.querySelector('plenary-door').shadowRoot.querySelector('a.way')?.getAttribute('href'));

/** The seat that the summit has for that person, by the API. */
const seatOf = async (person, source = 'camera') =>
  (await director.read('seats?count=1000')).items.find((seat) => seat.person === person && (seat.source ?? 'camera') === source);

/** From the link to the place where one waits for the desk: accepted, checked, ready. */
async function getReady(browser, person, path = '/speaker/hall') {
  const page = await enter(browser, await invite(person), path, { language: 'en' });
  await page.bringToFront();
  await has(page, 'You are not on the way to the stage');
  await director.ask('stage_invite', { room: 1, person });
  await has(page, 'You are invited to the stage');
  assert(await deep.click(page, 'Accept'), 'one can accept');
  await has(page, 'You are in the green room');
  await until('one can say that one is ready', 15_000, () => deep.click(page, 'I am ready'));
  await has(page, 'You are ready');
  return { page, seat: (await seatOf(person)).id };
}

async function takenOffAndAskedAgain(browser, person) {
  const { page, seat } = await getReady(browser, person);
  await director.ask('stage_seat', { seat });
  await has(page, 'You are on the stage');
  await director.ask('stage_unseat', { seat });
  await has(page, 'You are not on the way to the stage');
  await director.ask('stage_invite', { room: 1, person });
  await has(page, 'You are invited to the stage');
  await deep.click(page, 'Accept');
  await until('ready at once', 5000, () => deep.click(page, 'I am ready'));
  const offers = await page.evaluate(() => performance.getEntriesByType('resource')
    .filter((entry) => entry.name.endsWith('/whip/hall')).length);
  assert(offers === 1, `the line was made ${offers} times`);
  await has(page, 'You are ready');
  await deep.click(page, 'Leave the green room');
  await has(page, 'You are not on the way to the stage');
  await page.leave();
}

export const greenCases = (browsers) => ({
  async an_invitation_opens_on_the_first_device_and_on_no_other() {
    const secret = await invite(20); // a delegate
    const first = await device(browsers.chromium, `/join#invitation=${secret}`);
    await has(first, 'Welcome,');
    const text = await deep.text(first);
    assert(text.includes('You are here as a delegate'), 'the role is told');
    assert(text.includes('Plenary hall') && text.includes('Commission on rivers'), 'the rooms are told');
    assert(!first.url().includes(secret), 'the secret is gone from the address');
    assert((await wayIn(first)) === '/hall/hall', 'a delegate is led to the hall');
    await has(first, 'The line is good');
    await has(first, 'Mbit/s');
    for (const browser of Object.values(browsers)) {
      const second = await device(browser, `/join#invitation=${secret}`);
      await has(second, 'This invitation was opened on another device');
      assert(!second.url().includes(secret), 'nor does it stay where it was refused');
      await second.leave();
    }
    const alerts = (await director.read('view')).view.sections.alerts;
    assert(alerts.some((alert) => alert.who.id === 20), 'the director has been told');
    await first.goto(`${base}/healthz`);
    await first.goto(`${base}/join#invitation=${secret}`); // the same device may
    await has(first, 'Welcome,');
    await first.goto(`${base}/`);
    await until('who comes back goes straight on', 8000, () => first.url() === `${base}/hall/hall`);
    await first.leave();
  },

  async an_answer_that_gets_lost_locks_nobody_out() {
    const context = await browsers.chromium.createBrowserContext();
    const page = await context.newPage();
    await page.evaluateOnNewDocument(() => {
      localStorage.setItem('plenary.language', 'en');
      const { fetch } = window;
      let lost = 0;
      window.fetch = async (...request) => {
        const response = await fetch(...request);
        if (String(request[0]).endsWith('/open') && lost++ < 2) throw new TypeError('the line broke');
        return response;
      };
    });
    await page.goto(`${base}/join#invitation=${await invite(21)}`);
    await has(page, 'Welcome,');
    await context.close();
  },

  async revoked_expired_and_wrong_invitations_say_so() {
    const revoked = await invite(22);
    const { items } = await director.read('invitations?count=1000');
    await director.ask('invitation_revoke', { invitation: items.at(-1).id });
    const expired = 'a secret that was sent too early';
    await director.ask('invitation_issue', { person: 22, expires_ms: Date.now() + 1500,
      secret_hash: createHash('sha256').update(expired).digest('hex') });
    for (const [fragment, sentence] of [[`#invitation=${revoked}`, 'This invitation was taken back'],
      ['#invitation=nonsense', 'This invitation is not known'],
      [`#invitation=${'x'.repeat(4000)}`, 'This invitation is not known'],
      ['#invitation=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', 'This invitation is not known'],
      [`#invitation=${expired}`, 'This invitation has run out']]) { // by now
      const page = await device(browsers.chromium, `/join${fragment}`);
      await has(page, sentence);
      await has(page, 'for a new one');
      await page.leave();
    }
    const door = await device(browsers.chromium, '/join/%3Cscript%3Ealert(1)%3C%2Fscript%3E#x=%3Cb%3E');
    await has(door, 'World Water Summit');
    assert(!(await door.evaluate(() => document.querySelector('plenary-door').shadowRoot.innerHTML))
      .includes('<script>'), 'a hostile link stays text');
    await door.leave();
  },

  async the_door_tells_now_and_next_in_two_zones() {
    await director.ask('item_start', { item: 1 });
    const door = await device(browsers.chromium, '/');
    await has(door, 'World Water Summit');
    const text = await deep.text(door);
    for (const what of ['Now', 'Address: Rivers without borders', 'Next', 'Address: Wells that last', 'at the host’s',
      'Iran', 'open the link that the organiser sent you']) {
      assert(text.includes(what), `the door says "${what}": ${text}`);
    }
    await director.ask('item_finish', { item: 1 });
    await door.leave();
  },

  async the_cookie_serves_whip_and_whep_and_no_foreign_page() {
    const page = await enter(browsers.chromium, await invite(23), '/healthz');
    const post = (endpoint, headers = {}) => page.evaluate(async (endpoint, headers) => {
      const pc = new RTCPeerConnection();
      pc.addTransceiver('audio', { direction: endpoint === 'whip' ? 'sendonly' : 'recvonly' });
      await pc.setLocalDescription();
      const response = await fetch(`/${endpoint}/hall`, { method: 'POST', body: pc.localDescription.sdp,
        headers: { 'Content-Type': 'application/sdp', ...headers } });
      if (response.status === 201) {
        const ended = await fetch(response.headers.get('Location'), { method: 'DELETE' });
        if (!ended.ok) throw new Error(`its end was answered ${ended.status}`);
      }
      pc.close();
      return response.status;
    }, endpoint, headers);
    assert((await post('whep')) === 201, 'the cookie watches');
    assert((await post('whip')) === 403, 'a delegate who is not on the way to the stage does not publish');
    assert((await post('whep', { Authorization: 'Bearer nonsense' })) === 401, 'what is sent beside it counts');
    const [{ value }] = (await page.cookies()).filter((one) => one.name === 'plenary');
    for (const path of ['whep/hall', 'whip/hall', 'api/v1/commands/hand_raise', 'api/v1/invitations/open']) {
      const response = await fetch(`${base}/${path}`, { method: 'POST', body: '{}',
        headers: { 'Content-Type': 'application/sdp', Cookie: `plenary=${value}`, Origin: 'https://evil.example' } });
      assert(response.status === 401 || response.status === 403, `${path} answered a foreign page ${response.status}`);
      assert(!response.headers.has('Access-Control-Allow-Credentials'), 'no credentials for others');
    }
    await page.leave();
  },

  async a_speaker_goes_from_the_invitation_to_the_stage_and_down() {
    const hall = await enter(browsers.chromium, await invite(30), '/hall/hall', { language: 'en' });
    await movingHall(hall, 8000);
    const { page, seat } = await getReady(browsers.chromium, 5);
    await hall.bringToFront();
    const { name } = await director.read('people/5');
    assert((await deep.text(hall)).includes('On stage: Test card'), 'the hall shows the test card until the desk brings them on');
    await director.ask('stage_seat', { seat });
    await has(page, 'You are on the stage');
    const session = () => page.evaluate(() => performance.getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('/whip/hall')).length);
    assert((await session()) === 1, 'one session from the green room to the stage');
    await hall.bringToFront();
    await has(hall, `On stage: ${name}`);
    await movingHall(hall, 5000);
    await director.ask('clock_start', { room: 1, person: 5, length_ms: 300_000, warning_ms: 290_000 });
    await has(page, 'Your time');
    await director.ask('clock_start', { room: 1, person: 5, length_ms: 300_000, warning_ms: 299_900 });
    await has(page, 'Please come to an end');
    await director.ask('clock_stop', { room: 1 });
    await director.ask('stage_mute', { seat, audio_muted: 'on', video_muted: 'off', mute_reason: 'An echo' });
    await has(page, 'The desk has muted your microphone');
    assert((await deep.text(page)).includes('An echo'), 'the reason is told');
    await director.ask('stage_mute', { seat, audio_muted: 'off', video_muted: 'off' });
    await until('and is over', 5000, async () => !(await deep.text(page)).includes('An echo'));
    await page.bringToFront();
    assert(await deep.click(page, 'As the audience sees me'), 'one can look at oneself from there');
    await has(page, 'You, as the audience sees you');
    assert(await deep.click(page, 'Leave the stage'), 'one can step down');
    await has(page, 'You are not on the way to the stage');
    assert((await seatOf(5)) === undefined, 'the seat is gone');
    await until('the camera is closed', 5000, () => page.evaluate(() => !document.querySelector('plenary-speaker')
      .shadowRoot.querySelector('plenary-green-room').shadowRoot.querySelector('plenary-camera').camera.stream));
    await page.leave();
    await hall.leave();
  },

  async who_is_taken_off_and_asked_again_keeps_the_line() {
    await takenOffAndAskedAgain(browsers.chromium, 6);
    await takenOffAndAskedAgain(browsers.firefox, 13);
  },

  async the_wall_shows_the_stage_alone() {
    const wall = await enter(browsers.chromium, await invite(32), '/wall/hall', { language: 'en' });
    await movingHall(wall, 8000);
    assert(!(await deep.text(wall)).includes('Mute'), 'a wall has no controls');
    await wall.leave();
    const stranger = await device(browsers.chromium, '/wall/hall');
    await has(stranger, 'Open your invitation first');
    await has(stranger, 'To the door');
    await stranger.leave();
  },

  async an_invitation_to_the_stage_is_declined_and_a_failing_camera_explained() {
    const page = await enter(browsers.chromium, await invite(7), '/speaker/hall', { language: 'en' });
    await page.bringToFront();
    await has(page, 'You are not on the way to the stage');
    await director.ask('stage_invite', { room: 1, person: 7 });
    await has(page, 'You are invited to the stage');
    assert(await deep.click(page, 'Decline'), 'one can decline');
    await has(page, 'You are not on the way to the stage');
    assert((await seatOf(7)) === undefined, 'the invitation is gone');
    await director.ask('stage_invite', { room: 1, person: 7 });
    await has(page, 'You are invited to the stage');
    const fail = (name) => page.evaluate((name) => {
      window.opens ??= navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = (wish) =>
        name && !(name === 'NotFoundError' && !wish.video) ? Promise.reject(new DOMException('', name)) : window.opens(wish);
    }, name);
    await fail('NotAllowedError');
    await deep.click(page, 'Accept');
    await has(page, 'Allow both beside the address bar');
    await fail('NotFoundError');
    await deep.click(page, 'Try again');
    await has(page, 'Plug one in');
    assert(await deep.click(page, 'Go on without a camera'), 'a voice alone may go on');
    await until('one can say that one is ready', 15_000, () => deep.click(page, 'I am ready'));
    await has(page, 'You are ready');
    await fail('');
    const { id } = await seatOf(7);
    await director.ask('stage_seat', { seat: id });
    await has(page, 'You are on the stage');
    const unplug = (kind) => page.evaluate((kind) => {
      const camera = document.querySelector('plenary-speaker').shadowRoot.querySelector('plenary-green-room')
        .shadowRoot.querySelector('plenary-camera').camera;
      for (const track of camera.stream.getTracks()) if (track.kind === kind) track.dispatchEvent(new Event('ended'));
    }, kind);
    await unplug('audio');
    await has(page, 'The microphone was unplugged');
    await deep.click(page, 'Try again');
    await until('both are there again', 5000, async () => !(await deep.text(page)).includes('was unplugged'));
    await unplug('video');
    await has(page, 'The camera was unplugged');
    await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange'))); // plugged in again
    await until('the camera is there again', 5000, async () => !(await deep.text(page)).includes('was unplugged'));
    await director.ask('stage_unseat', { seat: id });
    await has(page, 'You are not on the way to the stage');
    await page.evaluateOnNewDocument(() => {
      const now = Date.now;
      Date.now = () => now() + 600_000;
    });
    await page.goto(`${base}/healthz`);
    await page.goto(`${base}/speaker/hall`);
    await has(page, 'The clock of this device is wrong');
    await page.leave();
  },

  async those_who_wait_see_each_other_and_a_screen_is_shared() {
    const hall = await enter(browsers.chromium, await invite(31), '/hall/hall', { language: 'en' });
    const { page: first, seat } = await getReady(browsers.chromium, 10);
    const { page: second, seat: other } = await getReady(browsers.chromium, 11);
    const green = (page) => page.evaluate(() => {
      const video = document.querySelector('plenary-speaker').shadowRoot.querySelector('plenary-green-room').shadowRoot
        .querySelector('section plenary-stage')?.shadowRoot.querySelector('video');
      return video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
    });
    for (const page of [first, second]) {
      await page.bringToFront();
      await until('who waits sees the other', 10_000, async () => (await green(page)) > 10);
    }
    await director.ask('stage_seat', { seat: other });
    await has(second, 'You are on the stage');
    await until('who is on stage leaves the green room', 5000, async () => (await green(second)) === 0);
    await second.evaluate(() => { // a window that they choose
      navigator.mediaDevices.getDisplayMedia = async () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 600 });
        const context = canvas.getContext('2d');
        setInterval(() => {
          context.fillStyle = `hsl(${performance.now() / 10}, 80%, 50%)`;
          context.fillRect(0, 0, 800, 600);
        }, 50);
        return canvas.captureStream(15);
      };
    });
    await second.bringToFront();
    assert(await deep.click(second, 'Share a screen'), 'there is a screen to share');
    await has(second, 'Stop sharing');
    await director.ask('stage_preview', { room: 1, preview_layout: 'slides_speaker' });
    await director.ask('stage_take', { room: 1 });
    const width = (slot) => of(hall, `figure[data-slot="${slot}"]`, "return found[0]?.querySelector('video')?.videoWidth ?? 0;");
    await hall.bringToFront();
    await until('the hall sees the screen', 10_000, async () => [200, 400, 800].includes(await width('main')));
    await second.bringToFront();
    assert(await deep.click(second, 'Stop sharing'), 'it can be stopped');
    await until('the screen is gone', 5000, async () => (await seatOf(11, 'screen')) === undefined);
    await has(second, 'Share a screen');
    await director.ask('stage_preview', { room: 1, preview_layout: 'solo' });
    await director.ask('stage_take', { room: 1 });
    await director.ask('stage_unseat', { seat: other });
    await director.ask('stage_unseat', { seat });
    await Promise.all([first, second, hall].map((page) => page.leave()));
  },

  async a_machine_that_slept_comes_back_to_the_stage_by_itself() {
    const machine = await launch('chromium');
    const hall = await enter(machine, await invite(24), '/hall/hall', { language: 'en' });
    await movingHall(hall, 10_000);
    const { page, seat } = await getReady(machine, 12);
    await director.ask('stage_seat', { seat });
    await has(page, 'You are on the stage');
    const publishers = async (count) =>
      (await (await fetch(`${base}/metrics`)).text()).includes(`plenary_publisher_sessions ${count}\n`);
    await until('they publish', 5000, () => publishers(2));
    process.kill(-machine.process().pid, 'SIGSTOP');
    await until('the server misses them', 15_000, () => publishers(1)).finally(() =>
      process.kill(-machine.process().pid, 'SIGCONT'));
    await until('they publish again', 20_000, () => publishers(2));
    await has(page, 'You are on the stage');
    await until('and are not told otherwise', 10_000, async () => !(await deep.text(page)).includes('Your line is lost'));
    await movingHall(hall, 10_000);
    await has(hall, 'Live');
    await director.ask('stage_unseat', { seat });
    await machine.close();
  },

  async the_way_to_the_stage_by_the_keyboard_alone() {
    const page = await enter(browsers.chromium, await invite(9), '/speaker/hall', { language: 'en' });
    await page.bringToFront();
    await has(page, 'You are not on the way to the stage');
    await director.ask('stage_invite', { room: 1, person: 9 });
    await has(page, 'You are invited to the stage');
    await tabTo(page, 'Accept');
    await page.keyboard.press('Enter');
    await has(page, 'You are in the green room');
    await until('one can say that one is ready', 15_000, async () => (await deep.text(page)).includes('I am ready'));
    await tabTo(page, 'I am ready');
    await page.keyboard.press('Enter');
    await has(page, 'You are ready');
    await tabTo(page, 'Leave the green room');
    await page.keyboard.press('Enter');
    await has(page, 'You are not on the way to the stage');
    await page.leave();
  },
});
