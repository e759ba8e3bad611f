// What the compiler does not see: styles that would not mirror, and words that are missing,
// left over or wrongly counted in some language. Prints each fault; `npm run check`.
import { parse, Visitor } from '@fluent/syntax';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const faults = [];
const read = (file) => readFile(path.join(here, file), 'utf8');

// ---- styles: logical properties only, colours only as tokens ----

const PHYSICAL = [
  /(?:^|[\s;{])((?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*)\s*:/g,
  /(?:^|[\s;{])((?:min-|max-)?(?:width|height)|left|right|top|bottom)\s*:/g,
  /(?:^|[\s;{])((?:text-align|float|clear)\s*:\s*(?:left|right))/g,
  /(border-(?:top|bottom)-(?:left|right)-radius)\s*:/g,
];
const COLOUR = /(#[0-9a-f]{3,8})\b/gi;

/** The styles in a source: all of a .css file, the css`` templates of a .ts file. */
function stylesOf(name, source) {
  if (name.endsWith('.css')) return [source];
  return [...source.matchAll(/css`([^`]*)`/g)].map((match) => match[1]);
}

function checkStyles(name, source) {
  for (const style of stylesOf(name, source)) {
    for (const pattern of PHYSICAL) {
      for (const [, found] of style.matchAll(pattern)) {
        faults.push(`${name}: ${found} does not mirror: use the logical property`);
      }
    }
    if (name.endsWith('.css')) continue;
    for (const [, found] of style.matchAll(COLOUR)) {
      faults.push(`${name}: ${found} is a colour outside src/page.css: make it a token`);
    }
  }
}

// ---- words: the same messages, with the same values, counted as each language counts ----

const isPlural = (selector) => selector.type === 'VariableReference' && selector.id.name === 'count';

/** A language's messages: id -> { values, hasPlural }. */
function messagesOf(code, source) {
  const categories = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  const messages = new Map();
  for (const entry of parse(source, {}).body) {
    if (entry.type === 'Junk') faults.push(`${code}.ftl: not understood: ${entry.content.trim()}`);
    if (entry.type !== 'Message') continue;
    const id = entry.id.name;
    if (messages.has(id)) faults.push(`${code}.ftl: ${id} is there twice`);
    const values = new Set();
    let hasPlural = false;
    const visitor = new Visitor();
    visitor.visitVariableReference = (node) => values.add(node.id.name);
    visitor.visitSelectExpression = function visit(node) {
      if (isPlural(node.selector)) {
        hasPlural = true;
        const keys = node.variants.map((variant) => variant.key.name);
        const lacks = categories.filter((category) => !keys.includes(category));
        const odd = keys.filter((key) => key && !categories.includes(key));
        if (lacks.length > 0) faults.push(`${code}.ftl: ${id} lacks ${lacks.join(', ')}`);
        if (odd.length > 0) faults.push(`${code}.ftl: ${id} has ${odd.join(', ')}, which ${code} has not`);
      }
      this.genericVisit(node);
    };
    visitor.visit(entry);
    messages.set(id, { values: [...values].sort().join(' '), hasPlural });
  }
  return messages;
}

function compare(code, messages, english) {
  for (const [id, { values, hasPlural }] of english) {
    const other = messages.get(id);
    if (!other) faults.push(`${code}.ftl: ${id} is missing`);
    else if (other.values !== values) faults.push(`${code}.ftl: ${id} has the values "${other.values}" for "${values}"`);
    else if (other.hasPlural !== hasPlural) faults.push(`${code}.ftl: ${id} does not count`);
  }
  for (const id of messages.keys()) {
    if (!english.has(id)) faults.push(`${code}.ftl: ${id} is not in en.ftl`);
  }
}

/** Every message is named in the sources, and what they name is there. */
function checkUse(sources, english) {
  const all = sources.join('\n');
  const prefixes = [...all.matchAll(/`([a-z-]+-)\$\{/g)].map((match) => match[1]);
  for (const id of english.keys()) {
    const stem = id.replace(/-long$/, '');
    const isNamed = [id, stem].some((name) => all.includes(`'${name}'`));
    if (!isNamed && !prefixes.some((prefix) => id.startsWith(prefix))) {
      faults.push(`en.ftl: ${id} is said nowhere`);
    }
  }
  for (const [, id] of all.matchAll(/\btext\('([\w-]+)'/g)) {
    if (!english.has(id)) faults.push(`en.ftl: ${id} is missing`);
  }
}

// ---- what the server refuses: each reason in every language, with no more values than it has ----

/** Only the authors of other clients meet these: requests that no page makes. */
const NOT_BY_PAGES = [
  'secret_in_use', 'how_slow', 'choices_not_wanted', 'seat_twice', 'only_people_knock', 'only_people_raise_hands',
  'only_people_ask', 'only_people_write', 'only_people_command', 'token_missing', 'session_of_other', 'no_such_session',
  'no_such_command', 'no_such_address', 'no_such_page', 'no_websocket', 'ids_are_numbers', 'api_is_elsewhere', 'only_for_reading',
  'post_command', 'post_secret', 'post_here', 'post_offer', 'patch_or_delete', 'key_too_long', 'secret_missing',
  'number_not_good', 'no_such_reaction', 'offer_subprotocols', 'source_not_good', 'offer_too_long', 'ice_not_good',
  'send_json', 'send_csv', 'send_offer', 'send_fragment', 'if_match_missing', 'if_match_not_good', 'etag_changed',
  'people_not_ids', 'going_down_or_full',
];

/** The table's reasons: id -> the names of the values in its sentence. */
function reasonsOf(header) {
  const rows = header.replaceAll('\\\n', '\n').matchAll(/X\(REASON_\w+, "(\w+)", \w+,\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)/g);
  return new Map([...rows].map(([, id, sentence]) => [id, [...sentence.matchAll(/\{([a-z]+)\}/g)].map((match) => match[1])]));
}

function checkReasons(reasons, words) {
  for (const [id, values] of reasons) {
    const message = words.get(`refused-${id}`);
    if (!message && !NOT_BY_PAGES.includes(id)) faults.push(`refused/en.ftl: refused-${id} is missing`);
    const odd = (message?.values.split(' ') ?? []).filter((value) => value && !values.includes(value));
    if (odd.length > 0) faults.push(`refused/en.ftl: refused-${id} has ${odd.join(', ')}, which the server does not tell`);
    if (message && NOT_BY_PAGES.includes(id)) faults.push(`check.mjs: ${id} has words, so it is not only for others`);
  }
  for (const id of [...words.keys()].filter((one) => !reasons.has(one.replace('refused-', '')))) {
    faults.push(`refused/en.ftl: ${id} is no reason of src/summit/reason.h`);
  }
  for (const id of NOT_BY_PAGES.filter((one) => !reasons.has(one))) faults.push(`check.mjs: ${id} is no reason`);
}

const names = (await readdir(path.join(here, 'src'), { recursive: true })).filter((name) => /\.(ts|css)$/.test(name));
const sources = await Promise.all(names.map((name) => read(`src/${name}`)));
names.forEach((name, i) => checkStyles(name, sources[i]));

const locales = (await readdir(path.join(here, 'locales'))).filter((name) => name.endsWith('.ftl')).map((name) => path.basename(name, '.ftl'));

/** All languages of a folder, compared with the English that is returned. */
async function wordsIn(folder) {
  const english = messagesOf('en', await read(`${folder}/en.ftl`));
  for (const code of locales.filter((one) => one !== 'en')) compare(code, messagesOf(code, await read(`${folder}/${code}.ftl`)), english);
  return english;
}
checkUse(sources, await wordsIn('locales'));
checkReasons(reasonsOf(await read('../src/summit/reason.h')), await wordsIn('locales/refused'));

for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
