// The hall and the speaker's page are used by keyboard alone.
import { assert, base, deep, movingHall, sleep, token, until } from './harness.mjs';

/** The element with the focus, through shadow roots: its words, and whether one sees that it has it. */
export const focused = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const style = element && getComputedStyle(element);
  const label = [...(element?.labels?.[0]?.childNodes ?? [])].find((node) => node.nodeType === 3 && node.data.trim());
  return {
    name: element?.getAttribute('aria-label') || label?.data.trim()
      || element?.textContent.trim() || '',
    isVisible: element?.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
});

/** Press Tab until that is reached; every stop on the way must show that it has the focus. */
export async function tabTo(page, name) {
  const passed = [];
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (at.name) assert(at.isVisible, `one does not see that ${at.name} has the focus`);
    if (at.name === name) return;
    passed.push(at.name);
  }
  throw new Error(`Tab does not reach ${name}, but ${passed.join(', ')}`);
}

async function openHall(browser) {
  const hall = await browser.newPage();
  await hall.goto(`${base}/hall/hall#token=${token('viewer')}`);
  await movingHall(hall, 8000);
  return hall;
}

async function openSpeaker(browser) {
  const speaker = await browser.newPage();
  await speaker.goto(`${base}/speaker/hall#token=${token('speaker', 'Grace Hopper')}`);
  await until('the speaker is ready', 8000, async () => (await deep.text(speaker)).includes('Ready'));
  await until('its camera can be chosen', 3000, async () => (await deep.text(speaker)).includes('fake_device_0'));
  await speaker.bringToFront();
  return speaker;
}

export const pageCases = (browsers) => ({
  async hall_by_keyboard_alone() {
    const hall = await openHall(browsers.chromium);
    await tabTo(hall, 'Mute');
    await hall.keyboard.press('Enter');
    await until('the sound is off', 2000, async () => (await focused(hall)).name === 'Unmute');
    await hall.keyboard.press('Space');
    await until('the sound is on', 2000, async () => (await focused(hall)).name === 'Mute');
    await tabTo(hall, 'Volume');
    await hall.keyboard.press('ArrowLeft');
    assert(await hall.evaluate(() => document.querySelector('plenary-hall').shadowRoot.querySelector('audio').volume) < 1,
      'an arrow key turns the volume down');
    await tabTo(hall, 'Full screen');
    await hall.close();
  },

  async speaker_by_keyboard_alone() {
    const speaker = await openSpeaker(browsers.chromium);
    await tabTo(speaker, 'Camera');
    await tabTo(speaker, 'Take the stage');
    await speaker.keyboard.press('Enter');
    await until('the speaker is live', 5000, async () => (await deep.text(speaker)).includes('You are live'));
    assert((await focused(speaker)).name === 'Leave the stage', 'the focus is on what undoes it');
    await sleep(300);
    await speaker.keyboard.press('Enter');
    await until('the speaker has left', 3000, async () => (await focused(speaker)).name === 'Take the stage');
    await speaker.close();
  },
});
