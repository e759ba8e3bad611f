// The door: from an invitation by the checks into the hall, as somebody new would go.
import { assert, barePage, base, deadPort, deep, sendMediaTo, sleep, token, until } from './harness.mjs';

/** Waits for those words; a page that is just being left has none. */
const has = (page, what, ms = 10_000) => until(`"${what}"`, ms, async () =>
  (await deep.text(page).catch(() => '')).includes(what));

async function openDoor(browser, fragment, path = '/join/hall') {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.once('close', () => void context.close().catch(() => undefined));
  await page.goto(`${base}${path}${fragment}`);
  await page.bringToFront();
  return page;
}

/** The way in is a link, pressed as a person would. */
const enter = (page) => page.evaluate(() =>
  document.querySelector('plenary-door').shadowRoot.querySelector('a.way').click());

/** How long the main picture has played since it began, in seconds. */
const played = (page) => page.evaluate(() => document.querySelector('plenary-hall').shadowRoot
  .querySelector('plenary-stage').shadowRoot.querySelector('video')?.currentTime ?? 0);

async function playsOn(page) {
  await until('the picture plays', 8000, async () => (await played(page)) > 0.5);
}

/** Lets getUserMedia fail in the page as it would on that person's machine. */
const failWith = (page, name) => page.evaluate((name) => {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name));
}, name);

export const doorCases = (browsers) => ({
  async a_delegate_goes_through_the_door_into_the_hall() {
    for (const browser of Object.values(browsers)) {
      const door = await openDoor(browser, `#token=${token('viewer', 'Leila')}`);
      await has(door, 'You are invited to watch and listen, Leila.');
      await has(door, 'The line is good');
      assert(await deep.click(door, 'Play the notes'), 'there are notes to play');
      await has(door, 'Did you hear three notes?');
      await deep.click(door, 'No');
      await has(door, 'Turn up the volume');
      await deep.click(door, 'Play the notes');
      await deep.click(door, 'Yes');
      await has(door, 'You will hear the hall.');
      assert(!(await deep.text(door)).includes('Start the test'), 'who only watches needs no camera');
      await enter(door);
      await has(door, 'watching');
      await playsOn(door);
      await door.close();
    }
  },

  async a_picture_goes_on_while_the_room_changes() {
    for (const browser of Object.values(browsers)) {
      const hall = await openDoor(browser, `#token=${token('viewer')}`, '/hall/hall');
      await playsOn(hall);
      const count = async () => /(\d+) watching/.exec(await deep.text(hall))?.[1];
      const [before, watching] = [await played(hall), await count()];
      const other = await barePage(browsers.chromium);
      await other.evaluate((token) => window.watch(token), token('viewer')); // one more is watching
      await until('the hall counts another', 8000, async () => (await count()) !== watching);
      await hall.bringToFront();
      await sleep(1000);
      assert((await played(hall)) > before + 1, 'the picture began anew');
      await other.close();
      await hall.close();
    }
  },

  async a_speaker_tests_camera_and_microphone_at_the_door() {
    const door = await openDoor(browsers.chromium, `#token=${token('speaker', 'Ada')}`);
    await has(door, 'You are invited to speak, Ada.');
    for (const [name, sentence] of [['NotAllowedError', 'Allow both beside the address bar'],
      ['NotFoundError', 'Plug one in'], ['NotReadableError', 'Close the other program']]) {
      await failWith(door, name);
      await deep.click(door, (await deep.text(door)).includes('Start the test') ? 'Start the test' : 'Try again');
      await has(door, sentence, 3000);
    }
    await door.reload();
    await has(door, 'Start the test');
    await deep.click(door, 'Start the test');
    await has(door, 'Camera and microphone work.');
    await enter(door);
    await has(door, 'Ready');
    await door.close();
  },

  async a_door_that_media_cannot_pass_says_what_to_mend() {
    const context = await browsers.chromium.createBrowserContext();
    const door = await context.newPage();
    await sendMediaTo(door, await deadPort());
    await door.goto(`${base}/join/hall#token=${token('viewer')}`);
    await has(door, 'your network blocks UDP', 15_000);
    await context.close();
  },

  async a_door_without_or_with_a_wrong_invitation_says_so() {
    const door = await openDoor(browsers.chromium, '', '/');
    await has(door, 'open the link that the organiser sent you');
    await has(door, 'Start the test');
    await door.close();
    const wrong = await openDoor(browsers.chromium, '#token=nonsense');
    await has(wrong, 'This invitation is not valid');
    await wrong.close();
  },
});
