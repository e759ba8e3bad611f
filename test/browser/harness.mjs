// What the cases share: the server, the demonstration speaker, browsers, tokens, waiting.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import dgram from 'node:dgram';
import fs from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // a self-signed server in our own namespace
process.removeAllListeners('warning');
process.on('warning', () => undefined);

export const base = 'https://10.77.0.1:9443';
const build = process.env.PLENARY_BUILD;
const work = process.env.PLENARY_WORK;
const program = path.join(build, 'plenary');
const environment = {
  ...process.env,
  PLENARY_DATA: path.join(work, 'data'),
};
const children = new Set();
const launched = [];

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Wait until `probe` answers something true; throws with `what` after `ms`. */
export async function until(what, ms, probe) {
  const deadline = Date.now() + ms;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${ms} ms`);
    await sleep(40);
  }
}

export function assert(condition, what) {
  if (!condition) throw new Error(what);
}

function start(name, args, more = {}) {
  const log = fs.openSync(path.join(work, `${name}.log`), 'a');
  const child = spawn(program, args, { env: { ...environment, ...more }, stdio: ['ignore', log, log] });
  child.finished = new Promise((done) => child.on('exit', (code) => done(code)));
  children.add(child);
  return child;
}

export async function stop(child) {
  children.delete(child);
  const started = Date.now();
  child.kill('SIGTERM');
  const code = await Promise.race([child.finished, sleep(8000).then(() => 'late')]);
  if (code === 'late') child.kill('SIGKILL');
  return { code, ms: Date.now() - started };
}

/** One that listens at `at`, with HTTPS and media; all know the same tokens. */
export async function startServer(at = base) {
  let data = environment.PLENARY_DATA;
  if (at !== base) { // one server at a time writes a data directory; the keys of tokens are the same
    data += '-other';
    fs.mkdirSync(data, { recursive: true });
    fs.copyFileSync(path.join(environment.PLENARY_DATA, 'token.key'), path.join(data, 'token.key'));
  }
  const child = start('serve', ['serve'],
    { PLENARY_DATA: data, PLENARY_LISTEN: at, PLENARY_MEDIA_LISTEN: at.replace('https://', '') });
  await until('the server answers', 5000, () =>
    fetch(`${at}/readyz`).then((response) => response.ok, () => false));
  return child;
}

// ---- the summit and its people ----

/** The director as the harness plays them: `secret` is of the link that the server printed last,
 * `ask(name, fields)` sends a command and answers its events, `read(path)` gets from the API.
 */
export const director = {
  secret: '',
  session: '',
  async call(method, path, body) {
    const response = await fetch(`${base}/api/v1/${path}`, { method, body: body && JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...(this.session ? { Authorization: `Bearer ${this.session}` } : {}) } });
    const answer = await response.json();
    assert(response.ok, `${path} was answered ${response.status}: ${answer.detail}`);
    return answer;
  },
  async ask(name, fields) {
    return (await this.call('POST', `commands/${name}`, fields)).events;
  },
  read(path) {
    return this.call('GET', path);
  },
};

/** A server that hosts the sample summit (once: started again it goes on with what it has). */
export async function startSummitServer() {
  if (!director.secret) {
    execFileSync(program, ['summit', 'import', '../../doc/sample/summit.jsonl'], { env: environment });
  }
  const child = await startServer();
  const links = fs.readFileSync(path.join(work, 'serve.log'), 'utf8').matchAll(/^Director .*#invitation=(\S+)$/gm);
  director.secret = [...links].at(-1)?.[1];
  assert(director.secret, 'the server prints a link for the director');
  director.session = (await director.call('POST', 'invitations/open', { secret: director.secret })).session;
  return child;
}

/** A server at `at` that hosts the summit in that file; `secret` is its director's invitation. */
export async function startOtherSummit(at, file) {
  const data = `${environment.PLENARY_DATA}-other`;
  fs.rmSync(data, { recursive: true, force: true });
  execFileSync(program, ['summit', 'import', file], { env: { ...environment, PLENARY_DATA: data } });
  const server = await startServer(at);
  const links = fs.readFileSync(path.join(work, 'serve.log'), 'utf8').matchAll(/^Director .*#invitation=(\S+)$/gm);
  return { server, secret: [...links].at(-1)?.[1] };
}

/** A new invitation for that person: its secret, good for one browser. */
export async function invite(person) {
  const secret = randomBytes(16).toString('base64url');
  await director.ask('invitation_issue', { person, secret_hash: createHash('sha256').update(secret).digest('hex'),
    expires_ms: Date.now() + 3_600_000 });
  return secret;
}

/** Ask the API as the person of that page would: the answer, with its status. */
export const post = (page, path, body) => page.evaluate(async (path, body) => {
  const response = await fetch(`/api/v1/${path}`, { method: 'POST', body,
    headers: { 'Content-Type': 'application/json' } });
  return { ...(await response.json()), status: response.status };
}, path, JSON.stringify(body));

/** A page of that person at `path`, in a browser context of its own; `page.leave()` ends it. */
export async function enter(browser, secret, path,
  { language, appearance, width = 1280, height = 800, at = base } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height });
  await until('the browser reaches the server', 20_000, () => // its network has only just come up
    page.goto(`${at}/healthz`).then(() => true, () => false));
  await page.evaluate((choices) => {
    for (const [key, value] of Object.entries(choices)) if (value) localStorage.setItem(`plenary.${key}`, value);
  }, { language, appearance });
  const { status } = await post(page, 'invitations/open', { secret });
  assert(status === 200, `the invitation was answered ${status}`);
  await page.goto(`${at}${path}`);
  page.leave = () => context.close();
  return page;
}

// ---- who comes with a token ----

export function token(role, name = '', ...more) {
  const args = ['token', '--role', role, '--name', name, ...more];
  return execFileSync(program, args, { env: environment }).toString().trim();
}

export function startDemo() {
  return start('publish', ['publish', '--whip', `${base}/whip/hall`, '--token',
    token('speaker', 'Test card', '--standby'), '--ca', path.join(work, 'data/tls.crt'),
    path.join(build, 'demo.ivf'), path.join(build, 'demo.opus')]);
}

/** So many locations that watch as well; `.report` resolves to what they counted. */
export function startSwarm(locations, seconds) {
  const file = path.join(work, 'swarm.json');
  const child = start('swarm', ['swarm', '--url', base, '--allow-target', `${new URL(base).hostname}/32`, '--token', token('viewer'),
    '--ca', path.join(work, 'data/tls.crt'), '--locations', `${locations}`, '--rate', '300', '--seconds', `${seconds}`,
    '--json', file]);
  child.report = child.finished.then((code) => ({ code, ...JSON.parse(fs.readFileSync(file, 'utf8')).steps.at(-1) }));
  return child;
}

/** A line to the server's media port that carries only `bps` towards its clients, keeps what is too
 * much for as long as 300 ms, and loses the share `loss` of all both ways. Its clients find it by `port`.
 */
export async function startLine() {
  const line = { bps: Infinity, loss: 0 };
  const near = dgram.createSocket('udp4');
  const far = new Map(); // a socket for each client: the server tells them apart by their addresses
  let free_ms = 0; // when the line has carried all it took
  const carry = (datagram, ...client) => {
    const now_ms = performance.now();
    const arrives_ms = Math.max(now_ms, free_ms) + (datagram.length * 8000) / line.bps;
    if (arrives_ms - now_ms > 300 || Math.random() < line.loss) return;
    free_ms = arrives_ms;
    if (arrives_ms - now_ms < 1) near.send(datagram, ...client);
    else setTimeout(() => line.isClosed || near.send(datagram, ...client), arrives_ms - now_ms);
  };
  near.on('message', (datagram, { address, port }) => {
    if (!far.has(port)) {
      far.set(port, dgram.createSocket('udp4').on('message', (answer) => carry(answer, port, address)));
    }
    if (Math.random() >= line.loss) far.get(port).send(datagram, 9443, '10.77.0.1');
  });
  await new Promise((done) => near.bind(0, '10.77.0.1', done));
  line.port = near.address().port;
  line.close = () => {
    line.isClosed = true;
    for (const socket of [near, ...far.values()]) socket.close();
  };
  return line;
}

/** From its next load on, the page's media goes to that port of the server's address; `window.mediaPort` can change it. */
export const sendMediaTo = (page, port) => page.evaluateOnNewDocument((port) => {
  window.mediaPort = port;
  const { fetch } = window;
  window.fetch = async (...request) => {
    const response = await fetch(...request);
    if (request[1]?.method !== 'POST') return response;
    const answer = (await response.text()).replace(/ 9443 typ host/g, ` ${window.mediaPort} typ host`);
    return new Response(answer, { status: response.status, headers: response.headers });
  };
}, port);

/** A port of the server's address where nobody answers. */
export async function deadPort() {
  const socket = dgram.createSocket('udp4');
  await new Promise((done) => socket.bind(0, '10.77.0.1', done));
  const { port } = socket.address();
  socket.close();
  return port;
}

/** GStreamer's webrtcbin, `what` being publish or watch; `account` tells what it saw once it has ended. */
export function startGstreamer(what, codec) {
  const [endpoint, role] = what === 'publish' ? ['whip', 'speaker'] : ['whep', 'viewer'];
  const child = spawn('../interop/gstreamer.py',
    [what, codec, `${base}/${endpoint}/hall`, token(role, 'GStreamer')],
    { stdio: ['ignore', 'pipe', fs.openSync(path.join(work, 'gstreamer.log'), 'a')] });
  let said = '';
  child.stdout.on('data', (data) => { said += data; });
  child.finished = new Promise((done) => child.on('close', done));
  child.account = child.finished.then(() => JSON.parse(said || '{"problem":"it said nothing"}'));
  children.add(child);
  return child;
}

/** Run a script and end with its status; whatever happens, nothing of ours is left running. */
export async function run(main) {
  let status = 1;
  try {
    status = await main();
  } catch (problem) {
    console.error(problem);
  }
  for (const browser of launched) {
    const process = browser.process();
    await Promise.race([browser.close().catch(() => undefined), sleep(5000)]);
    if (process?.exitCode === null) process.kill('SIGKILL');
  }
  await Promise.all([...children].map(stop));
  process.exit(status);
}

const chromiumFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows', '--disable-background-timer-throttling'];
const obligingFlags = ['--autoplay-policy=no-user-gesture-required', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const obligingPrefs = { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true, 'media.autoplay.default': 0 };
const strictPrefs = { 'media.navigator.streams.fake': true, 'permissions.default.camera': 2, 'permissions.default.microphone': 2, 'media.autoplay.default': 1,
  'media.autoplay.blocking_policy': 0 };

/** A browser that plays sound unasked and has a camera it may use; `isStrict`: one that waits for a press before it
 * plays, and has no camera (Chromium) or may not use any (Firefox).
 */
export async function launch(kind, moreFlags = [], { isStrict = false } = {}) {
  const userDataDir = fs.mkdtempSync(path.join(work, `${kind}-`));
  const browser = await (kind === 'firefox'
    ? puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true,
        acceptInsecureCerts: true, userDataDir,
        extraPrefsFirefox: { ...(isStrict ? strictPrefs : obligingPrefs), 'media.peerconnection.ice.obfuscate_host_addresses': false } })
    : puppeteer.launch({ executablePath: '/usr/bin/chromium', headless: true,
        acceptInsecureCerts: true, userDataDir, args: [...chromiumFlags, ...(isStrict ? [] : obligingFlags), ...moreFlags] }));
  launched.push(browser);
  return browser;
}

/** A page of the server's origin without the product's scripts, with helpers in it. */
export async function barePage(browser, at = base) {
  const page = await browser.newPage();
  await page.goto(`${at}/healthz`);
  await page.evaluate(inPage);
  return page;
}

/** Runs in the page: window.publish, window.watch and window.stats. */
function inPage() {
  const post = async (url, token, pc, port = 9443) => {
    await pc.setLocalDescription();
    const response = await fetch(url, { method: 'POST', body: pc.localDescription.sdp,
      headers: { 'Content-Type': 'application/sdp', Authorization: `Bearer ${token}` } });
    const answer = await response.text();
    if (response.status !== 201) throw new Error(`${response.status} ${answer}`);
    await pc.setRemoteDescription({ type: 'answer', sdp: answer.replace(/ 9443 typ host/g, ` ${port} typ host`) });
    return { location: response.headers.get('Location'), answer, token };
  };
  /** `codec` is a MIME type, to offer no other. */
  window.publish = async (token, { rids, width = 640, height = 360, codec } = {}) => {
    const stream = await navigator.mediaDevices.getUserMedia(
      { audio: true, video: { width, height, frameRate: 20 } });
    const pc = (window.pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' }));
    pc.addTransceiver(stream.getAudioTracks()[0], { direction: 'sendonly', streams: [stream] });
    const video = pc.addTransceiver(stream.getVideoTracks()[0], { direction: 'sendonly', streams: [stream],
      sendEncodings: rids?.map((rid, i) => ({ rid, scaleResolutionDownBy: 2 ** i })) ?? [{}] });
    if (codec) {
      video.setCodecPreferences(RTCRtpSender.getCapabilities('video').codecs.filter((one) => one.mimeType === codec));
    }
    window.session = await post('/whip/hall', token, pc);
  };
  /** `port` is where the server's media shall be reached rather than at its own port. */
  window.watch = async (token, port) => {
    const pc = (window.pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' }));
    const media = new MediaStream();
    for (const kind of ['audio', 'video']) {
      media.addTrack(pc.addTransceiver(kind, { direction: 'recvonly' }).receiver.track);
    }
    const video = (window.video = document.createElement('video'));
    Object.assign(video, { autoplay: true, playsInline: true, srcObject: media });
    document.body.append(video);
    window.gaps = [];
    let last = 0;
    const note = (now) => {
      if (last) window.gaps.push(now - last);
      last = now;
      video.requestVideoFrameCallback(note);
    };
    video.requestVideoFrameCallback(note);
    window.session = await post('/whep/hall', token, pc, port);
    await video.play().catch(() => undefined);
  };
  window.stats = async () => {
    const all = { frames: 0, energy: 0, width: 0, codec: '' };
    const report = await window.pc.getStats();
    for (const stats of report.values()) {
      if (stats.type !== 'inbound-rtp') continue;
      all.frames += stats.framesDecoded ?? 0;
      all.energy += stats.totalAudioEnergy ?? 0;
      all.width = stats.frameWidth ?? all.width;
      if (stats.kind === 'video') all.codec = report.get(stats.codecId)?.mimeType ?? '';
    }
    return all;
  };
}

/** Frames are decoded and sound is heard, and both go on. */
export async function showsAndSounds(page, ms = 10_000) {
  const before = await until('frames are decoded and sound has energy', ms, async () => {
    const stats = await page.evaluate(() => window.stats());
    return stats.frames > 10 && stats.energy > 0 && stats;
  });
  await until('frames and sound go on', 5000, async () => {
    const stats = await page.evaluate(() => window.stats());
    return stats.frames > before.frames + 10 && stats.energy > before.energy;
  });
}

/** Runs in the page: all elements of a selector, through shadow roots; `host >>> inner` are those
 * that stand in the shadow root of a host.
 */
const find = `((selector) => {
  const [outer, inner] = selector.split(' >>> ');
  const all = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
    [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
  const found = all(document).filter((element) => element.matches(outer));
  return inner ? found.flatMap((element) => [...element.shadowRoot.querySelectorAll(inner)]) : found;
})`;

/** What `code` makes of the elements, as `found`, and of `given`. */
export const of = (page, selector, code, given = {}) =>
  page.evaluate(`((found, given) => { ${code} })(${find}(${JSON.stringify(selector)}), ${JSON.stringify(given)})`);

export const count = (page, selector) => of(page, selector, 'return found.length;');

/** Find a visible text or element through shadow roots. */
export const deep = {
  click: (page, label) => of(page, 'button', `
    const button = found.find((each) => each.textContent.trim() === given.label && !each.disabled);
    button?.click();
    return Boolean(button);`, { label }),
  text: (page) => page.evaluate(() => {
    const text = (root) => [...root.childNodes].map((node) =>
      node.nodeType === 3 ? node.data
        : node.nodeType === 1 && !['STYLE', 'SCRIPT'].includes(node.tagName)
          ? text(node.shadowRoot ?? node) : '').join(' ');
    // Without the isolates around names, which are right but not visible.
    return text(document.body).replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ');
  }),
  // Firefox counts a stream's frames as it paints them, and in no other place.
  frames: (page) => of(page, 'video', `
    return Math.max(0, ...found.map((video) => video.mozPaintedFrames
      ?? video.getVideoPlaybackQuality().totalVideoFrames - video.getVideoPlaybackQuality().droppedVideoFrames));`),
};

/** Wait for those words to be seen on the page. */
export const has = (page, what, ms = 10_000) => until(`"${what}" is seen`, ms, () => showsText(page, what));

export const showsText = async (page, what) => (await deep.text(page).catch(() => '')).includes(what);

export const press = (page, label) => until(`there is "${label}" to press`, 6000, () => deep.click(page, label));

/** Press the one with this label or name that stands in the same row as these words. */
export const pressIn = (page, row, label) => until(`there is "${label}" to press beside "${row}"`, 6000, () =>
  of(page, 'button', `
    const button = found.find((each) => !each.disabled
      && (each.textContent.trim() === given.label || each.getAttribute('aria-label') === given.label)
      && each.closest('li, article, .person, .called, dialog')?.textContent.includes(given.row));
    button?.click();
    return Boolean(button);`, { row, label }));

/** Press what is of that selector, as soon as it can be. */
export async function pressAt(page, selector, at = 0) {
  await until(`${selector} can be pressed`, 15_000, () => of(page, selector,
    `const one = found.filter((each) => !each.disabled)[${at}]; one?.click(); return Boolean(one);`));
}

/** Write into the field of that name. */
export async function fill(page, name, words) {
  await until(`there is a field "${name}"`, 6000, () => of(page, 'input, textarea', `
    const field = found.find((each) => each.getAttribute('aria-label') === given.name
      || each.labels?.[0]?.textContent.trim() === given.name);
    field?.focus();
    return Boolean(field);`, { name }));
  await page.keyboard.type(words);
}

/** What a message is called on the page of one who reads that language. */
export const wordsOf = (language, id) =>
  new RegExp(`^${id} = (.+)$`, 'm').exec(fs.readFileSync(`../../web/locales/${language}.ftl`, 'utf8'))[1];

export async function movingHall(page, ms) {
  await page.bringToFront(); /* a hidden tab draws nothing */
  let least = Infinity; // a new connection counts from nought
  await until('the hall shows moving pictures', ms, async () => {
    const frames = await deep.frames(page).catch(() => least); // on its way to another address it tells nothing
    least = Math.min(least, frames);
    return frames > least + 5;
  });
}
