// Live captions: an interpreter writes them in the booth, and each in the hall reads those of their language.
import { assert, base, count, enter, has, invite, of, until } from './harness.mjs';

const lines = (page) => of(page, 'plenary-captions >>> p', 'return found.map((line) => line.textContent.trim());');

const reads = (page, what) => until(`"${what}" is read`, 5000, async () => (await lines(page)).at(-1) === what);

/** Choose the language of the captions, as the select in the hall does. */
async function choose(page, language) {
  await until('there is the button for captions', 10_000, async () => (await count(page, 'plenary-captions-choice')) > 0);
  await of(page, 'plenary-captions-choice >>> button.sign', 'found[0].click();');
  await until(`${language} can be chosen`, 5000, () => of(page, 'plenary-captions-choice >>> select', `
    found[0].value = given.language;
    found[0].dispatchEvent(new Event('change'));
    return found[0].value === given.language;`, { language }));
}

export const captionCases = (browsers) => ({
  async captions_from_the_booth_are_read_in_the_hall() {
    const [booth, french, persian] = await Promise.all([
      enter(browsers.chromium, await invite(12), '/', { language: 'fr' }),
      enter(browsers.firefox, await invite(40), '/hall/hall', { language: 'fr' }),
      enter(browsers.chromium, await invite(41), '/hall/hall', { language: 'fa', width: 360, height: 740 })]);
    await choose(french, 'fr');
    await choose(persian, 'fa');
    assert((await count(french, 'plenary-captions >>> .box:not([data-empty])')) === 0, 'a box without captions');
    await booth.bringToFront(); // the door leads an interpreter to it
    await until('one can write', 10_000, () => of(booth, 'plenary-booth >>> textarea:enabled',
      'found[0]?.focus(); return found.length > 0 && found[0].lang === "fr";').catch(() => false)); // while the door leads on
    await booth.keyboard.type('Mesdames et messieurs,');
    await reads(french, 'Mesdames et messieurs,'); // before it is finished
    await booth.keyboard.type(' bonjour.');
    await booth.keyboard.press('Enter');
    await booth.keyboard.type('La séance est ouverte.');
    await booth.keyboard.press('Enter');
    await reads(french, 'La séance est ouverte.');
    await reads(booth, 'La séance est ouverte.');
    assert((await lines(french)).join('|') === 'Mesdames et messieurs, bonjour.|La séance est ouverte.', `the lines are ${await lines(french)}`);
    assert((await lines(persian)).length === 0, 'who reads Persian is shown French');
    await persian.bringToFront();
    await choose(persian, 'fr'); // and comes late
    await reads(persian, 'La séance est ouverte.');
    assert(await of(persian, 'plenary-captions >>> .lines', 'return found[0].lang === "fr" && found[0].getAttribute("aria-live") === "off";'),
      'the captions do not say what they are');
    await persian.reload();
    await reads(persian, 'La séance est ouverte.'); // it is remembered
    await booth.setViewport({ width: 360, height: 740 });
    await booth.reload();
    await reads(booth, 'La séance est ouverte.'); // its language is remembered
    await of(booth, 'plenary-booth >>> textarea', 'found[0].value = "mot ".repeat(100); found[0].dispatchEvent(new Event("input"));');
    await until('a long text goes out in lines', 8000, async () => (await lines(french)).at(-1)?.length === 159);
    await persian.goto(`${base}/booth/hall`);
    await has(persian, 'زیرنویس را مترجمان');
    assert((await count(persian, 'plenary-booth >>> textarea')) === 0, 'a delegate is offered to write');
    for (const page of [booth, french, persian]) await page.leave();
  },
});
