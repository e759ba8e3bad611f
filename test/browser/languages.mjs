// The pages in each language, dark and light: words, direction, digits, nothing wider than a
// phone, no fault that axe-core finds, nothing asked of anybody else.
import { assert, base, deep, has, movingHall, token, until } from './harness.mjs';
import { assertAccessible, tabTo } from './pages.mjs';

export const LANGUAGES = {
  en: { dir: 'ltr', live: 'Live', mute: 'Mute', ready: 'Ready', refused: 'Open your invitation first',
    good: 'The line is good' },
  fr: { dir: 'ltr', live: 'En direct', mute: 'Couper le son', ready: 'Tout est prêt', refused: 'Ouvrez d’abord votre invitation',
    good: 'La ligne est bonne' },
  ar: { dir: 'rtl', live: 'مباشر', mute: 'كتم الصوت', ready: 'كل شيء جاهز', refused: 'افتح دعوتك أولًا',
    good: 'الاتصال جيد' },
  fa: { dir: 'rtl', live: 'زنده', mute: 'قطع صدا', ready: 'آماده‌اید', refused: 'ابتدا دعوت‌نامهٔ خود را باز کنید',
    good: 'ارتباط خوب است' },
};

/** Open a page as somebody who once chose that language and appearance, in a context of their own that
 * ends with the page; notes what it asks of others.
 */
export async function openAs(browser, path, language, appearance) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.once('close', () => void context.close().catch(() => undefined));
  page.foreign = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(base)) page.foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) page.foreign.push(message.text());
  });
  await page.evaluateOnNewDocument((language, appearance) => {
    if (!location.origin.startsWith('https:')) return;
    localStorage.setItem('plenary.language', language);
    localStorage.setItem('plenary.appearance', appearance);
  }, language, appearance);
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

export async function lookAt(page, what, dir, language) {
  const root = await page.evaluate(() => ({ dir: getComputedStyle(document.body).direction,
    lang: document.documentElement.lang }));
  assert(root.dir === dir && root.lang === language, `${what}: it is ${root.lang}, ${root.dir}`);
  for (const width of [1280, 360]) {
    await page.setViewport({ width, height: width === 360 ? 740 : 800 });
    await assertAccessible(page, `${what}, ${width} wide`);
    const wide = await tooWide(page);
    assert(wide.length === 0, `${what}: wider than ${width}: ${wide.join('; ')}`);
  }
  assert(page.foreign.length === 0, `${what} asks elsewhere: ${page.foreign.join(', ')}`);
}

/** Where an element of the hall begins, from the side where its language begins to be read. */
const startOf = (page, selector) => page.evaluate((selector) => {
  const box = document.querySelector('plenary-hall').shadowRoot.querySelector(selector).getBoundingClientRect();
  return document.documentElement.dir === 'rtl' ? innerWidth - box.right : box.left;
}, selector);

export const languageCases = (browsers) => ({
  async every_page_in_each_language_dark_and_light() {
    for (const [language, words] of Object.entries(LANGUAGES)) {
      for (const appearance of ['dark', 'light']) {
        const what = (page) => `${page} in ${language}, ${appearance}`;
        const hall = await openAs(browsers.chromium, `/hall/hall#token=${token('viewer')}`, language, appearance);
        await has(hall, words.live);
        await movingHall(hall, 8000);
        await lookAt(hall, what('the hall'), words.dir, language);
        await hall.close();
        const door = await openAs(browsers.chromium, `/join/hall#token=${token('viewer', 'Ada')}`, language, appearance);
        await has(door, words.good);
        await lookAt(door, what('the door'), words.dir, language);
        await door.close();
        const no = await openAs(browsers.chromium, '/hall/hall', language, appearance);
        await has(no, words.refused);
        await lookAt(no, what('the hall without an invitation'), words.dir, language);
        await no.close();
        const speaker = await openAs(browsers.chromium, `/speaker/hall#token=${token('speaker', 'Ada')}`, language, appearance);
        await has(speaker, words.ready);
        await lookAt(speaker, what("the speaker's page"), words.dir, language);
        await speaker.close();
      }
    }
  },

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
      await has(hall, LANGUAGES.fa.mute);
      assert(Math.abs((await startOf(hall, 'h1')) - start) < 2, 'the title stands on the other side now');
      const digits = await until('the number of viewers', 5000, async () => /(\S+) بیننده/.exec(await deep.text(hall))?.[1]);
      assert(/^[۰-۹]+$/.test(digits), `${digits} are not Persian digits`);
      assert(/فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند/.test(await deep.text(hall)), 'a Persian month');
      await hall.reload();
      await has(hall, LANGUAGES.fa.mute);
      await context.close();
    }
  },

  async a_name_is_only_a_name() {
    const names = [['\u202eadministrator\u202c', 'administrator'], ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
      ['ن'.repeat(24) + ' 👩\u200d🚀\u200b', 'ن'.repeat(24) + ' 👩\u200d🚀']];
    for (const [name, readable] of names) {
      const hall = await openAs(browsers.chromium, `/hall/hall#token=${token('viewer')}`, 'fr', 'dark');
      await hall.setViewport({ width: 360, height: 740 });
      const speaker = await openAs(browsers.chromium, `/speaker/hall#token=${token('speaker', name)}`, 'en', 'dark');
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
