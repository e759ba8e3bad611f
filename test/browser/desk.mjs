// The desk, as a director uses it: what is pressed there is then so on the server, and what happens
// elsewhere is seen there. The other half of the story is played through the API.
import fs from 'node:fs';
import path from 'node:path';
import { assert, barePage, base, count, deep, director, enter, fill, has, invite, movingHall, of, press, pressAt, pressIn,
  startOtherSummit, stop, until } from './harness.mjs';
import { focused } from './pages.mjs';
import { prepare } from './walk.mjs';

const ROOM = 1;
const BIG = 'https://10.77.0.1:9446';
const PEOPLE = 30_000;

/** Somebody at the summit who is at no page: `ask` and `read` as the director has them. */
export async function comes(id) {
  const who = { ...director, session: '' };
  who.session = (await who.call('POST', 'invitations/open', { secret: await invite(id) })).session;
  return who;
}

const view = async () => (await director.read(`view?room=${ROOM}`)).view.sections;

/** Wait for a part of the summit, as the API tells it, to be so. */
const becomes = (what, probe) => until(what, 6000, async () => probe(await view()));

export const openTab = (page, name) => until(`there is the tab ${name}`, 6000, () => page.evaluate((name) => {
  const tab = document.querySelector('plenary-desk').shadowRoot?.getElementById(`tab-${name}`);
  tab?.click();
  return Boolean(tab);
}, name));

async function openDesk(browser, choices) {
  const page = await enter(browser, await invite(1), '/desk/hall', { width: 1440, height: 900, ...choices });
  page.said = [];
  page.on('console', (message) => page.said.push(message.text()));
  page.on('pageerror', (problem) => page.said.push(problem.message));
  await page.bringToFront();
  return page;
}

/** Until then its keys find no programme to go on with. */
export const hasProgramme = (desk) => until('the desk has the programme', 10_000, async () =>
  (await count(desk, 'desk-run-of-show >>> .next button:enabled')) > 0);

/** The desk of a server of its own, whose summit has 30,215 people, with the list of them open. */
export async function openBigDesk(browser) {
  const file = path.join(process.env.PLENARY_WORK, 'big.jsonl');
  const lines = fs.readFileSync('../../doc/sample/summit.jsonl', 'utf8').trim().split('\n');
  const last = JSON.parse(lines.at(-1));
  for (let i = 1; i <= PEOPLE; i++) {
    lines.push(JSON.stringify({ event: 'person_added', sequence: last.sequence + i, at_ms: last.at_ms,
      person: 215 + i, name: i === PEOPLE ? 'كيان رضايى' : `Delegate ${i}`, role: 'delegate', location: 1 + (i % 200) }));
  }
  fs.writeFileSync(file, `${lines.join('\n')}\n`);
  const { server, secret } = await startOtherSummit(BIG, file);
  const desk = await enter(browser, secret, '/desk/hall', { width: 1440, height: 900, at: BIG });
  await desk.bringToFront();
  await openTab(desk, 'people');
  await has(desk, '30,215 people', 30_000);
  return { desk, server };
}

/** Scroll that list to its end; how long each frame took, ms, ascending. */
export const scrollPeople = (desk) => desk.evaluate(async () => {
  const list = document.querySelector('plenary-desk').shadowRoot.querySelector('desk-people').shadowRoot.querySelector('.scroll');
  const times = [];
  for (let i = 0; i < 120; i++) {
    list.scrollTop += 900;
    times.push(await new Promise(requestAnimationFrame));
  }
  list.scrollTop = list.scrollHeight;
  return times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
});

