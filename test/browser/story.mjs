// One hour of a summit in six browsers' contexts, in Chromium and then in Firefox: a director and a
// moderator at their desks, two speakers, two delegates who read Persian and French. Each does what
// they would do with their own page; the server dies in the middle; nobody reloads anything.
import { hasProgramme, openTab } from './desk.mjs';
import { assert, count, deep, director, enter, fill, has, invite, movingHall, of, press, pressAt, pressIn, showsText, until,
  wordsOf } from './harness.mjs';

const ROOM = 1;
const [DIRECTOR, MODERATOR, AMINA, SAMUEL] = [1, 2, 4, 8];

const view = async () => (await director.read(`view?room=${ROOM}`)).view.sections;
const becomes = (what, probe, ms = 8000) => until(what, ms, async () => probe(await view()));
const seatOf = (sections, person) =>
  [...sections.stage.seats, ...sections.green_room.seats].find((seat) => seat.who.id === person);
const statusOf = (sections, person) => {
  const seat = seatOf(sections, person);
  return seat && (seat.status ?? 'invited');
};

/** Invited by the desk, they accept, check their camera and say that they are ready. */
async function getReady(page, person, language = 'en') {
  await becomes('they are invited', (sections) => statusOf(sections, person) === 'invited');
  await page.bringToFront();
  await press(page, wordsOf(language, 'green-accept'));
  await becomes('they have accepted', (sections) => statusOf(sections, person) === 'accepted');
  await until('they can say that they are ready', 20_000, () => deep.click(page, wordsOf(language, 'green-say-ready')));
  await becomes('they are ready', (sections) => statusOf(sections, person) === 'ready');
}

async function searchAndInvite(desk, words, name) {
  await desk.bringToFront();
  await desk.keyboard.press('/');
  await fill(desk, 'Search name, office, delegation, country', words);
  await pressIn(desk, name, 'Invite to the stage');
  await desk.keyboard.press('Escape');
}

/** Everybody who is here, each in a context of their own. `farsi` and `french` are new delegations, of these cities. */
async function gather(browser, [iranian, senegalese]) {
  const place = async (name, country, language) => {
    const [{ location }] = await director.ask('location_add', { name, country, weight: 1, language });
    const [{ person }] = await director.ask('person_add', { name: `Delegate of ${name}`, role: 'delegate', location, language });
    return person;
  };
  const farsi = await place(iranian, 'IR', 'fa');
  const french = await place(senegalese, 'SN', 'fr');
  const come = async (person, path, choices, called = '') => {
    const page = await enter(browser, await invite(person), path, choices);
    await page.evaluate(() => { window.stillHere = true; });
    return Object.assign(page, { person, called });
  };
  return {
    director: await come(DIRECTOR, '/desk/hall', { language: 'en', width: 1440, height: 900 }),
    moderator: await come(MODERATOR, '/desk/hall', { language: 'en', width: 1440, height: 900 }),
    amina: await come(AMINA, '/speaker/hall', { language: 'en' }),
    samuel: await come(SAMUEL, '/speaker/hall', { language: 'en' }),
    farsi: await come(farsi, '/hall/hall', { language: 'fa', width: 360, height: 740 }, `Delegate of ${iranian}`),
    french: await come(french, '/hall/hall', { language: 'fr' }),
  };
}

async function speakersTakeTheStage(all) {
  await all.director.bringToFront();
  await hasProgramme(all.director);
  await all.director.keyboard.press('n');
  await becomes('an item runs', (sections) => sections.programme.items.some((item) => item.status === 'running'));
  for (const [page, words, name] of [[all.amina, 'diallo', 'Amina Diallo'], [all.samuel, 'otieno', 'Samuel Otieno']]) {
    await searchAndInvite(all.director, words, name);
    await getReady(page, page.person);
    await all.director.bringToFront();
    await pressIn(all.director, name, 'To the stage');
    await becomes(`${name} is on the stage`, (sections) => sections.stage.seats.some((seat) => seat.who.id === page.person));
  }
  await has(all.director, 'On stage (2)');
  await all.director.keyboard.press('2');
  await becomes('the pair is what comes', (sections) => sections.preview.layout === 'pair'
    && sections.preview.seats.length === 2);
  await all.director.keyboard.press('t');
  await becomes('the pair is on air', (sections) => sections.stage.layout === 'pair');
  for (const page of [all.farsi, all.french]) {
    await has(page, 'Samuel Otieno', 15_000);
    await movingHall(page, 20_000);
  }
}

