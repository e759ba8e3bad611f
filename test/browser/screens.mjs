// Pictures of the pages into doc/screens/: test/browser/run --screens
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { base, launch, run, sleep, startDemo, startServer, token } from './harness.mjs';

const folder = path.resolve('../../doc/screens');
const work = process.env.PLENARY_WORK;

/** Somebody before a dark wall in warm light, as a camera file. */
function drawSpeaker() {
  const file = path.join(work, 'speaker.y4m');
  const inside = (x, y, rx, ry) => `lte(hypot((X-${x})/${rx},(Y-${y})/${ry}),1)`;
  const head = inside(640, 270, 92, 122);
  const hair = inside(640, 228, 104, 106);
  const neck = 'between(X,596,684)*between(Y,340,470)';
  const body = inside(640, 760, 330, 330);
  const light = '24*exp(-hypot((X-420)/420,(Y-160)/320))';
  const pick = (wall, coat, hairs, skin) =>
    `if(${head}*gt(Y,214),${skin}-14*gt(X,660),if(${hair}*lt(Y,330),${hairs},if(${neck},${skin}-22,if(${body},${coat}+10*lt(X,600),${wall}+${light}))))`;
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'color=s=1280x720:r=10:d=0.4', '-vf',
    `format=gbrp,geq=r='${pick(38, 34, 40, 214)}':g='${pick(46, 52, 28, 168)}':b='${pick(58, 88, 24, 140)}',gblur=2,format=yuv420p`,
    file]);
  return file;
}

/** A page as a reader of that language sees it, by night unless said otherwise. */
async function open(browser, path, language, appearance = 'dark') {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument((language, appearance) => {
    if (!location.origin.startsWith('https:')) return;
    localStorage.setItem('plenary.language', language);
    localStorage.setItem('plenary.appearance', appearance);
    // A camera's name rather than the file's.
    Object.defineProperty(InputDeviceInfo.prototype, 'label', { get() {
      return this.kind === 'videoinput' ? 'HD Camera' : 'Desk microphone';
    } });
  }, language, appearance);
  await page.goto(`${base}${path}`);
  return page;
}

const DESK = ['', 1280, 800];
const PHONE = ['-phone', 360, 740];

async function shot(page, name, ...sizes) {
  for (const [suffix, width, height] of sizes) {
    await page.bringToFront();
    await page.setViewport({ width, height });
    await sleep(1500);
    await page.screenshot({ path: path.join(folder, `${name}${suffix}.png`) });
  }
}

run(async () => {
  await startServer();
  startDemo();
  const browser = await launch('chromium', [`--use-file-for-fake-video-capture=${drawSpeaker()}`]);
  const speakerPath = () => `/speaker/hall#token=${token('speaker', 'Mariam Rezai')}`;
  const hallPath = () => `/hall/hall#token=${token('viewer')}`;
  const ready = await open(browser, speakerPath(), 'fa', 'light');
  await sleep(2500);
  await shot(ready, 'speaker-fa', PHONE);
  await ready.close();
  const speaker = await open(browser, speakerPath(), 'en');
  await sleep(2500);
  await speaker.evaluate(() => {
    const all = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
      [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
    all(document).find((element) => element.textContent.trim() === 'Take the stage' && element.tagName === 'BUTTON').click();
  });
  await sleep(4000);
  await shot(speaker, 'speaker', DESK);
  for (const [name, language, appearance] of [['hall', 'en', 'dark'], ['hall-fa', 'fa', 'light']]) {
    const hall = await open(browser, hallPath(), language, appearance);
    await sleep(3000);
    await shot(hall, name, DESK, ...(language === 'fa' ? [PHONE] : []));
    await hall.close();
  }
  for (const [name, language, appearance] of [['door', 'en', 'light'], ['door-fa', 'fa', 'dark']]) {
    const door = await open(browser, `/join/hall#token=${token('speaker', 'Mariam Rezai')}`, language, appearance);
    await sleep(5000); // the line is checked
    await shot(door, name, language === 'fa' ? PHONE : DESK);
    await door.close();
  }
  return 0;
});
