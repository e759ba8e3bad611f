// People of the summit at the door and on the way to the stage: from the link they were sent to
// the picture that a hall decodes, and back.
import { assert, base, deep, director, enter, invite, sleep, until } from './harness.mjs';

const has = (page, what, ms = 10_000) => until(`"${what}"`, ms, async () =>
  (await deep.text(page).catch(() => '')).includes(what));

/** A page in a context of its own, as on a device that nobody has used yet. */
async function device(browser, path) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.leave = () => context.close();
  await page.evaluateOnNewDocument(() => localStorage.setItem('plenary.language', 'en'));
  await page.emulateTimezone?.('Asia/Tehran').catch(() => undefined);
  await page.goto(`${base}${path}`);
  await page.bringToFront();
  return page;
}

const wayIn = (page) => page.evaluate(() =>
  document.querySelector('plenary-door').shadowRoot.querySelector('a.way')?.getAttribute('href'));

export const greenCases = (browsers) => ({
  async an_invitation_opens_on_the_first_device_and_on_no_other() {
    const secret = await invite(20); // a delegate
    const first = await device(browsers.chromium, `/join#invitation=${secret}`);
    await has(first, 'Welcome,');
    const text = await deep.text(first);
    assert(text.includes('You are here as a delegate'), 'the role is told');
    assert(text.includes('Plenary hall') && text.includes('Commission on rivers'), 'the rooms are told');
    assert(!first.url().includes(secret), 'the secret is gone from the address');
    assert((await wayIn(first)) === '/hall/hall', 'a delegate is led to the hall');
    await has(first, 'The line is good');
    await has(first, 'Mbit/s');
    for (const browser of Object.values(browsers)) {
      const second = await device(browser, `/join#invitation=${secret}`);
      await has(second, 'This invitation was opened on another device');
      assert(!second.url().includes(secret), 'nor does it stay where it was refused');
      await second.leave();
    }
    const alerts = (await director.read('view')).view.sections.alerts;
    assert(alerts.some((alert) => alert.who.id === 20), 'the director has been told');
    await first.goto(`${base}/healthz`);
    await first.goto(`${base}/join#invitation=${secret}`); // the same device may
    await has(first, 'Welcome,');
    await first.goto(`${base}/`);
    await until('who comes back goes straight on', 8000, () => first.url() === `${base}/hall/hall`);
    await first.leave();
  },

  async an_answer_that_gets_lost_locks_nobody_out() {
    const context = await browsers.chromium.createBrowserContext();
    const page = await context.newPage();
    await page.evaluateOnNewDocument(() => {
      localStorage.setItem('plenary.language', 'en');
      const { fetch } = window;
      let lost = 0;
      window.fetch = async (...request) => {
        const response = await fetch(...request);
        if (String(request[0]).endsWith('/open') && lost++ < 2) throw new TypeError('the line broke');
        return response;
      };
    });
    await page.goto(`${base}/join#invitation=${await invite(21)}`);
    await has(page, 'Welcome,');
    await context.close();
  },

  async revoked_expired_and_wrong_invitations_say_so() {
    const revoked = await invite(22);
    const { items } = await director.read('invitations?count=1000');
    await director.ask('invitation_revoke', { invitation: items.at(-1).id });
    for (const [fragment, sentence] of [[`#invitation=${revoked}`, 'This invitation is not valid any more'],
      ['#invitation=nonsense', 'This invitation is not known'],
      [`#invitation=${'x'.repeat(4000)}`, 'This invitation is not known'],
      ['#invitation=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', 'This invitation is not known']]) {
      const page = await device(browsers.chromium, `/join${fragment}`);
      await has(page, sentence);
      await has(page, 'sk the organiser for a new one');
      await page.leave();
    }
    const door = await device(browsers.chromium, '/join/%3Cscript%3Ealert(1)%3C%2Fscript%3E#x=%3Cb%3E');
    await has(door, 'World Water Summit');
    assert(!(await door.evaluate(() => document.querySelector('plenary-door').shadowRoot.innerHTML))
      .includes('<script>'), 'a hostile link stays text');
    await door.leave();
  },

  async the_door_tells_now_and_next_in_two_zones() {
    await director.ask('item_start', { item: 1 });
    const door = await device(browsers.chromium, '/');
    await has(door, 'World Water Summit');
    const text = await deep.text(door);
    for (const what of ['Now', 'Address: Rivers without borders', 'Next', 'Address: Wells that last', 'at the host’s',
      'Iran', 'open the link that the organiser sent you']) {
      assert(text.includes(what), `the door says "${what}": ${text}`);
    }
    await director.ask('item_finish', { item: 1 });
    await door.leave();
  },

  async the_cookie_serves_whip_and_whep_and_no_foreign_page() {
    const page = await enter(browsers.chromium, await invite(23), '/healthz');
    const post = (endpoint, headers = {}) => page.evaluate(async (endpoint, headers) => {
      const pc = new RTCPeerConnection();
      pc.addTransceiver('audio', { direction: endpoint === 'whip' ? 'sendonly' : 'recvonly' });
      await pc.setLocalDescription();
      const response = await fetch(`/${endpoint}/hall`, { method: 'POST', body: pc.localDescription.sdp,
        headers: { 'Content-Type': 'application/sdp', ...headers } });
      if (response.status === 201) {
        const ended = await fetch(response.headers.get('Location'), { method: 'DELETE' });
        if (!ended.ok) throw new Error(`its end was answered ${ended.status}`);
      }
      pc.close();
      return response.status;
    }, endpoint, headers);
    assert((await post('whep')) === 201, 'the cookie watches');
    assert((await post('whip')) === 403, 'a delegate who is not on the way to the stage does not publish');
    assert((await post('whep', { Authorization: 'Bearer nonsense' })) === 401, 'what is sent beside it counts');
    const [{ value }] = (await page.cookies()).filter((one) => one.name === 'plenary');
    for (const path of ['whep/hall', 'whip/hall', 'api/v1/commands/hand_raise', 'api/v1/invitations/open']) {
      const response = await fetch(`${base}/${path}`, { method: 'POST', body: '{}',
        headers: { 'Content-Type': 'application/sdp', Cookie: `plenary=${value}`, Origin: 'https://evil.example' } });
      assert(response.status === 401 || response.status === 403, `${path} answered a foreign page ${response.status}`);
      assert(!response.headers.has('Access-Control-Allow-Credentials'), 'no credentials for others');
    }
    await page.leave();
  },
});
