// Pictures of every screen, in English and Persian, wide and on a phone, into doc/screens/:
// test/browser/run --screens [NAME ...]
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { director, launch, run, sleep, startDemo, startSummitServer } from './harness.mjs';
import { scenes } from './scenes.mjs';
import { choose, prepare } from './walk.mjs';

const folder = path.resolve('../../doc/screens');
const work = process.env.PLENARY_WORK;

/** Of each screen: what its name ends in, how it is seen. */
const LOOKS = [
  ['', 'en', 'dark', 'wide'], ['-fa', 'fa', 'light', 'wide'], ['-phone', 'en', 'light', 'phone'], ['-fa-phone', 'fa', 'dark', 'phone'],
];
const SIZES = { wide: { width: 1280, height: 800 }, desk: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } };
/** A wide desk shows the programme and the stage whatever tab is open. */
const ON_A_PHONE_ALONE = ['desk-show'];
const SETTLE_MS = 600;
const QUALITY = 80;

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

/** Runs in the page: a camera has a name rather than the file's. */
function nameDevices() {
  Object.defineProperty(InputDeviceInfo.prototype, 'label', { configurable: true, get() {
    return this.kind === 'videoinput' ? 'HD Camera' : 'Desk microphone';
  } });
  navigator.mediaDevices?.dispatchEvent(new Event('devicechange'));
}

async function shoot(page, name, again) {
  await page.bringToFront();
  await prepare(page);
  await page.evaluate(nameDevices);
  for (const [suffix, language, appearance, size] of LOOKS) {
    if (size !== 'phone' && ON_A_PHONE_ALONE.includes(name)) continue;
    await page.setViewport(SIZES[size === 'wide' && name.startsWith('desk') ? 'desk' : size]);
    await again?.();
    await choose(page, language, appearance);
    await sleep(SETTLE_MS);
    await page.screenshot({ path: path.join(folder, `${name}${suffix}.webp`), type: 'webp', quality: QUALITY });
  }
  await choose(page, 'en', 'dark');
}

run(async () => {
  const wanted = process.argv.slice(3);
  await startSummitServer();
  startDemo();
  const browser = await launch('chromium', [`--use-file-for-fake-video-capture=${drawSpeaker()}`]);
  await director.ask('item_start', { item: 1 });
  for await (const [name, page, again] of scenes(browser, browser)) {
    if (wanted.length > 0 ? wanted.includes(name) : !name.endsWith('-lacks')) await shoot(page, name, again);
  }
  return 0;
});
