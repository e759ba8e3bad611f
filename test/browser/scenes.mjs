// Every page of the summit in every state that looks different, one after another, each on one
// page: for pictures (screens.mjs) and for what the pages owe to everybody (walk.mjs).
import { comes } from './desk.mjs';
import { barePage, base, count, deep, director, enter, has, invite, of, post, press, pressAt, token, until, wordsOf } from './harness.mjs';

const ROOM = { room: 1 };
const [DIRECTOR, AMINA, YOUSSEF, CLAIRE, SAMUEL] = [1, 4, 5, 6, 8];
const HALL = 30;
const VOTERS = 24;

const inEnglish = { language: 'en', appearance: 'dark' };

/** A page of somebody who comes without an invitation of the summit. */
async function device(browser, path) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.evaluateOnNewDocument(() => {
    if (location.origin.startsWith('https:')) localStorage.setItem('plenary.language', 'en');
  });
  await page.goto(`${base}${path}`);
  await page.bringToFront();
  page.leave = () => context.close();
  return page;
}

/** What was put up is taken down at the end, the last first. */
class Undo {
  steps = [];
  add(step) {
    this.steps.push(step);
  }
  async all() {
    for (const step of this.steps.reverse()) await step();
  }
}

/** The hour that all scenes show: somebody speaks, two more are on their way, hands are up, people write. */
async function begin(undo) {
  await director.ask('item_start', { item: 2 });
  undo.add(() => director.ask('item_finish', { item: 2 }));
  const [canberra, kabul, addis, kabulNorth] = await Promise.all([29, 16, 96, 17].map(comes));
  for (const [who, language, topic] of [[addis, 'en', 'Glaciers and the law'], [kabul, 'fa', 'آب‌های زیرزمینی'],
    [kabulNorth, 'fa', 'سهم کشاورزان']]) {
    const [{ hand }] = await who.ask('hand_raise', { ...ROOM, language, topic });
    undo.add(() => director.ask('hand_lower', { hand }).catch(() => undefined));
  }
  for (const [who, said, accepted] of [[addis, 'Who measures the springs that two countries share?', true],
    [canberra, 'Can a village that pays for its pump also decide who repairs it?', false]]) {
    const [{ question }] = await who.ask('question_ask', { ...ROOM, text: said });
    if (accepted) await director.ask('question_accept', { question });
  }
  await canberra.ask('chat_send', { ...ROOM, text: 'Good morning from Canberra. Picture and sound are clear here.' });
  await kabul.ask('chat_send', { ...ROOM, text: 'درود از کابل' });
  await addis.ask('chat_send', { ...ROOM, text: 'Could the table with the basins be shared afterwards?' });
}

/** They are ready in the green room; with a camera, where `cameras` is a browser. */
async function getReady(undo, cameras, person) {
  const who = await comes(person);
  const [{ seat }] = await director.ask('stage_invite', { ...ROOM, person });
  undo.add(() => director.ask('stage_unseat', { seat }));
  await who.ask('stage_accept', { seat });
  await who.ask('stage_ready', { seat });
  if (cameras) {
    const camera = await barePage(cameras);
    await camera.evaluate((session) => window.publish(session), who.session);
    undo.add(() => camera.close());
  }
  return seat;
}

async function takes(undo, cameras, person) {
  const seat = await getReady(undo, cameras, person);
  await director.ask('stage_seat', { seat });
  return seat;
}

async function show(layout, seats) {
  await director.ask('stage_preview', { ...ROOM, preview_layout: layout, preview_seats: seats });
  await director.ask('stage_take', ROOM);
}

// ---- the door ----

async function* doors(browser) {
  const open = await device(browser, '/');
  await has(open, 'open the link that the organiser sent you');
  yield ['door', open];
  await open.leave();
  const refused = await device(browser, '/join#invitation=nonsense');
  await has(refused, 'This invitation is not known');
  yield ['door-refused', refused];
  await refused.leave();
  const guest = await device(browser, `/join/hall#token=${token('viewer', 'Leila Haddad')}`);
  await has(guest, 'The line is good');
  yield ['door-guest', guest];
  await guest.leave();
  const invited = await enter(browser, await invite(SAMUEL), '/join', inEnglish);
  await has(invited, 'Welcome,');
  await press(invited, 'Start the test');
  await has(invited, 'The line is good');
  await has(invited, 'Camera and microphone work.');
  await press(invited, 'Play the notes');
  yield ['door-invitation', invited];
  await invited.leave();
}

