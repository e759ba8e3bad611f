// Bundles the pages into a folder (default: dist): hashed files under assets/, and one
// small HTML file a page that names them. Nothing is inline and nothing comes from elsewhere.
import { build } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(here, 'dist'));
const pages = ['booth', 'desk', 'door', 'hall', 'speaker', 'wall'];
const FIRST_LOAD_BYTES = 150_000; // of a page, gzipped, before fonts

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const result = await build({
  absWorkingDir: here,
  entryPoints: [...pages.map((page) => `src/${page}.ts`), 'src/page.css', 'src/icon.svg'],
  outdir: path.join(out, 'assets'),
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  metafile: true,
  publicPath: '/assets',
  loader: { '.ftl': 'text', '.woff2': 'file', '.svg': 'copy' },
  logLevel: 'warning',
});

/** The URL of the file made from an entry point, and of the chunks it imports. */
function outputOf(entry) {
  const [file, meta] = Object.entries(result.metafile.outputs)
    .find(([, output]) => output.entryPoint === entry);
  const url = (name) => `/assets/${path.basename(name)}`;
  return { url: url(file), imports: meta.imports.map((chunk) => url(chunk.path)) };
}

async function gzippedSize(url) {
  return gzipSync(await readFile(path.join(out, url)), { level: 9 }).length;
}

const style = outputOf('src/page.css');
const icon = outputOf('src/icon.svg');
for (const page of pages) {
  const script = outputOf(`src/${page}.ts`);
  const preloads = script.imports.map((url) => `<link rel="modulepreload" href="${url}">`).join('');
  const html = (await readFile(path.join(here, `src/page.html`), 'utf8'))
    .replaceAll('{{style}}', style.url)
    .replaceAll('{{icon}}', icon.url)
    .replaceAll('{{script}}', script.url)
    .replaceAll('{{preloads}}', preloads)
    .replaceAll('{{page}}', page);
  await writeFile(path.join(out, `${page}.html`), html);
  const loads = [`/${page}.html`, style.url, icon.url, script.url, ...script.imports];
  const sizes = await Promise.all(loads.map(gzippedSize));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > FIRST_LOAD_BYTES) {
    throw new Error(`${page}: its first load is ${total} bytes, more than ${FIRST_LOAD_BYTES}`);
  }
}
