// Click to picture, in Chromium, again and again: prints JSON. For script/bench.
import { base, launch, run, sleep, startDemo, startServer, token, until } from './harness.mjs';

const JOINS = 20;

/** A door with a link, as an invitation is: the time from the click to the first decoded frame. */
async function join(browser, link) {
  const page = await browser.newPage();
  await page.goto(`${base}/healthz`);
  await page.evaluate((link) => {
    const anchor = Object.assign(document.createElement('a'), { href: link, textContent: 'Enter' });
    anchor.addEventListener('click', () => sessionStorage.setItem('clicked', String(Date.now())));
    document.body.append(anchor);
  }, link);
  await Promise.all([page.waitForNavigation({ waitUntil: 'domcontentloaded' }), page.click('a')]);
  const ms = await until('the first frame', 10_000, () => page.evaluate(() => {
    const mark = window.plenary?.marks.firstFrame;
    return mark && performance.timeOrigin + mark - Number(sessionStorage.getItem('clicked'));
  }));
  await page.close();
  return ms;
}

run(async () => {
  await startServer();
  startDemo();
  const browser = await launch('chromium');
  const link = `${base}/hall/hall#token=${token('viewer')}`;
  await sleep(1500);
  await join(browser, link); // the browser's own first time: its codecs, its caches
  const times = [];
  for (let i = 0; i < JOINS; i++) times.push(await join(browser, link));
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ joins: JOINS, p50_ms: Math.round(times[JOINS / 2]),
    p95_ms: Math.round(times[Math.ceil(JOINS * 0.95) - 1]), max_ms: Math.round(times.at(-1)) }));
  return 0;
});
