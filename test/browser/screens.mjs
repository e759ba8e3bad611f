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

run(async () => {
  await startServer();
  startDemo();
  const browser = await launch('chromium', [`--use-file-for-fake-video-capture=${drawSpeaker()}`]);
  const shot = async (page, name, width = 1280, height = 800) => {
    await page.bringToFront();
    await page.setViewport({ width, height });
    await sleep(1500);
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
  };
  const hall = await browser.newPage();
  await hall.goto(`${base}/hall/hall#token=${token('viewer')}`);
  await sleep(2500);
  await shot(hall, 'hall-test-card');
  const speaker = await browser.newPage();
  await speaker.goto(`${base}/speaker/hall#token=${token('speaker', 'Mariam Rezai')}`);
  await sleep(2500);
  await shot(speaker, 'speaker-ready');
  await speaker.evaluate(() => {
    const all = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
      [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
    all(document).find((element) => element.textContent.trim() === 'Take the stage' && element.tagName === 'BUTTON').click();
  });
  await sleep(4000);
  await shot(speaker, 'speaker-live');
  await shot(hall, 'hall');
  await shot(hall, 'hall-phone', 360, 740);
  await shot(speaker, 'speaker-phone', 360, 740);
  return 0;
});