// ---- the way to the stage ----

async function* speakers(browser) {
  const page = await enter(browser, await invite(SAMUEL), '/speaker/hall', inEnglish);
  await page.bringToFront();
  await has(page, 'You are not on the way to the stage');
  yield ['green-nobody', page];
  const [{ seat: id }] = await director.ask('stage_invite', { ...ROOM, person: SAMUEL });
  await has(page, 'You are invited to the stage');
  yield ['green-invited', page];
  await press(page, 'Accept');
  await until('one can say that one is ready', 15_000, () => deep.click(page, 'I am ready'));
  await has(page, 'You are ready');
  yield ['green-room', page];
  await director.ask('stage_seat', { seat: id });
  await show('solo', [id]);
  await director.ask('clock_start', { ...ROOM, person: SAMUEL, length_ms: 300_000, warning_ms: 30_000 });
  await has(page, 'Your time');
  yield ['stage', page];
  await director.ask('stage_mute', { seat: id, audio_muted: 'on', video_muted: 'off', mute_reason: 'An echo' });
  await has(page, 'An echo');
  yield ['stage-muted', page];
  await director.ask('stage_unseat', { seat: id });
  await has(page, 'You are not on the way to the stage');
  await page.leave();
}

async function* guestSpeakers(browser) {
  const page = await device(browser, `/speaker/hall#token=${token('speaker', 'Mariam Rezai')}`);
  await has(page, 'Ready');
  yield ['guest-speaker', page];
  await press(page, 'Take the stage');
  await has(page, 'You are live');
  yield ['guest-speaker-live', page];
  await press(page, 'Leave the stage');
  await has(page, 'You have left the stage');
  await page.leave();
}

// ---- the hall ----

const hallTab = (page, name) => pressAt(page, `#tab-${name}`);

async function* halls(browser) {
  const page = await enter(browser, await invite(HALL), '/hall/hall', inEnglish);
  await until('the hall knows who this is', 10_000, async () => (await count(page, 'hall-side')) > 0);
  await has(page, 'Live');
  for (const name of ['programme', 'hands', 'questions', 'people', 'chat']) {
    await hallTab(page, name);
    yield [name === 'chat' ? 'hall' : `hall-${name}`, page];
  }
  const captions = () => of(page, 'plenary-captions-choice >>> .choices', 'if (!found[0].matches(":popover-open")) found[0].showPopover();');
  await captions();
  yield ['hall-captions', page, captions];
  await of(page, 'plenary-captions-choice >>> .choices', 'found[0].hidePopover();');
  yield* votes(page);
  yield* invitedInTheHall(page);
  await director.ask('stage_hold', { ...ROOM, hold: 'on', hold_text: { en: 'We go on at ten', fr: 'Nous reprenons à dix heures',
    ar: 'نستأنف في العاشرة', fa: 'ساعت ده ادامه می‌دهیم' } });
  await has(page, 'We go on at ten');
  await hallTab(page, 'programme');
  yield ['hall-slate', page];
  await director.ask('stage_hold', { ...ROOM, hold: 'off', hold_text: {} });
  const quality = (wish) => of(page, '.quality select',
    'found[0].value = given.wish; found[0].dispatchEvent(new Event("change"));', { wish });
  await quality('audio');
  await has(page, 'You hear the room, without pictures.');
  yield ['hall-audio', page];
  await quality('auto');
  await page.leave();
}

