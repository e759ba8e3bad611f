// A reader's choice of language, and names in any script. What each screen looks like in each
// language is for walk.mjs.
import { assert, base, deep, has, token, until, wordsOf } from './harness.mjs';
import { tabTo } from './pages.mjs';

/** Open a page as somebody who once chose that language, in a context of their own that ends with the page. */
async function openAs(browser, path, language) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.once('close', () => void context.close().catch(() => undefined));
  await page.evaluateOnNewDocument((language) => {
    if (location.origin.startsWith('https:')) localStorage.setItem('plenary.language', language);
  }, language);
  await page.goto(`${base}${path}`);
  return page;
}

/** What sticks out of a phone's screen, through shadow roots; hidden and scrolled-away things aside. */
const tooWide = (page) => page.evaluate(() => {
  const all = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
    [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
  return all(document.body).filter((element) => {
    const box = element.getBoundingClientRect();
    const isHidden = element.closest('.hidden, select') || box.width === 0;
    return !isHidden && (box.left < -1 || box.right > innerWidth + 1);
  }).map((element) => `${element.tagName}.${element.getAttribute('class') ?? ''} ${element.textContent.trim().slice(0, 40)}`);
});

/** Where an element of the hall begins, from the side where its language begins to be read. */
const startOf = (page, selector) => page.evaluate((selector) => {
  const box = document.querySelector('plenary-hall').shadowRoot.querySelector(selector).getBoundingClientRect();
  return document.documentElement.dir === 'rtl' ? innerWidth - box.right : box.left;
}, selector);

export const languageCases = (browsers) => ({
  async a_language_is_chosen_by_keyboard_and_remembered() {
    for (const browser of Object.values(browsers)) {
      const context = await browser.createBrowserContext();
      const hall = await context.newPage();
      await hall.goto(`${base}/hall/hall#token=${token('viewer')}`);
      await has(hall, 'Live');
      await hall.bringToFront();
      const start = await startOf(hall, 'h1');
      await tabTo(hall, 'Language');
      await hall.keyboard.press('End');
      await has(hall, wordsOf('fa', 'mute'));
      assert(Math.abs((await startOf(hall, 'h1')) - start) < 2, 'the title stands on the other side now');
      const digits = await until('the number of viewers', 5000, async () => /(\S+) بیننده/.exec(await deep.text(hall))?.[1]);
      assert(/^[۰-۹]+$/.test(digits), `${digits} are not Persian digits`);
      assert(/فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند/.test(await deep.text(hall)), 'a Persian month');
      await hall.reload();
      await has(hall, wordsOf('fa', 'mute'));
      await context.close();
    }
  },

  async a_name_is_only_a_name() {
    const names = [['\u202eadministrator\u202c', 'administrator'], ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
      ['ن'.repeat(24) + ' 👩\u200d🚀\u200b', 'ن'.repeat(24) + ' 👩\u200d🚀']];
    for (const [name, readable] of names) {
      const hall = await openAs(browsers.chromium, `/hall/hall#token=${token('viewer')}`, 'fr');
      await hall.setViewport({ width: 360, height: 740 });
      const speaker = await openAs(browsers.chromium, `/speaker/hall#token=${token('speaker', name)}`, 'en');
      await has(speaker, 'Ready');
      await speaker.bringToFront();
      await deep.click(speaker, 'Take the stage');
      await has(speaker, 'You are live');
      await hall.bringToFront();
      await until(`${name} is shown as ${readable}`, 5000, () => hall.evaluate((name) => {
        const stage = document.querySelector('plenary-hall').shadowRoot.querySelector('plenary-stage');
        const shown = stage.shadowRoot.querySelector('figcaption bdi');
        return shown?.textContent === name && shown.children.length === 0;
      }, readable));
      assert((await tooWide(hall)).filter((element) => !element.startsWith('BDI')).length === 0,
        `a long name widens the hall: ${await tooWide(hall)}`);
      await speaker.close({ runBeforeUnload: false });
      await hall.close();
      await until('the stage is free', 12_000, async () =>
        (await (await fetch(`${base}/metrics`)).text()).includes('plenary_publisher_sessions 1\n'));
    }
  },
});
