// The hall as delegates and viewers use it: asking for the floor, questions, chat, votes, who is
// there, the lobby; and names that somebody chose to do harm with.
import { assert, base, count, deep, director, enter, has, invite, movingHall, of, post, pressAt, until } from './harness.mjs';
import { comes, openTab } from './desk.mjs';
import { focused, tabTo } from './pages.mjs';

const ROOM = { room: 1 };

const hasNot = (page, what, ms = 10_000) => until(`no "${what}"`, ms, async () =>
  !(await deep.text(page)).includes(what));

const focus = (page, selector) => of(page, selector, 'found[0].focus();');

async function write(page, selector, words) {
  await page.bringToFront();
  await until(`${selector} is there`, 5000, async () => (await count(page, selector)) > 0);
  await focus(page, selector);
  await page.keyboard.type(words);
}

const tab = (page, name) => pressAt(page, `#tab-${name}`);

async function delegate(browser, person, options) {
  const page = await enter(browser, await invite(person), '/hall/hall', { language: 'en', ...options });
  await until('the hall knows who this is', 10_000, async () => (await count(page, 'hall-side')) > 0);
  return page;
}

/** A delegate of a new location of that weight; their person and location. */
async function newDelegate(name, title = '') {
  const [place] = await director.ask('location_add', { name: `Place of ${name.slice(0, 20)}`, country: 'KE', weight: 1 });
  const [added] = await director.ask('person_add', { name, title, role: 'delegate', location: place.location, language: 'en' });
  return { person: added.person, location: place.location };
}

/** Nothing of the page is wider than its window. */
async function fits(page, what) {
  const { inner, scroll } = await page.evaluate(() =>
    ({ inner: innerWidth, scroll: document.scrollingElement.scrollWidth }));
  assert(scroll <= inner, `${what}: ${scroll} px wide in a window of ${inner}`);
}

/** Of a name nothing but its letters is shown, and nothing of it runs. */
async function harmless(page, what) {
  assert(!/[\u202a-\u202e\u200b\u2060\ufeff]/.test(await deep.text(page)), `${what}: a control character is shown`);
  assert((await count(page, 'img, bdi b, bdi script')) === 0, `${what}: an element comes of a name`);
  assert(!(await page.evaluate(() => window.hurt)), `${what}: something of it runs`);
}