async function* votes(page) {
  const [{ motion }] = await director.ask('motion_add', { ...ROOM, quorum_percent: 10,
    title: { en: 'A fund for wells in dry regions', fr: 'Un fonds pour les puits des régions arides',
      ar: 'صندوق لآبار المناطق الجافة', fa: 'صندوقی برای چاه‌های مناطق خشک' },
    text: { en: 'The summit founds a common fund for wells and asks all states to pay into it by 2032.',
      fr: 'Le sommet crée un fonds commun pour les puits et invite tous les États à y contribuer d’ici 2032.',
      ar: 'تنشئ القمة صندوقًا مشتركًا للآبار وتدعو جميع الدول إلى المساهمة فيه بحلول عام ٢٠٣٢.',
      fa: 'این نشست صندوقی مشترک برای چاه‌ها بنا می‌کند و از همهٔ کشورها می‌خواهد تا سال ۲۰۳۲ در آن سهیم شوند.' } });
  await director.ask('motion_open', { motion });
  await until('the vote comes up', 8000, async () => (await count(page, 'hall-vote-card')) === 1);
  yield ['hall-vote', page];
  await pressAt(page, 'hall-ballot >>> input[type=radio]');
  await pressAt(page, 'hall-ballot >>> button.primary');
  await has(page, 'Your vote is counted');
  yield ['hall-voted', page];
  await Promise.all(Array.from({ length: VOTERS }, async (_, i) =>
    (await comes(100 + i)).ask('ballot_cast', { motion, choice: [0, 0, 1, 0, 2, 0][i % 6] })));
  await director.ask('motion_close', { motion });
  await has(page, 'Carried');
  yield ['hall-result', page];
  await pressAt(page, 'hall-vote-card >>> header button');
  await hallTab(page, 'votes');
  await until('the card is away', 3000, async () => (await count(page, 'hall-vote-card')) === 0);
  yield ['hall-votes', page];
  await pressAt(page, 'hall-proxy >>> button');
  await until('one may choose whom', 5000, async () => (await count(page, 'hall-proxy >>> pick-field')) === 1);
  yield ['hall-proxy', page];
}

async function* invitedInTheHall(page) {
  const [{ seat: id }] = await director.ask('stage_invite', { ...ROOM, person: HALL });
  await has(page, 'You are invited to the stage');
  yield ['hall-invited', page];
  await director.ask('stage_unseat', { seat: id });
  await until('the invitation is gone', 5000, async () => (await count(page, '#tab-stage')) === 0);
}

async function* otherHalls(browser) {
  const guest = await device(browser, `/hall/hall#token=${token('viewer')}`);
  await has(guest, 'Live');
  yield ['hall-guest', guest];
  await guest.leave();
  await director.ask('lobby_set', { ...ROOM, lobby: 'on' });
  const waits = await enter(browser, await invite(HALL + 1), '/hall/hall', inEnglish);
  await has(waits, 'You are in the lobby');
  yield ['hall-lobby', waits];
  await director.ask('lobby_admit', { ...ROOM, person: HALL + 1 });
  await director.ask('lobby_set', { ...ROOM, lobby: 'off' });
  await waits.leave();
  for (const [name, path] of [['refusal', '/hall/hall'], ['refusal-desk', '/desk/hall']]) {
    const page = await device(browser, path);
    await until(`${path} says something`, 8000, async () => (await count(page, 'h2')) > 0);
    yield [name, page];
    await page.leave();
  }
  const booth = await enter(browser, await invite(13), '/booth/hall', inEnglish);
  await until('one can write captions', 8000, async () => (await count(booth, 'plenary-booth >>> textarea:enabled')) > 0);
  yield ['booth', booth];
  await booth.leave();
  const wall = await enter(browser, await invite(HALL + 2), '/wall/hall', inEnglish);
  await until('the wall has its stage', 8000, async () => (await count(wall, 'plenary-stage >>> figure, .slate')) > 0);
  yield ['wall', wall];
  await wall.leave();
}

// ---- the desk ----

/** On a wide page the stage and the programme stand beside the tabs; the choice holds for both. */
async function deskTab(page, name) {
  await page.setViewport({ width: 360, height: 740 });
  await pressAt(page, `#tab-${name === 'places' ? 'people' : name}`);
  if (name === 'places') await pressAt(page, 'desk-people >>> .places');
}