/** The forms of the desk, each with what it says of what lacks. */
async function assertFormsAreAccessible(desk, language, appearance, width) {
  await prepare(desk);
  for (const [tab, form, ...opens] of [['show', 'desk-item-form', 'desk-run-of-show >>> .add'],
    ['people', 'desk-person-form', 'desk-people >>> .person-new'], ['people', 'desk-import', 'desk-people >>> .import'],
    ['people', 'desk-invitations', 'desk-people >>> .invitations'], ['people', 'desk-locations', 'desk-people >>> .places'],
    ['people', 'desk-location-form', 'desk-people >>> .place-new'], ['', 'desk-rooms', 'header .rooms'],
    ['', 'desk-summit-form', 'header .rooms', 'desk-rooms >>> .summit'],
    ['', 'desk-room-form', 'header .rooms', 'desk-rooms >>> li button']]) {
    if (tab && (width === 360 || tab !== 'show')) await openTab(desk, tab);
    for (const opener of opens) await pressAt(desk, opener);
    await until(`there is ${form}`, 3000, async () => (await count(desk, form)) === 1);
    const hasForm = (await count(desk, `${form} >>> form[novalidate]`)) > 0 && form !== 'desk-invitations';
    if (hasForm) await pressAt(desk, `${form} >>> button.primary`);
    const faults = await desk.evaluate((language, appearance) => window.walk.look(language, appearance), language, appearance);
    assert(faults.length === 0, `${form} in ${language}, ${width} wide: ${faults.join('\n')}`);
    const sideways = await of(desk, `${form} >>> dialog`, 'return Math.max(0, ...found.map((one) => one.scrollWidth - one.clientWidth));');
    assert(sideways === 0, `${form} in ${language} is ${sideways} wider than its dialog, ${width} wide`);
    for (const _ of opens) await desk.keyboard.press('Escape');
    await until(`${form} is closed`, 3000, async () =>
      form === 'desk-locations' || (await count(desk, form)) + (await count(desk, 'desk-rooms')) === 0);
  }
}

async function leaveCalm(page) {
  const faults = page.said.filter((line) => /Content.Security.Policy|TypeError|ReferenceError/i.test(line));
  assert(faults.length === 0, `the desk's console: ${faults.join('; ')}`);
  await page.leave();
}

