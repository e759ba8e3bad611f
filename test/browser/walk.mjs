// A walk over every screen in each language, dark and light, wide and on a phone: no fault that
// axe-core finds, nothing wider than its window, no words cut, all by keyboard with a focus that
// one sees, nothing asked of anybody else. A page is switched in place, as its reader would.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { assert } from './harness.mjs';
import { scenes } from './scenes.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const LANGUAGES = ['en', 'fr', 'ar', 'fa'];
const SIZES = { wide: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };
const STOPS_MAX = 400; // of a walk by keyboard

/** Runs in the page, once: what is asked of it at each step. */
function inPage() {
  const under = (element) => [...element.children, ...(element.shadowRoot?.children ?? [])];
  const all = (element) => [element, ...under(element).flatMap(all)];
  const parent = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
  const ancestors = (element) => {
    const found = [];
    for (let one = parent(element); one; one = parent(one)) found.push(one);
    return found;
  };
  const called = (element) => `${element.localName}.${element.getAttribute('class') ?? ''} "${
    (element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\s+/g, ' ').slice(0, 50)}"`;
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;
  const frames = async (count) => {
    for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
  };

  /** By the page's own controls; a page that shows none is lent them. */
  const choose = async (language, appearance) => {
    const own = all(document.body).find((element) => element.localName === 'plenary-preferences');
    const controls = own ?? document.body.appendChild(document.createElement('plenary-preferences'));
    await controls.updateComplete;
    const select = controls.shadowRoot.querySelector('select');
    select.value = language;
    select.dispatchEvent(new Event('change'));
    const { colorScheme } = getComputedStyle(document.documentElement);
    if (colorScheme !== appearance) controls.shadowRoot.querySelector('button').click();
    if (!own) controls.remove();
    await frames(3);
  };

  const tooWide = () => {
    const mayStickOut = (element) => [element, ...ancestors(element)].some((one) => {
      const { overflowX, textOverflow } = getComputedStyle(one);
      return one.matches('.hidden, select') || overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis';
    });
    const sideways = document.scrollingElement.scrollWidth - innerWidth;
    return [...(sideways > 0 ? [`the page scrolls sideways by ${sideways}`] : []),
      ...all(document.body).filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1) && isSeen(element) && !mayStickOut(element);
      }).map((element) => `${called(element)} sticks out`)];
  };

  /** Words of a control that do not fit in; names, which may be of any length, aside. */
  const cut = () => all(document.body).filter((element) => {
    const isWords = element.children.length === 0 && element.textContent.trim() && isSeen(element)
      && !element.closest('.hidden, bdi, option') && (element.closest('button, label, h2, .tally, .badge, .chip'));
    return isWords && getComputedStyle(element).overflowX !== 'visible'
      && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 2);
  }).map((element) => `${called(element)} is cut`);

  const faults = async () => {
    const { violations, passes } = await window.axe.run(document, { resultTypes: ['violations'] });
    return [...(passes.length < 10 ? [`only ${passes.length} rules looked at anything`] : []), ...violations.map((violation) =>
      `${violation.id} (${violation.help}): ${violation.nodes.map((node) => node.target.flat().join(' ')).join(', ')}`)];
  };

  /** All that is wrong in that language and appearance. */
  const look = async (language, appearance) => {
    await choose(language, appearance);
    const { lang, dir } = document.documentElement;
    const isMirrored = getComputedStyle(document.body).direction === 'rtl';
    const isRight = lang === language && (dir === 'rtl') === isMirrored && isMirrored === ['ar', 'fa'].includes(language);
    return [...(isRight ? [] : [`it is ${lang}, ${dir}`]), ...tooWide(), ...cut(), ...await faults()];
  };

  // ---- by keyboard ----

  const isReachable = (element) => {
    if (element.tabIndex < 0 || element.matches(':disabled, audio, video') || !isSeen(element)) return false;
    const modal = all(document.body).findLast((one) => one.matches('dialog:modal')); // one that another opened comes after it
    return !modal || [element, ...ancestors(element)].includes(modal);
  };
  const controls = () => all(document.body).filter((element) =>
    element.matches('a[href], button, input, select, textarea, summary, [tabindex]') && isReachable(element));
  let expected = [];
  const passed = new Set();
  const unseen = new Set();
  const note = (event) => {
    const element = event.composedPath()[0];
    passed.add(element);
    const hasRing = (one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    };
    if (!hasRing(element) && !hasRing(parent(element))) unseen.add(called(element));
  };
  /** A step of the focus within one root is told to that root alone. */
  const roots = () => [document, ...all(document.body).flatMap((element) => element.shadowRoot ?? [])];
  /** From the top; answers how many stops there should be. */
  const startKeys = () => {
    passed.clear();
    unseen.clear();
    const top = Object.assign(document.createElement('span'), { tabIndex: -1 });
    document.body.prepend(top);
    top.focus();
    top.remove();
    for (const root of roots()) root.addEventListener('focusin', note, true);
    expected = controls();
    return expected.length + 7 * expected.filter((element) => element.type === 'datetime-local').length; // each of its parts is a stop
  };
  const endKeys = () => {
    for (const root of roots()) root.removeEventListener('focusin', note, true);
    const isInPassedGroup = (element) => element.type === 'radio'
      && [...passed].some((one) => one.type === 'radio' && one.name === element.name);
    return [...[...unseen].map((one) => `one does not see that ${one} has the focus`),
      ...expected.filter((element) => element.isConnected && isReachable(element) && !passed.has(element) && !isInPassedGroup(element))
        .map((element) => `Tab does not reach ${called(element)}`)];
  };

  const refusals = new ReportingObserver(() => undefined, { types: ['csp-violation'], buffered: true });
  refusals.observe();
  /** What the page asked of others since it was opened, and what its policy refused. */
  const foreign = () => [
    ...performance.getEntriesByType('resource').map((entry) => entry.name)
      .filter((name) => !name.startsWith(`${location.origin}/`) && !/^(data|blob):/.test(name)),
    ...refusals.takeRecords().map((report) => `its policy refused ${report.body.blockedURL} ${report.body.effectiveDirective}`)];
  window.walk = { choose, look, startKeys, endKeys, foreign };
}

