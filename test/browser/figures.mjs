// What the pages cost, in Chromium: prints JSON. For script/bench.
//   interactive_ms     from the navigation until the hall answers a press, with a CPU four times slower
//   people_fps         of the desk's list of 30,000 people while it is scrolled, by the median frame;
//                      people_p95_ms: 95 % of its frames are not longer
//   leak_mb_an_hour    by how much the hall's heap grows in an hour of a busy summit: after a warm-up that fills what is
//                      bounded, the median slope between all samples, each taken once the garbage is gone
//   leak_nodes         how many more elements and texts are kept at its end than at its beginning
import { openBigDesk, scrollPeople } from './desk.mjs';
import { count, deep, director, enter, invite, launch, of, pressAt, run, sleep, startDemo, startSummitServer, stop, until } from './harness.mjs';

const SLOWER = 4;
const TRIES = 5;
const BUSY_S = Number(process.env.PLENARY_BUSY_S ?? 300);
const WARM_UP = 0.5; // of that, before the first sample
const CHAT_KEPT = 200; // messages, by the page
const DELEGATE = 20;

/** Until the page has drawn its buttons and is not busy: the end of the last long task before it is quiet for 300 ms. */
async function interactiveMs(browser, secret) {
  const page = await enter(browser, secret, '/wall/hall');
  const tools = await page.createCDPSession();
  await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.evaluateOnNewDocument(() => {
    window.busyUntil = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) window.busyUntil = Math.max(window.busyUntil, task.startTime + task.duration);
    }).observe({ type: 'longtask', buffered: true });
    const look = () => {
      const hall = document.querySelector('plenary-hall')?.shadowRoot;
      if (hall?.querySelector('footer button')) window.drawn = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(page.url().replace('/wall/', '/hall/'), { waitUntil: 'domcontentloaded' });
  const ms = await until('the hall is interactive', 20_000, () => page.evaluate(() =>
    window.drawn && performance.now() > Math.max(window.drawn, window.busyUntil) + 300
      && Math.max(window.drawn, window.busyUntil)));
  await page.leave();
  return ms;
}

/** What is kept once all that is garbage is gone. */
async function keptBy(tools) {
  for (let i = 0; i < 4; i++) {
    await tools.send('HeapProfiler.collectGarbage');
    await sleep(50); // what waits for a turn of the page to let go
  }
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  const { metrics } = await tools.send('Performance.getMetrics');
  return { at_ms: performance.now(), bytes: usedSize, nodes: metrics.find(({ name }) => name === 'Nodes').value };
}

const say = (room, i) => director.ask('chat_send', { room, text: `Message ${i}: the sitting goes on.` });

/** Some five seconds of a summit in which all that comes to a hall and goes again does so. */
async function beBusy(hall, room, round) {
  for (let i = 0; i < 4; i++) await say(room, i);
  const [{ hand }] = await director.ask('hand_raise', { room, topic: `Point ${round}` });
  await director.ask('clock_start', { room, length_ms: 60_000, warning_ms: 1000 });
  const [{ question }] = await director.ask('question_ask', { room, text: `Question ${round}?` });
  await pressAt(hall, 'hall-react >>> button');
  for (const tab of ['hands', 'questions', 'people', 'votes', 'programme', 'chat']) {
    await pressAt(hall, `#tab-${tab}`);
    await sleep(150);
  }
  await director.ask('stage_hold', { room, hold: 'on', hold_text: { en: 'Back at noon' } });
  await director.ask('question_reject', { question });
  await director.ask('hand_lower', { hand });
  await director.ask('clock_stop', { room });
  await sleep(400);
  await director.ask('stage_hold', { room, hold: 'off' });
  if (round % 4 === 3) await hall.evaluate(() => dispatchEvent(new Event('online'))); // another socket
  if (round % 8 === 0) { // another line, twice
    for (const quality of ['audio', 'auto']) {
      await of(hall, '.quality select', 'found[0].value = given.quality; found[0].dispatchEvent(new Event("change"));', { quality });
      await sleep(500);
    }
  }
  await sleep(2500);
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Bytes a second, and nodes in all. */
async function leakOf(hall, room) {
  const tools = await hall.createCDPSession();
  await tools.send('Performance.enable');
  await pressAt(hall, '#tab-chat');
  for (let i = 0; await count(hall, 'hall-chat >>> .message') < CHAT_KEPT; i++) await say(room, i); // many at once come as the last hundred
  const samples = [];
  const began = performance.now();
  for (let round = 0; performance.now() < began + BUSY_S * 1000 * (1 + WARM_UP); round++) {
    await beBusy(hall, room, round);
    if (performance.now() > began + BUSY_S * 1000 * WARM_UP) samples.push(await keptBy(tools));
  }
  if (process.env.PLENARY_SAMPLES) console.error(samples.map(({ at_ms, bytes, nodes }) => `${Math.round(at_ms)} ${bytes} ${nodes}`).join('\n'));
  const slopes = samples.flatMap((one, i) => samples.slice(i + 1).map((other) =>
    (other.bytes - one.bytes) / ((other.at_ms - one.at_ms) / 1000)));
  return { per_s: median(slopes), nodes: samples.at(-1).nodes - samples[0].nodes };
}

run(async () => {
  await startSummitServer();
  startDemo();
  const browser = await launch('chromium');
  const { view } = await director.read('view');
  const room = view.sections.summit.rooms.find((one) => one.slug === 'hall').id;

  const times = [];
  for (let i = 0; i <= TRIES; i++) times.push(await interactiveMs(browser, await invite(DELEGATE + i)));
  times.shift(); // the browser's own first time

  const hall = await enter(browser, await invite(DELEGATE + TRIES + 1), '/hall/hall');
  await until('the hall shows pictures', 10_000, async () => (await deep.frames(hall)) > 5);
  const leak = await leakOf(hall, room);
  await hall.leave();

  const { desk, server } = await openBigDesk(browser);
  const gaps = await scrollPeople(desk);
  await stop(server);

  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ interactive_ms: Math.round(times[Math.floor(TRIES / 2)]),
    people_fps: Math.round(1000 / gaps[Math.floor(gaps.length / 2)]),
    people_p95_ms: Math.round(gaps[Math.floor(gaps.length * 0.95)] * 10) / 10,
    leak_mb_an_hour: Number((leak.per_s * 3600 / 1e6).toFixed(2)), leak_nodes: leak.nodes, busy_s: BUSY_S }));
  return 0;
});