export const deskCases = (browsers) => ({
  async a_director_runs_the_show_by_key() {
    for (const browser of Object.values(browsers)) {
      const desk = await openDesk(browser);
      await hasProgramme(desk);
      const running = (sections) => sections.programme.items.find((item) => item.status === 'running')?.id ?? 0;
      const before = running(await view());
      await desk.keyboard.press('n');
      const first = await becomes('another item runs', (sections) => running(sections) !== before && running(sections));
      await until('the desk has heard of it', 3000, () => desk.evaluate((first) => Boolean(document.querySelector('plenary-desk')
        .shadowRoot.querySelector('desk-run-of-show').shadowRoot.querySelector(`[data-item="${first}"][data-status=running]`)), first));
      await desk.keyboard.press('n');
      await becomes('the one after it runs, and it is finished', (sections) => running(sections) !== first
        && sections.programme.items.find((item) => item.id === first).status === 'finished');
      const order = (sections) => sections.programme.items.map((item) => item.id);
      const { items } = (await view()).programme;
      const today = items.filter((item) => item.day === items.find((one) => one.id === first).day);
      const item = today.find((one, i) => i > 3 && today.filter((other) => other.title.en === one.title.en).length === 1);
      await pressIn(desk, item.title.en, 'Move earlier');
      await becomes('the item stands one place earlier', (sections) =>
        order(sections).indexOf(item.id) === items.findIndex((one) => one.id === item.id) - 1);
      await desk.keyboard.press('?');
      await has(desk, 'Keyboard shortcuts');
      await desk.keyboard.press('n');
      await desk.keyboard.press('Escape');
      await until('the help is closed', 3000, async () => !(await deep.text(desk)).includes('Use single keys'));
      await leaveCalm(desk);
    }
  },

  async a_director_brings_a_speaker_on_air() {
    const desk = await openDesk(browsers.chromium);
    await has(desk, 'Run of show');
    await desk.keyboard.press('/');
    await fill(desk, 'Search name, office, delegation, country', 'DIALLÓ');
    await pressIn(desk, 'Amina Diallo', 'Invite to the stage');
    const seat = await becomes('she is invited', (sections) => sections.green_room.seats.find((one) => one.who.name === 'Amina Diallo')?.id);
    const speaker = await comes(4);
    await speaker.ask('stage_accept', { seat });
    await speaker.ask('stage_ready', { seat });
    const camera = await barePage(browsers.chromium);
    await camera.evaluate((session) => window.publish(session), speaker.session);
    await desk.bringToFront();
    await has(desk, 'Ready');
    await until('her picture comes from the green room', 10_000, () => desk.evaluate(() =>
      [...document.querySelector('plenary-desk').shadowRoot.querySelector('desk-seats').shadowRoot.querySelectorAll('video')]
        .some((video) => video.videoWidth > 0 && video.currentTime > 0)));
    await press(desk, 'To the stage');
    await becomes('she is on the stage', (sections) => sections.stage.seats.some((one) => one.id === seat));
    await has(desk, 'On stage (1)');
    await desk.keyboard.press('Escape'); // out of the search field
    await desk.keyboard.press('1');
    await becomes('she is what comes', (sections) => sections.preview.layout === 'solo' && sections.preview.seats[0] === seat);
    await until('the desk may take', 3000, () => desk.evaluate(() => Boolean(document.querySelector('plenary-desk')
      .shadowRoot.querySelector('desk-monitors').shadowRoot.querySelector('.take:enabled'))));
    await desk.keyboard.press('t');
    await becomes('she is on air', (sections) => sections.stage.layout === 'solo' && sections.stage.layout_seats[0] === seat);
    await has(desk, 'Picture and sound');
    await has(desk, 'kbit/s');
    await movingHall(desk, 10_000);
    await pressIn(desk, 'Amina Diallo', 'Mute microphone');
    await becomes('nobody hears her', (sections) => sections.stage.seats[0].audio_muted === 'on');
    await fill(desk, 'Why? They will see it', 'An echo');
    await desk.keyboard.press('Enter');
    await becomes('she is told why', (sections) => sections.stage.seats[0].mute_reason === 'An echo');
    await pressIn(desk, 'Amina Diallo', 'Unmute microphone');
    await becomes('she is heard again', (sections) => sections.stage.seats[0].audio_muted !== 'on');
    await pressIn(desk, 'Amina Diallo', 'Start their speaking time');
    await becomes('her time runs', (sections) => sections.stage.clock?.person === 4);
    await press(desk, 'Hold slate');
    await fill(desk, 'English', 'We begin at ten');
    await press(desk, 'Put up');
    await becomes('the slate is up', (sections) => sections.stage.hold === 'on' && sections.stage.hold_text.en === 'We begin at ten');
    await has(desk, 'The hold slate is up');
    await press(desk, 'Slate down');
    await becomes('the slate is down', (sections) => sections.stage.hold === 'off');
    await camera.close();
    await has(desk, 'Amina Diallo is on stage without a signal');
    await pressIn(desk, 'Amina Diallo', 'Take off the stage');
    await becomes('the stage is empty', (sections) => sections.stage.seats.length === 0);
    await director.ask('clock_stop', { room: ROOM });
    await leaveCalm(desk);
  },

  async a_director_hears_and_moderates_the_hall() {
    const desk = await openDesk(browsers.chromium);
    await has(desk, 'Run of show');
    const [north, south] = [await comes(30), await comes(31)];
    await north.ask('hand_raise', { room: ROOM, topic: 'The wells of the north' });
    await south.ask('hand_raise', { room: ROOM, topic: 'The rivers of the south' });
    await openTab(desk, 'hands');
    await has(desk, 'The wells of the north');
    await pressIn(desk, 'The rivers of the south', 'Move earlier');
    await becomes('the south comes first', (sections) => sections.hands.hands.at(-2)?.topic === 'The rivers of the south');
    await pressIn(desk, 'The rivers of the south', 'Call');
    await becomes('the south has the floor', (sections) => sections.hands.called?.who.id === 31);
    await pressIn(desk, 'The wells of the north', 'Skip');
    await becomes('the north is gone', (sections) => !sections.hands.hands.some((hand) => hand.who.id === 30));
    await north.ask('question_ask', { room: ROOM, text: 'Who repairs the pumps?' });
    await openTab(desk, 'questions');
    await pressIn(desk, 'Who repairs the pumps?', 'Accept');
    await becomes('the question is accepted', (sections) => sections.questions.some((one) => one.text === 'Who repairs the pumps?' && one.status === 'accepted'));
    await pressIn(desk, 'Who repairs the pumps?', 'Answer in writing');
    await fill(desk, 'Answer in writing', 'The villages, with our parts.');
    await press(desk, 'Publish the answer');
    await becomes('the answer is there', (sections) => sections.questions.some((one) => one.answer === 'The villages, with our parts.'));
    await south.ask('chat_send', { room: ROOM, text: 'Something unkind' });
    await openTab(desk, 'chat');
    await pressIn(desk, 'Something unkind', 'Delete');
    await becomes('it is gone', (sections) => !sections.chat.messages.some((one) => one.text === 'Something unkind'));
    await press(desk, 'Off');
    await becomes('the chat is closed', (sections) => sections.room.chat_mode === 'off');
    await press(desk, 'Open');
    await becomes('the chat is open', (sections) => (sections.room.chat_mode ?? 'open') === 'open');
    await openTab(desk, 'lobby');
    await press(desk, 'Lobby is off');
    await becomes('the lobby is on', (sections) => sections.room.lobby === 'on');
    const late = await comes(32);
    await late.ask('lobby_knock', { room: ROOM });
    await has(desk, '1 person waits in the lobby');
    await press(desk, 'Admit');
    await becomes('nobody waits', (sections) => sections.lobby.waiting === 0);
    await late.read(`view?room=${ROOM}`);
    await press(desk, 'Lobby is on');
    await becomes('the lobby is off', (sections) => (sections.room.lobby ?? 'off') === 'off');
    await leaveCalm(desk);
  },

  async a_director_opens_a_vote_and_closes_it() {
    const desk = await openDesk(browsers.chromium);
    await has(desk, 'Run of show');
    await openTab(desk, 'motions');
    await press(desk, 'New motion');
    await fill(desk, 'English', 'Pumps for all');
    await press(desk, 'Save');
    const motion = await becomes('the motion is written', (sections) => sections.motions.find((one) => one.title.en === 'Pumps for all')?.id);
    await pressIn(desk, 'Pumps for all', 'Open the vote');
    await becomes('the vote is open', (sections) => sections.motions.some((one) => one.id === motion && one.status === 'open'));
    for (const [i, choice] of [0, 0, 1].entries()) await (await comes(40 + i)).ask('ballot_cast', { motion, choice });
    await has(desk, '3 of 200');
    await pressIn(desk, 'Pumps for all', 'Close the vote');
    await until('one is asked first', 3000, () => desk.evaluate(() => Boolean(document.querySelector('desk-ask'))));
    await desk.evaluate(() => document.querySelector('desk-ask').shadowRoot.querySelector('button.primary').click());
    const result = await until('there is a result', 6000, () => director.read(`motions/${motion}/result`).catch(() => undefined));
    assert(result.outcome === 'no_quorum', `it was decided: ${result.outcome}`);
    await has(desk, 'No quorum');
    await leaveCalm(desk);
  },

  async a_director_invites_and_bans_and_is_warned() {
    const desk = await openDesk(browsers.chromium);
    await has(desk, 'Run of show');
    await desk.keyboard.press('/');
    await fill(desk, 'Search name, office, delegation, country', 'afghanistan coast');
    await until('one is left of all', 5000, async () => (await deep.text(desk)).includes('1 person '));
    await desk.evaluate(() => document.querySelector('plenary-desk').shadowRoot.querySelector('desk-people').shadowRoot
      .querySelector('.person button[aria-haspopup]').click());
    await press(desk, 'Issue an invitation');
    const link = await until('the link is shown', 5000, () => of(desk, 'input.link', 'return found[0]?.value;'));
    assert(/^https:\/\/10\.77\.0\.1:9443\/join#invitation=[\w-]{22}$/.test(link), `the link is ${link}`);
    const [, secret] = link.split('=');
    const first = { ...director, session: '' };
    const { person, session } = await first.call('POST', 'invitations/open', { secret });
    assert(person === 19, `it invites person ${person}`);
    const second = await fetch(`${base}/api/v1/invitations/open`, { method: 'POST', body: JSON.stringify({ secret }),
      headers: { 'Content-Type': 'application/json' } });
    assert(second.status === 403, `another device was answered ${second.status}`);
    await has(desk, 'was tried on a second device');
    await press(desk, 'Ban');
    await until('one is asked first', 3000, () => desk.evaluate(() => Boolean(document.querySelector('desk-ask'))));
    await desk.evaluate(() => document.querySelector('desk-ask').shadowRoot.querySelector('input').focus());
    await desk.keyboard.type('Shouting');
    await desk.evaluate(() => document.querySelector('desk-ask').shadowRoot.querySelector('button.leave').click());
    await until('the person is banned', 5000, async () => (await director.read(`people/${person}`)).ban_reason === 'Shouting');
    const refused = await fetch(`${base}/api/v1/view?room=1`, { headers: { Authorization: `Bearer ${session}` } });
    assert(refused.status === 401 || refused.status === 403, `the banned one was answered ${refused.status}`);
    await press(desk, 'Lift the ban');
    await until('the ban is lifted', 5000, async () => (await director.read(`people/${person}`)).banned !== 'on');
    for (const alert of (await view()).alerts) await director.ask('alert_dismiss', { alert: alert.id });
    await leaveCalm(desk);
  },

  async a_director_writes_the_programme() {
    const desk = await openDesk(browsers.chromium);
    await hasProgramme(desk);
    const before = (await view()).programme.items.length;
    await pressAt(desk, 'desk-run-of-show >>> .add');
    await fill(desk, 'Length in minutes', '۰'); // 150, its zero in Persian
    await desk.keyboard.press('Enter');
    await has(desk, 'Write a title in at least one language.');
    await desk.keyboard.type('Wells and pumps'); // the focus is where it lacks
    await fill(desk, 'Speakers', 'DIALLÓ');
    await until('she is found', 3000, async () => (await count(desk, 'pick-field >>> [role=option]')) === 1);
    await desk.keyboard.press('Enter');
    await press(desk, 'Save');
    const item = await becomes('the item is there', ({ programme }) => programme.items.find((one) => one.title.en === 'Wells and pumps'));
    assert(item.speakers[0] === 4 && item.end_ms - item.start_ms === 150 * 60_000, `it is ${JSON.stringify(item)}`);
    await until('the form is closed', 3000, async () => (await count(desk, 'desk-item-form')) === 0);
    await pressIn(desk, 'Wells and pumps', 'Edit');
    await director.ask('item_edit', { item: item.id, room: ROOM, title: { en: 'Wells, pumps and pipes' }, start_ms: item.start_ms, end_ms: item.end_ms });
    await fill(desk, 'English', ' first');
    await press(desk, 'Save');
    await has(desk, 'Somebody else has changed this meanwhile.');
    await press(desk, 'Save');
    await becomes('what was typed has stayed', ({ programme }) => programme.items.some((one) => one.title.en === 'Wells and pumps first'));
    await until('the form is closed', 3000, async () => (await count(desk, 'desk-item-form')) === 0);
    await pressIn(desk, 'Wells and pumps first', 'Edit');
    await press(desk, 'Remove the item');
    await pressAt(desk, 'desk-ask >>> button.leave');
    await becomes('the item is gone', ({ programme }) => programme.items.length === before);
    await until('the focus is where one adds', 3000, async () => (await focused(desk)).name === 'New item');
    await leaveCalm(desk);
  },

  async a_director_renames_the_room_and_sets_up_the_summit() {
    const desk = await openDesk(browsers.chromium);
    await has(desk, 'Run of show');
    const { room, summit } = await view();
    await pressAt(desk, 'header .rooms');
    await has(desk, 'You are here');
    const others = await of(desk, 'desk-rooms >>> a', 'return found.map((one) => one.getAttribute("href"));');
    const there = summit.rooms.filter((one) => one.slug !== room.slug).map((one) => `/desk/${one.slug}`);
    assert(there.includes('/desk/commission') && others.join() === there.join(), `the ways to other rooms are ${others}`);
    await pressAt(desk, 'desk-rooms >>> li button'); // the room's that one is in
    await fill(desk, 'English', ' of nations');
    await press(desk, 'Save');
    const renamed = await becomes('the room has a new name', (sections) => sections.room.name.en === 'Plenary hall of nations' && sections.room);
    assert(renamed.slug === room.slug && renamed.kind === room.kind && renamed.name.fa === room.name.fa, `it is ${JSON.stringify(renamed)}`);
    await until('the form is closed', 3000, async () => (await count(desk, 'desk-room-form')) === 0);
    await press(desk, 'Edit the summit');
    await pressAt(desk, 'desk-summit-form >>> [name=anonymous]');
    await fill(desk, 'Languages, the first one its default', 'portug');
    await desk.keyboard.press('Enter');
    await press(desk, 'Save');
    const changed = await becomes('the summit is set up anew', (sections) =>
      sections.summit.anonymous_questions !== summit.anonymous_questions && sections.summit);
    assert(changed.languages.join() === [...summit.languages, 'pt'].join() && changed.time_zone === summit.time_zone
      && JSON.stringify(changed.name) === JSON.stringify(summit.name), `it is ${JSON.stringify(changed)}`);
    await until('the form is closed', 3000, async () => (await count(desk, 'desk-summit-form')) === 0);
    await desk.keyboard.press('Escape');
    await until('the desk has its new name', 3000, async () => (await desk.title()).includes('of nations'));
    const { name, time_zone, languages, anonymous_questions } = summit;
    await director.ask('summit_edit', { name, time_zone, languages, anonymous_questions });
    await director.ask('room_edit', { room: ROOM, slug: room.slug, name: room.name });
    await leaveCalm(desk);
  },

  async a_director_adds_people_and_lets_them_in() {
    const desk = await openDesk(browsers.chromium);
    await has(desk, 'Run of show');
    await openTab(desk, 'people');
    await pressAt(desk, 'desk-people >>> .person-new');
    await fill(desk, 'Name', 'Wanjiru Kamau');
    await fill(desk, 'Delegation', 'kenya');
    await desk.keyboard.press('ArrowDown');
    await desk.keyboard.press('Enter');
    await press(desk, 'Save');
    await press(desk, 'Issue an invitation');
    const link = await until('the link is shown', 5000, () => of(desk, 'input.link', 'return found[0]?.value;'));
    assert((await count(desk, 'desk-person >>> svg.qr')) === 1, 'the link is drawn for a phone');
    const context = await browsers.chromium.createBrowserContext();
    const door = await context.newPage();
    await door.goto(link);
    await has(door, 'Wanjiru Kamau');
    await context.close();
    await desk.keyboard.press('Escape');

    await pressAt(desk, 'desk-people >>> .import');
    const choose = async (name, rows) => {
      const list = path.join(process.env.PLENARY_WORK, name);
      fs.writeFileSync(list, ['name,role,location,country', ...rows, ''].join('\n'));
      await (await desk.waitForSelector('>>> input[type=file]')).uploadFile(list);
    };
    await choose('bad.csv', ['Otieno Were,delegate,Lake Basin,KE', 'Nobody Known,king,,']);
    await has(desk, 'There is no role “king”.');
    await has(desk, 'Line 3');
    const { people } = await view();
    await choose('good.csv', ['Otieno Were,delegate,Lake Basin,KE']);
    await has(desk, '1 delegation and 1 person');
    assert((await view()).people.locations === people.locations, 'a list that is only tried adds nothing');
    await press(desk, 'Import');
    await becomes('the delegation is there', (sections) => sections.people.locations === people.locations + 1);
    await press(desk, 'Invite these people');
    await press(desk, 'Issue them');
    await has(desk, 'Download file 1');
    await becomes('there is an invitation more', (sections) => sections.people.invitations === people.invitations + 1);
    await leaveCalm(desk);
  },

  async a_delegation_gives_its_vote_and_the_desk_revokes_it() {
    const [giver, taker] = [await director.read('people/60'), await director.read('people/61')];
    const hall = await enter(browsers.chromium, await invite(giver.id), '/hall/hall');
    await hall.bringToFront();
    await until('there are votes', 10_000, () => of(hall, 'hall-side', 'found[0]?.show("votes"); return found.length > 0;'));
    await press(hall, 'Give a proxy');
    await press(hall, 'Let it vote for us');
    await has(hall, 'Choose a delegation from the list.');
    const { name } = await director.read(`locations/${taker.location}`);
    await hall.keyboard.type(name);
    await until('it is found', 5000, async () => (await count(hall, 'pick-field >>> [role=option]')) === 1);
    await hall.keyboard.press('Enter');
    await press(hall, 'Let it vote for us');
    await has(hall, 'It is cast by');
    const proxy = async () => (await director.read(`locations/${giver.location}`)).proxy;
    assert((await proxy()) === taker.location, `the vote went to ${await proxy()}`);
    const desk = await openDesk(browsers.chromium);
    await openTab(desk, 'people');
    await press(desk, 'Delegations');
    await fill(desk, 'Search delegation, country', name);
    await pressAt(desk, 'desk-locations >>> .place button');
    await press(desk, 'Revoke the proxy');
    await until('it is revoked', 5000, async () => !(await proxy()));
    await has(desk, 'The proxy is revoked.');
    await has(hall, 'Give a proxy');
    await leaveCalm(desk);
    await hall.leave();
  },

  async a_delegate_is_not_let_to_the_desk() {
    const page = await enter(browsers.chromium, await invite(50), '/desk/hall');
    await has(page, 'This desk is for directors and moderators');
    await page.leave();
  },

  async the_desks_forms_have_no_fault_that_axe_finds() {
    for (const [language, appearance, width] of [['fa', 'light', 1440], ['ar', 'dark', 360]]) {
      const desk = await openDesk(browsers.chromium, { language, appearance, width, height: width === 360 ? 740 : 900 });
      await assertFormsAreAccessible(desk, language, appearance, width);
      await leaveCalm(desk);
    }
  },

  async a_desk_finds_one_of_thirty_thousand() {
    const { desk, server } = await openBigDesk(browsers.chromium);
    const rows = () => desk.evaluate(() => {
      const part = document.querySelector('plenary-desk').shadowRoot.querySelector('desk-people').shadowRoot;
      return [...part.querySelectorAll('.person strong')].map((row) => row.textContent.trim());
    });
    await scrollPeople(desk);
    await until('the last one is seen', 5000, async () => (await rows()).includes('كيان رضايى'));
    assert((await rows()).length < 60, `${(await rows()).length} rows are drawn`);
    await fill(desk, 'Search name, office, delegation, country', 'کیان رضایی');
    await until('one is left', 3000, async () => (await rows()).join() === 'كيان رضايى');
    await desk.leave();
    await stop(server);
  },
});