/** The desk's dialogs: the tab they are opened from and what opens them, one press after the other. `lacks`: saved as it is, it says what lacks. */
const DIALOGS = [
  { name: 'keys', tab: 'hands', openers: ['header button[aria-keyshortcuts="?"]'] },
  { name: 'rooms', tab: 'hands', openers: ['header .rooms'] },
  { name: 'room-edit', tab: 'hands', openers: ['header .rooms', 'desk-rooms >>> li button'] },
  { name: 'summit-edit', tab: 'hands', openers: ['header .rooms', 'desk-rooms >>> .summit'] },
  { name: 'item', tab: 'show', openers: ['desk-run-of-show >>> .add'], lacks: true },
  { name: 'motion', tab: 'motions', openers: ['desk-motions >>> .bar button'], lacks: true },
  { name: 'slate', tab: 'stage', openers: ['desk-monitors >>> .cut-button button:not(.take)'] },
  { name: 'person', tab: 'people', openers: ['desk-people >>> .person button[aria-haspopup=dialog]'] },
  { name: 'person-new', tab: 'people', openers: ['desk-people >>> .person-new'], lacks: true },
  { name: 'import', tab: 'people', openers: ['desk-people >>> .import'] },
  { name: 'invitations', tab: 'people', openers: ['desk-people >>> .invitations'] },
  { name: 'place-new', tab: 'places', openers: ['desk-people >>> .place-new'], lacks: true },
];

async function* desks(browser) {
  const page = await enter(browser, await invite(DIRECTOR), '/desk/hall', inEnglish);
  await has(page, 'Run of show');
  await until('the programme is there', 10_000, async () => (await count(page, 'desk-run-of-show >>> .next button:enabled')) > 0);
  const [{ motion }] = await director.ask('motion_add', { ...ROOM, title: { en: 'Pumps for all', fr: 'Des pompes pour tous',
    ar: 'مضخات للجميع', fa: 'تلمبه برای همه' }, quorum_percent: 50 });
  await director.ask('motion_open', { motion });
  await director.ask('lobby_set', { ...ROOM, lobby: 'on' });
  const waits = await Promise.all([70, 71].map(comes));
  for (const who of waits) await who.ask('lobby_knock', ROOM);
  for (const name of ['show', 'stage', 'hands', 'questions', 'chat', 'motions', 'lobby', 'places', 'people']) {
    await deskTab(page, name);
    if (name === 'people') {
      await pressAt(page, 'desk-people >>> .people');
      await has(page, 'Amina Diallo');
    }
    yield [name === 'stage' ? 'desk' : `desk-${name}`, page];
  }
  for (const { name, tab, openers, lacks } of DIALOGS) {
    await deskTab(page, tab);
    const isOpen = () => of(page, 'dialog', 'return found.some((one) => one.open);');
    const open = async () => { // again, where another width has drawn the page anew
      await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
      if (await isOpen()) return;
      for (const opener of openers) await pressAt(page, opener);
      await until(`the dialog ${name} opens`, 5000, isOpen);
    };
    await open();
    yield [`desk-${name}`, page, open];
    await open();
    if (lacks) {
      await pressAt(page, 'form[novalidate] button.primary');
      yield [`desk-${name}-lacks`, page, open];
      await open();
    }
    for (const _ of openers) await page.keyboard.press('Escape');
    await until(`the dialog ${name} closes`, 3000, async () => !(await isOpen()));
  }
  for (const person of [70, 71]) await director.ask('lobby_admit', { ...ROOM, person }); // nobody is left waiting
  await director.ask('lobby_set', { ...ROOM, lobby: 'off' });
  await director.ask('motion_withdraw', { motion });
  await page.leave();
}

/** Yields [name, page, again], the page as a reader of English has it, which it must be when the next is
 * asked for; `again`, where there is one, brings the scene back after a change of the page's width. What is asked of the summit is undone at the end. `cameras`: a browser whose camera
 * those on stage have; without one they have none.
 */
export async function* scenes(browser, cameras) {
  const undo = new Undo();
  try {
    await begin(undo);
    yield* doors(browser);
    yield* guestSpeakers(browser);
    undo.add(() => show('solo', []));
    const first = await takes(undo, cameras, AMINA);
    yield* speakers(browser);
    await director.ask('clock_start', { ...ROOM, person: AMINA, length_ms: 300_000, warning_ms: 30_000 });
    undo.add(() => director.ask('clock_stop', ROOM));
    const second = await takes(undo, cameras, YOUSSEF);
    await getReady(undo, cameras, CLAIRE);
    await show('pair', [first, second]);
    await director.ask('stage_preview', { ...ROOM, preview_layout: 'solo', preview_seats: [second] });
    yield* desks(browser);
    yield* halls(browser);
    yield* otherHalls(browser);
  } finally {
    await undo.all();
  }
}
