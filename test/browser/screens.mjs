// Pictures of the pages into doc/screens/: test/browser/run --screens
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { comes } from './desk.mjs';
import { barePage, base, deep, director, enter, invite, launch, post, run, sleep, startDemo, startSummitServer, token, until,
  wordsOf } from './harness.mjs';

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

/** A camera's name rather than the file's, from the next document on. */
const nameDevices = (page) => page.evaluateOnNewDocument(() => {
  Object.defineProperty(InputDeviceInfo.prototype, 'label', { get() {
    return this.kind === 'videoinput' ? 'HD Camera' : 'Desk microphone';
  } });
});

/** A page as a reader of that language sees it, by night unless said otherwise. */
async function open(browser, path, language, appearance = 'dark') {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument((language, appearance) => {
    if (!location.origin.startsWith('https:')) return;
    localStorage.setItem('plenary.language', language);
    localStorage.setItem('plenary.appearance', appearance);
  }, language, appearance);
  await nameDevices(page);
  await page.goto(`${base}${path}`);
  return page;
}

const DESK = ['', 1280, 800];
const PHONE = ['-phone', 360, 740];
const PHONE_AS_IT_IS = ['', 360, 740];

async function shot(page, name, ...sizes) {
  for (const [suffix, width, height] of sizes) {
    await page.bringToFront();
    await page.setViewport({ width, height });
    await sleep(1500);
    await page.screenshot({ path: path.join(folder, `${name}${suffix}.png`) });
  }
}

/** As that delegate would by a press. */
const ask = (page, name, fields) => post(page, `commands/${name}`, { room: 1, ...fields });

/** The hall in the middle of a session: somebody speaks, hands are up, people write, a vote opens. */
async function shootHalls(browser) {
  const delegates = {};
  for (const [name, person, choices] of [
    ['hall', 30, { language: 'en', appearance: 'dark' }], ['hall-fa', 16, { language: 'fa', appearance: 'light' }],
    ['hall-phone', 96, { language: 'en', appearance: 'light', width: 360, height: 740 }],
    ['hall-fa-phone', 17, { language: 'fa', appearance: 'dark', width: 360, height: 740 }]]) {
    delegates[name] = await enter(browser, await invite(person), '/hall/hall', choices);
  }
  const tab = (page, name) => page.evaluate((name) =>
    document.querySelector('plenary-hall').shadowRoot.querySelector('hall-side').show(name), name);
  const [hall, fa, phone, faPhone] = Object.values(delegates);
  await director.ask('item_start', { item: 2 });
  await director.ask('clock_start', { room: 1, length_ms: 300_000, warning_ms: 30_000 });
  await ask(phone, 'hand_raise', { language: 'en', topic: 'Glaciers and the law' });
  await ask(fa, 'hand_raise', { language: 'fa', topic: 'آب‌های زیرزمینی' });
  await ask(hall, 'chat_send', { text: 'Good morning from Canberra. Picture and sound are clear here.' });
  await ask(fa, 'chat_send', { text: 'درود از کابل' });
  await ask(phone, 'chat_send', { text: 'Could the table with the basins be shared afterwards?' });
  await tab(hall, 'chat');
  await tab(fa, 'hands');
  await sleep(3000);
  await shot(phone, 'hall-phone', PHONE_AS_IT_IS);
  await shot(fa, 'hall-fa', DESK);
  await director.ask('motion_edit', { motion: 1, room: 1, quorum_percent: 50,
    title: { en: 'Clean water for every school', fa: 'آب پاک برای هر مدرسه' },
    text: { en: 'The summit calls on all states to bring clean water to every school by 2032.',
      fa: 'این نشست از همهٔ کشورها می‌خواهد تا سال ۲۰۳۲ به هر مدرسه آب پاک برسانند.' } });
  await director.ask('motion_open', { motion: 1 });
  await sleep(2500);
  await shot(hall, 'hall', DESK);
  await shot(faPhone, 'hall-fa', PHONE);
  for (const page of Object.values(delegates)) await page.leave();
}

/** The desk in the same session: two are on the stage, one comes next, and waits. */
async function shootDesks(browser) {
  const seats = [];
  for (const person of [4, 5, 6]) {
    const who = await comes(person);
    const { seat } = (await director.ask('stage_invite', { room: 1, person }))[0];
    await who.ask('stage_accept', { seat });
    await who.ask('stage_ready', { seat });
    if (person < 6) await director.ask('stage_seat', { seat });
    const camera = await barePage(browser);
    await camera.evaluate((session) => window.publish(session), who.session);
    seats.push(seat);
  }
  const [first, second] = seats;
  await director.ask('stage_preview', { room: 1, preview_layout: 'pair', preview_seats: [first, second] });
  await director.ask('stage_take', { room: 1 });
  await director.ask('stage_preview', { room: 1, preview_layout: 'solo', preview_seats: [second] });
  const desks = {};
  for (const [name, choices] of [['desk', { language: 'en', appearance: 'dark', width: 1440, height: 900 }],
    ['desk-fa', { language: 'fa', appearance: 'light', width: 1440, height: 900 }],
    ['desk-fa-phone', { language: 'fa', appearance: 'dark', width: 360, height: 740 }]]) {
    desks[name] = await enter(browser, await invite(1), '/desk/hall', choices);
  }
  const tab = (page, name) => page.evaluate((name) =>
    document.querySelector('plenary-desk').shadowRoot.getElementById(`tab-${name}`).click(), name);
  await tab(desks['desk-fa'], 'motions');
  await tab(desks['desk-fa-phone'], 'stage');
  await sleep(4000);
  await shot(desks.desk, 'desk', ['', 1440, 900]);
  await shot(desks['desk-fa'], 'desk-fa', ['', 1440, 900]);
  await shot(desks['desk-fa-phone'], 'desk-fa', PHONE);
}

/** Two speakers open their invitations, and wait in the green room. */
async function shootTheWayToTheStage(browser) {
  for (const [person, suffix, size, choices] of [[8, '', DESK, { language: 'en', appearance: 'light' }],
    [7, '-fa', PHONE, { language: 'fa', appearance: 'dark', width: 360, height: 740 }]]) {
    const page = await enter(browser, await invite(person), '/join', choices);
    await page.bringToFront();
    await sleep(6000); // the line is checked
    await shot(page, `door${suffix}`, size);
    await nameDevices(page);
    await page.goto(`${base}/speaker/hall`);
    await director.ask('stage_invite', { room: 1, person });
    for (const id of ['green-accept', 'green-say-ready']) {
      await until(id, 15_000, () => deep.click(page, wordsOf(choices.language, id)));
    }
    await sleep(4000);
    await shot(page, `green-room${suffix}`, size);
  }
}

run(async () => {
  await startSummitServer();
  startDemo();
  const browser = await launch('chromium', [`--use-file-for-fake-video-capture=${drawSpeaker()}`]);
  const speakerPath = () => `/speaker/hall#token=${token('speaker', 'Mariam Rezai')}`;
  const ready = await open(browser, speakerPath(), 'fa', 'light');
  await sleep(2500);
  await shot(ready, 'speaker-fa', PHONE);
  await ready.close();
  const speaker = await open(browser, speakerPath(), 'en');
  await sleep(2500);
  await deep.click(speaker, 'Take the stage');
  await sleep(4000);
  await shot(speaker, 'speaker', DESK);
  await shootHalls(browser);
  await shootDesks(browser);
  await shootTheWayToTheStage(browser);
  return 0;
});
