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

const names = (await readdir(path.join(here, 'src'), { recursive: true })).filter((name) => /\.(ts|css)$/.test(name));
const sources = await Promise.all(names.map((name) => read(`src/${name}`)));
names.forEach((name, i) => checkStyles(name, sources[i]));

const locales = (await readdir(path.join(here, 'locales'))).map((name) => path.basename(name, '.ftl'));
const words = new Map();
for (const code of locales) words.set(code, messagesOf(code, await read(`locales/${code}.ftl`)));
const english = words.get('en');
for (const [code, messages] of words) if (code !== 'en') compare(code, messages, english);
checkUse(sources, english);

for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