/** Put into the page what a walk asks of it, where it is not there. */
export async function prepare(page) {
  const isThere = await page.evaluate(() => Boolean(window.walk && window.axe));
  if (isThere) return;
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]); // what is looked at has arrived
  await page.emulateFocusedPage(true); // another page can have taken the focus: then no ring is drawn here
  await page.evaluate(axe);
  await page.evaluate(inPage);
}

export const choose = (page, language, appearance) =>
  page.evaluate((language, appearance) => window.walk.choose(language, appearance), language, appearance);

/** Press Tab through the whole page, from its start to its end. */
async function byKeyboard(page) {
  const stops = await page.evaluate(() => window.walk.startKeys());
  for (let i = 0; i < Math.min(stops + 2, STOPS_MAX); i++) await page.keyboard.press('Tab');
  return page.evaluate(() => window.walk.endKeys());
}

/** What is wrong with a screen, each fault with where it was seen. */
export async function lookAround(page, name, again) {
  const found = [];
  await page.bringToFront();
  await prepare(page);
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewport(viewport);
    await again?.();
    // Each language by day and by night, one of them wide and the other on a phone.
    for (const [i, language] of LANGUAGES.entries()) {
      const appearance = (i % 2 === 0) === (size === 'wide') ? 'dark' : 'light';
      const faults = await page.evaluate((language, appearance) => window.walk.look(language, appearance), language, appearance);
      found.push(...faults.map((fault) => `${name}, ${language}, ${appearance}, ${size}: ${fault}`));
    }
    found.push(...(await byKeyboard(page)).map((fault) => `${name}, fa, ${size}: ${fault}`));
  }
  found.push(...(await page.evaluate(() => window.walk.foreign())).map((one) => `${name} asks elsewhere: ${one}`));
  await choose(page, 'en', 'dark');
  await page.setViewport(SIZES.wide);
  return found;
}

export const walkCases = (browsers) => ({
  async every_screen_in_each_language_dark_and_light_by_keyboard() {
    const found = [];
    for await (const [name, page, again] of scenes(browsers.chromium)) {
      const started = Date.now();
      found.push(...await lookAround(page, name, again));
      if (process.env.WALK) console.log(`#   ${name} ${Date.now() - started} ms`);
    }
    assert(found.length === 0, found.join('\n#   '));
  },
});
