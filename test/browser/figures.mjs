// What the pages cost, in Chromium: prints JSON. For script/bench.
//   interactive_ms     from the navigation until the hall answers a press, with a CPU four times slower
//   people_fps         of the desk's list of 30,000 people while it is scrolled, by the median frame;
//                      people_p95_ms: 95 % of its frames are not longer
//   leak_mb_an_hour    what the hall's heap has grown while a summit was busy, made an hour
import { openBigDesk, scrollPeople } from './desk.mjs';
import { deep, director, enter, invite, launch, run, sleep, startDemo, startSummitServer, stop, until } from './harness.mjs';

const SLOWER = 4;
const TRIES = 5;
const BUSY_S = Number(process.env.PLENARY_BUSY_S ?? 300);
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

/** The used heap once all that is garbage is gone. */
async function heapBytes(page) {
  const tools = await page.createCDPSession();
  for (let i = 0; i < 3; i++) await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  await tools.detach();
  return usedSize;
}

/** Each second somebody writes, and some raise and lower their hands. */
async function beBusy(seconds, room) {
  const end = Date.now() + seconds * 1000;
  for (let i = 0; Date.now() < end; i++) {
    await director.ask('chat_send', { room, text: `Message ${i}: the sitting goes on.` });
    const [raised] = await director.ask('hand_raise', { room, topic: `Point ${i}` });
    await sleep(500);
    if (raised?.hand) await director.ask('hand_lower', { hand: raised.hand });
    await sleep(500);
  }
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
  await beBusy(Math.min(60, BUSY_S / 2), room); // lists reach their lengths, code is compiled
  const before = await heapBytes(hall);
  await beBusy(BUSY_S, room);
  const grown = await heapBytes(hall) - before;

  await hall.leave();

  const { desk, server } = await openBigDesk(browser);
  const gaps = await scrollPeople(desk);
  await stop(server);

  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ interactive_ms: Math.round(times[Math.floor(TRIES / 2)]),
    people_fps: Math.round(1000 / gaps[Math.floor(gaps.length / 2)]),
    people_p95_ms: Math.round(gaps[Math.floor(gaps.length * 0.95)] * 10) / 10,
    leak_mb_an_hour: Number((grown / 1e6 * 3600 / BUSY_S).toFixed(2)), busy_s: BUSY_S }));
  return 0;
});