export const hallCases = (browsers) => ({
  async hall_a_hand_is_raised_queued_and_lowered() {
    const one = await delegate(browsers.chromium, 30);
    const two = await delegate(browsers.firefox, 31);
    for (const page of [one, two]) await page.bringToFront().then(() => tab(page, 'hands'));
    await write(one, 'hall-hands >>> input', 'Groundwater');
    await pressAt(one, 'hall-hands >>> button.primary');
    await has(one, 'Your hand is up.');
    await has(two, 'Groundwater');
    await has(two, 'Delegate of Australia, Highlands');
    await pressAt(two, 'hall-hands >>> button.primary');
    await has(two, 'of 2');
    await deep.click(one, 'Lower my hand');
    await hasNot(two, 'Groundwater');
    await has(two, 'of 1');
    await deep.click(two, 'Lower my hand');
    await has(two, 'No hand is up.');
    await one.leave();
    await two.leave();
  },

  async hall_a_question_is_moderated_supported_and_answered() {
    const asker = await delegate(browsers.chromium, 32);
    const other = await delegate(browsers.chromium, 33);
    for (const page of [asker, other]) await tab(page, 'questions');
    await write(asker, 'hall-questions >>> textarea', 'Who pays for the wells?');
    await pressAt(asker, 'hall-questions >>> input[type=checkbox]');
    await pressAt(asker, 'hall-questions >>> button.primary');
    await has(asker, '1 question of yours waits for a moderator.');
    assert(!(await deep.text(other)).includes('Who pays'), 'others see it before a moderator has');
    const { items } = await director.read('questions?count=1000');
    const { id } = items.findLast((question) => question.text === 'Who pays for the wells?');
    await director.ask('question_accept', { question: id });
    await has(other, 'Who pays for the wells?');
    await has(other, 'Asked without a name');
    await pressAt(other, 'button.voice');
    await has(other, '1');
    await until('one cannot support it twice', 5000, async () => (await count(other, 'button.voice:disabled')) > 0);
    await director.ask('question_answer', { question: id, answer: 'Those who drink from them.' });
    await has(asker, 'Those who drink from them.');
    await asker.leave();
    await other.leave();
  },

  async hall_chat_and_what_a_moderator_sets_are_told_in_words() {
    const one = await delegate(browsers.chromium, 34);
    const two = await delegate(browsers.firefox, 35, { language: 'fa' });
    for (const page of [one, two]) await tab(page, 'chat');
    await write(one, 'hall-chat >>> textarea', 'Good morning, mute the m and f keys');
    await one.keyboard.press('Enter');
    await has(two, 'Good morning, mute the m and f keys');
    await director.ask('chat_mode_set', { ...ROOM, chat_mode: 'slow', chat_slow_ms: 30_000 });
    await has(two, 'حالت کند: هر ۳۰ ثانیه یک پیام');
    await post(two, 'commands/chat_send', { ...ROOM, text: 'Sent from another window' });
    await write(two, 'hall-chat >>> textarea', 'Too soon for the server');
    await two.keyboard.press('Enter');
    await until('the reason is read in Persian', 8000, async () =>
      /گفت‌وگو در حالت کند است: [۱-۳]?[۰-۹] ثانیهٔ دیگر دوباره بنویسید/.test(await deep.text(two)));
    await has(one, 'Slow mode: you can write again in'); // who has only just written
    await director.ask('chat_mode_set', { ...ROOM, chat_mode: 'off' });
    await has(one, 'The chat is off for now.');
    await director.ask('chat_mode_set', { ...ROOM, chat_mode: 'open' });
    await director.ask('chat_ban', { ...ROOM, person: 34, until_ms: Date.now() + 3_600_000 });
    await has(one, 'A moderator has asked you not to write before');
    await director.ask('chat_ban', { ...ROOM, person: 34, until_ms: 1 });
    await hasNot(one, 'A moderator has asked you not to write before');
    await one.leave();
    await two.leave();
  },

  async hall_a_vote_comes_up_by_itself_is_cast_and_stands() {
    const { person, location } = await newDelegate('Wanjiru Mwangi');
    const giver = await newDelegate('Absent Delegate');
    await director.ask('proxy_give', { location: giver.location, proxy: location });
    const [{ motion }] = await director.ask('motion_add', { ...ROOM, quorum_percent: 0,
      title: { en: 'A fund for wells', fr: 'Un fonds pour les puits' }, text: { en: 'The summit founds it.' } });
    const voter = await enter(browsers.chromium, await invite(person), '/hall/hall', { language: 'en' });
    const reader = await delegate(browsers.firefox, 36, { language: 'fr' });
    await director.ask('motion_open', { motion });
    await has(voter, 'The summit founds it.');
    await has(reader, 'Un fonds pour les puits');
    await has(voter, 'Place of Absent Delegate');
    await pressAt(voter, 'hall-ballot >>> input[type=radio]');
    await pressAt(voter, 'hall-ballot >>> button.primary');
    await has(voter, 'Your vote is counted');
    await has(voter, 'a vote that was cast cannot be changed.');
    const again = await post(voter, 'commands/ballot_cast', { motion, choice: 1 });
    assert(again.detail === 'Your location has voted already.', `a change of mind is answered ${again.detail}`);
    await director.ask('motion_close', { motion });
    await has(voter, 'Carried');
    await has(reader, 'Adopté');
    await has(voter, '2 · 100%');
    await voter.leave();
    await reader.leave();
  },

  async hall_a_secret_vote_shows_nothing_but_that_one_voted() {
    const [{ motion }] = await director.ask('motion_add', { ...ROOM, mode: 'secret', options: 'choice',
      title: { en: 'The next host' }, choices: [{ en: 'Nairobi' }, { en: 'Geneva' }] });
    const voter = await delegate(browsers.chromium, 37);
    await director.ask('motion_open', { motion });
    await has(voter, 'Nobody will see how you voted.');
    await pressAt(voter, 'hall-ballot >>> input[type=radio]', 1);
    await pressAt(voter, 'hall-ballot >>> button.primary');
    await has(voter, 'Your secret vote is counted', 15_000);
    await director.ask('motion_withdraw', { motion });
    await voter.leave();
  },

  async hall_hostile_names_are_shown_safely() {
    const names = [
      ['\u202eevil\u202c gnp.exe', 'evil gnp.exe'],
      ['<img src=x onerror=window.hurt=1><b>Bold</b>', '<img src=x onerror=window.hurt=1><b>Bold</b>'],
      ['Zo\u200be\u2060\ufeff Null', 'Zoe Null'],
      ['👩🏽‍🚀 Astra 🚀', '👩🏽‍🚀 Astra 🚀'],
      ['W'.repeat(120), 'W'.repeat(120)],
      [`Z${'\u0335\u0322\u0316'.repeat(12)}algo`, 'algo'],
      ['\u200b\u200b', '—'],
    ];
    const readers = [await delegate(browsers.chromium, 38, { width: 360, height: 740 }), await delegate(browsers.firefox, 53)];
    const desk = await enter(browsers.firefox, await invite(2), '/desk/hall', { language: 'en' });
    for (const reader of readers) await tab(reader, 'chat');
    await openTab(desk, 'chat');
    const people = [];
    for (const [name, shown] of names) {
      const { person } = await newDelegate(name, `Office of ${'long '.repeat(18)}`);
      people.push(person);
      const writer = await comes(person);
      await writer.ask('chat_send', { ...ROOM, text: `${'x'.repeat(200)} <script>window.hurt=1</script>` });
      await writer.ask('hand_raise', ROOM);
      for (const page of [...readers, desk]) await has(page, shown);
    }
    for (const page of [...readers, desk]) await harmless(page, 'the chat');
    await fits(readers[0], 'the chat');
    for (const reader of readers) await tab(reader, 'hands');
    await openTab(desk, 'hands');
    for (const page of [...readers, desk]) {
      await has(page, names[0][1]);
      await harmless(page, 'the queue');
    }
    await fits(readers[0], 'the queue');
    for (const [i, browser] of Object.values(browsers).entries()) {
      const page = await enter(browser, await invite(people[i]), '/join', { language: 'en', width: 360, height: 740 });
      await has(page, `Welcome, ${names[i][1]}`);
      await harmless(page, 'the door');
      await fits(page, 'the door');
      const [{ seat }] = await director.ask('stage_invite', { ...ROOM, person: people[i] });
      await has(desk, 'Invited');
      await harmless(desk, 'the seats');
      await director.ask('stage_unseat', { seat });
      await page.leave();
    }
    for (const page of [...readers, desk]) await page.leave();
    for (const hand of (await director.read('hands?count=1000')).items) await director.ask('hand_lower', { hand: hand.id });
  },

  async hall_the_lobby_lets_in_and_sends_out_with_reasons() {
    await director.ask('lobby_set', { ...ROOM, lobby: 'on' });
    const page = await enter(browsers.chromium, await invite(39), '/hall/hall', { language: 'en' });
    await has(page, 'You are in the lobby');
    await until('the director sees who waits', 8000, async () =>
      (await director.read('view?room=1')).view.sections.lobby.waiting === 1);
    await director.ask('lobby_admit', { ...ROOM, person: 39 });
    await movingHall(page, 15_000);
    await has(page, 'Live');
    await director.ask('person_eject', { ...ROOM, person: 39, reason: 'Shouting' });
    await has(page, 'You were sent out of this room');
    await has(page, 'Shouting');
    await director.ask('lobby_admit', { ...ROOM, person: 39 });
    await movingHall(page, 15_000);
    await director.ask('lobby_set', { ...ROOM, lobby: 'off' });
    await director.ask('person_ban', { person: 39, ban_reason: 'Again' });
    await has(page, 'You may not take part in this summit any more');
    await has(page, 'Again');
    await director.ask('person_unban', { person: 39 });
    await director.ask('room_lock', { ...ROOM, locked: 'on' });
    const late = await enter(browsers.chromium, await invite(40), '/hall/hall', { language: 'en' });
    await has(late, 'The room is locked');
    await director.ask('room_lock', { ...ROOM, locked: 'off' });
    await movingHall(late, 15_000);
    const { items } = await director.read('invitations?count=1000');
    await director.ask('invitation_revoke', { invitation: items.findLast(({ person }) => person === 40).id });
    await has(late, 'You are not signed in to this summit any more');
    await has(late, 'Your invitation was taken back by the organisers. Ask them for a new one.');
    await page.leave();
    await late.leave();
  },

  async hall_thirty_thousand_are_listed_at_once() {
    const page = await delegate(browsers.chromium, 41);
    await page.evaluate(() => {
      const { fetch } = window;
      window.fetch = (url, ...rest) => {
        const after = /locations\?count=1000&after=(\d+)/.exec(url)?.[1];
        if (after === undefined) return fetch(url, ...rest);
        const items = Array.from({ length: 1000 }, (_, i) => ({ id: Number(after) + i + 1, head_count: 1,
          name: `Delegation ${Number(after) + i + 1}`, country: ['KE', 'FR', 'IR', 'AR', 'JP'][i % 5] }));
        return Promise.resolve(new Response(JSON.stringify({ items,
          ...(Number(after) < 29_000 ? { next: Number(after) + 1000 } : {}) })));
      };
    });
    await tab(page, 'people');
    await has(page, '30,000');
    assert((await count(page, 'hall-people >>> .at')) < 60, 'only the rows in sight are drawn');
    await page.bringToFront();
    const fps = await of(page, 'hall-people >>> .list', `return (async () => {
      let frames = 0;
      const began = performance.now();
      while (performance.now() - began < 1500) {
        found[0].scrollTop += 400;
        await new Promise(requestAnimationFrame);
        frames++;
      }
      return frames / 1.5;
    })();`);
    console.log(`#   30,000 rows scroll at ${Math.round(fps)} frames a second`);
    assert(fps > 20, `the list scrolls at ${fps} frames a second`);
    await write(page, 'input[type=search]', '29999');
    await has(page, 'Delegation 29999', 2000);
    await page.leave();
  },

  async hall_a_delegate_is_promoted_without_reloading_or_reconnecting() {
    const page = await delegate(browsers.chromium, 46);
    const hall = await delegate(browsers.chromium, 47);
    await page.evaluate(() => { window.stillHere = true; });
    await director.ask('stage_invite', { ...ROOM, person: 46 });
    await has(page, 'You are invited to the stage');
    await page.bringToFront();
    assert(await deep.click(page, 'Accept'), 'one can accept');
    await until('one can say that one is ready', 15_000, () => deep.click(page, 'I am ready'));
    const seats = async () => (await director.read('seats?count=1000')).items.filter((seat) => seat.person === 46);
    await until('the desk sees that', 8000, async () => (await seats())[0]?.status === 'ready');
    await director.ask('stage_seat', { seat: (await seats())[0].id });
    await has(hall, 'On stage: Delegate of');
    await movingHall(hall, 15_000);
    await movingHall(page, 10_000);
    await tab(page, 'chat'); // what is published goes on behind another tab
    await has(page, 'The room');
    assert((await seats())[0]?.status === 'seated', 'the delegate is on stage');
    await director.ask('stage_unseat', { seat: (await seats())[0].id });
    await until('the stage is the test card\'s again', 10_000, async () =>
      !(await deep.text(hall)).includes('On stage: Delegate of'));
    assert(await page.evaluate(() => window.stillHere), 'the page was reloaded');
    await page.leave();
    await hall.leave();
  },

  async hall_applause_is_counted_and_rises_unless_motion_is_unwanted() {
    const one = await delegate(browsers.chromium, 48);
    const two = await delegate(browsers.chromium, 49);
    await two.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await one.bringToFront();
    await pressAt(one, 'hall-react >>> button');
    await until('the number is seen', 5000, async () => (await count(two, 'hall-reactions >>> .counts b')) > 0);
    assert((await count(two, 'hall-reactions >>> .sign')) === 0, 'something moves for who wants no motion');
    await one.leave();
    await two.leave();
  },

  async hall_by_keyboard_with_all_its_panels() {
    const page = await delegate(browsers.chromium, 42);
    await page.bringToFront();
    await page.keyboard.press('h');
    await until('H goes to the hand', 3000, async () => (await focused(page)).name.startsWith('What you would speak about'));
    await page.keyboard.type('mf');
    assert((await count(page, 'button[aria-label=Mute]')) === 1, 'letters that are typed are no shortcuts');
    await page.keyboard.press('Enter');
    await has(page, 'Your hand is up.');
    await focus(page, '#tab-hands');
    await page.keyboard.press('ArrowRight');
    await until('the next tab is open', 2000, async () => (await focused(page)).name.startsWith('Questions'));
    await tabTo(page, 'Your question');
    const [{ motion }] = await director.ask('motion_add', { ...ROOM, title: { en: 'By keyboard' } });
    await director.ask('motion_open', { motion });
    await has(page, 'By keyboard');
    await focus(page, '#tab-questions');
    await page.keyboard.press('v');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await tabTo(page, 'Cast the vote');
    await page.keyboard.press('Enter');
    await has(page, 'Your vote is counted');
    await focus(page, 'hall-vote-card');
    await page.keyboard.press('Escape');
    await until('the card is put away', 2000, async () => (await count(page, 'hall-vote-card')) === 0);
    await director.ask('motion_withdraw', { motion });
    for (const hand of (await director.read('hands?count=1000')).items) await director.ask('hand_lower', { hand: hand.id });
    await page.leave();
  },

  async hall_addresses_that_lead_nowhere_are_told_in_words() {
    for (const browser of Object.values(browsers)) {
      const page = await enter(browser, await invite(52), '/healthz', { language: 'en' });
      for (const [address, sentence] of [['/hall/hall#token=%3Cimg src=x%3E\u202e', 'This invitation is not valid'],
        ['/hall/no-such-room', 'There is no such room'], ['/hall/%2e%2e%2fdesk', 'There is no such room'],
        ['/speaker/%3Csvg%20onload=alert(1)%3E', 'There is no such room'], ['/desk/hall%00', 'There is no such room'],
        ['/wall/hall?x=%22%3E%3Cscript%3E#invitation=javascript:alert(1)', ''], [`/wall/${'x'.repeat(2000)}`, 'There is no such room']]) {
        await page.goto('about:blank'); // for one that differs in its fragment alone
        await page.goto(`${base}${address}`);
        if (sentence) await has(page, sentence);
        else await movingHall(page, 10_000);
        assert((await count(page, 'img, main script, svg[onload]')) === 0, `${address} comes to be a part of the page`);
      }
      await page.leave();
    }
  },

  async hall_sound_alone_needs_no_picture() {
    const page = await delegate(browsers.chromium, 45);
    await movingHall(page, 10_000);
    const choose = (quality) => of(page, '.quality select',
      `found[0].value = ${JSON.stringify(quality)}; found[0].dispatchEvent(new Event('change'));`);
    await choose('audio');
    await has(page, 'You hear the room, without pictures.');
    await has(page, 'Live');
    await choose('low');
    await movingHall(page, 10_000);
    await page.reload();
    await until('the choice is remembered', 8000, async () =>
      of(page, '.quality select', "return found[0]?.value === 'low';"));
    await page.leave();
  },
});