async function aDelegateIsPromoted(all) {
  await all.farsi.bringToFront();
  await pressAt(all.farsi, '#tab-hands');
  await pressAt(all.farsi, 'hall-hands >>> button.primary');
  await becomes('the hand is up', (sections) => sections.hands.hands.some((hand) => hand.who.id === all.farsi.person));
  await all.moderator.bringToFront();
  await openTab(all.moderator, 'hands');
  await pressIn(all.moderator, all.farsi.called, 'Call');
  await becomes('they are called', (sections) => sections.hands.called?.who.id === all.farsi.person);
  await searchAndInvite(all.moderator, all.farsi.called, all.farsi.called);
  await getReady(all.farsi, all.farsi.person, 'fa');
  await all.director.bringToFront();
  await pressIn(all.director, all.farsi.called, 'To the stage');
  await becomes('the delegate is on the stage', (sections) => sections.stage.seats.length === 3);
  await has(all.director, 'On stage (3)');
  await all.director.keyboard.press('3');
  await becomes('the panel is what comes', (sections) => sections.preview.layout === 'panel'
    && sections.preview.seats.length === 3);
  await all.director.keyboard.press('t');
  await has(all.french, all.farsi.called, 15_000);
  await movingHall(all.french, 15_000);
}

async function aQuestionIsAsked(all) {
  await all.french.bringToFront();
  await pressAt(all.french, '#tab-questions');
  await until('there is room for a question', 5000, async () => (await count(all.french, 'hall-questions >>> textarea')) > 0);
  await of(all.french, 'hall-questions >>> textarea', 'found[0].focus();');
  await all.french.keyboard.type('Qui entretient les puits ?');
  await pressAt(all.french, 'hall-questions >>> button.primary');
  await openTab(all.moderator, 'questions');
  await pressIn(all.moderator, 'Qui entretient les puits', 'Accept');
  await pressAt(all.farsi, '#tab-questions');
  await has(all.farsi, 'Qui entretient les puits');
}

/** Both delegates vote; between their ballots the server dies and comes back. */
async function theyVoteThroughACrash(all, killServer) {
  const [{ motion }] = await director.ask('motion_add', { room: ROOM,
    title: { en: 'A fund for wells', fr: 'Un fonds pour les puits', fa: 'صندوقی برای چاه‌ها' } });
  await openTab(all.moderator, 'motions');
  await pressIn(all.moderator, 'A fund for wells', 'Open the vote');
  await has(all.french, 'Un fonds pour les puits');
  await has(all.farsi, 'صندوقی برای چاه‌ها');
  await pressAt(all.french, 'hall-ballot >>> input[type=radio]');
  await pressAt(all.french, 'hall-ballot >>> button.primary');
  await becomes('a ballot is cast', (sections) => sections.ballots.find((one) => one.motion === motion)?.cast_count === 1);
  await killServer();
  await pressAt(all.farsi, 'hall-ballot >>> input[type=radio]');
  await pressAt(all.farsi, 'hall-ballot >>> button.primary');
  await becomes('so is the other', (sections) => sections.ballots.find((one) => one.motion === motion)?.cast_count === 2, 20_000);
  await becomes('all are on the stage', (sections) => sections.stage.seats.length === 3);
  for (const page of [all.french, all.farsi]) await movingHall(page, 30_000);
  await director.ask('motion_close', { motion });
  const { result } = await director.read(`motions/${motion}/result`);
  assert(result[0].votes === 2, `two voted yes, counted are ${JSON.stringify(result)}`);
  await has(all.french, 'Un fonds pour les puits');
}

async function oneIsSentOut(all) {
  await all.director.bringToFront();
  await director.ask('person_eject', { room: ROOM, person: all.french.person, reason: 'Shouting' });
  await has(all.french, 'Shouting');
  assert(!(await showsText(all.farsi, 'Shouting')), 'that is told to nobody else');
  await movingHall(all.farsi, 10_000);
  await pressIn(all.director, all.farsi.called, 'Take off the stage');
  await becomes('the delegate is in the hall again', (sections) => sections.stage.seats.length === 2);
}

async function hour(browser, cities, killServer) {
  const all = await gather(browser, cities);
  await speakersTakeTheStage(all);
  await aDelegateIsPromoted(all);
  await aQuestionIsAsked(all);
  await theyVoteThroughACrash(all, killServer);
  await oneIsSentOut(all);
  for (const page of Object.values(all)) assert(await page.evaluate(() => window.stillHere), 'nobody reloaded');
  for (const person of [AMINA, SAMUEL]) await director.ask('stage_unseat', { seat: seatOf(await view(), person).id });
  for (const page of Object.values(all)) await page.leave();
}

export const storyCases = (browsers, killServer) => ({
  async an_hour_of_a_summit_in_chromium() {
    await hour(browsers.chromium, ['Yazd', 'Dakar'], killServer);
  },

  async an_hour_of_a_summit_in_firefox() {
    await hour(browsers.firefox, ['Shiraz', 'Rufisque'], killServer);
  },
});
