/**
 * Bundles the scripts and styles of the app: one readable file per entry point.
 *
 *   node build.mjs           write the built files
 *   node build.mjs --watch   the same, again at every change
 *   node build.mjs --check   compare with the committed files; fails on a difference
 */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const SOURCES = join(ROOT, 'wagtail_liveconflict/static_src');
const OUT = join(ROOT, 'wagtail_liveconflict/static/wagtail_liveconflict');
const ENTRY_POINTS = {
  reader: './reader/index.js',
  desk: './desk/index.js',
  preview: './preview/index.js',
};
const STYLE_ENTRY_POINTS = {
  reader: './reader/reader.css',
  desk: './desk/desk.css',
  preview: './preview/preview.css',
};

const BANNER = '/* Built from static_src by "npm run build": change it there. */';

/**
 * Readers download the built script; the comments stay in the sources.
 * (esbuild drops comments only together with whitespace, so that is done per
 * module; the bundle is then printed in full again.)
 * @type {import('esbuild').Plugin}
 */
const withoutComments = {
  name: 'without-comments',
  setup({ onLoad }) {
    onLoad({ filter: /static_src.*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const { code } = await esbuild.transform(source, {
        charset: 'utf8',
        minifyWhitespace: true,
        sourcefile: path,
      });
      return { contents: code, loader: 'js' };
    });
  },
};

/**
 * @param {Record<string, string>} entryPoints
 * @param {string} outdir
 * @returns {import('esbuild').BuildOptions}
 */
function getOptions(entryPoints, outdir) {
  return {
    absWorkingDir: SOURCES,
    entryPoints,
    outdir,
    banner: { css: BANNER, js: BANNER },
    bundle: true,
    charset: 'utf8',
    format: 'iife',
    legalComments: 'none',
    // The built files are committed and read by people: never minified.
    minify: false,
    plugins: [withoutComments],
    target: ['es2021'],
    logLevel: 'warning',
  };
}

// Scripts and styles are two builds, since their output names are the same.
const BUILDS = [ENTRY_POINTS, STYLE_ENTRY_POINTS];

/** @param {string} outdir */
async function build(outdir) {
  await Promise.all(
    BUILDS.map((entryPoints) => esbuild.build(getOptions(entryPoints, outdir))),
  );
}

async function watch() {
  const contexts = await Promise.all(
    BUILDS.map((entryPoints) => esbuild.context(getOptions(entryPoints, OUT))),
  );
  await Promise.all(contexts.map((context) => context.watch()));
}

/** @param {string} path */
async function readIfThere(path) {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}

async function check() {
  const fresh = await mkdtemp(join(tmpdir(), 'liveconflict-build-'));
  let isSame = true;
  try {
    await build(fresh);
    const names = (await readdir(fresh)).sort();
    const pairs = await Promise.all(
      names.map(async (name) => ({
        name,
        built: await readFile(join(fresh, name)),
        committed: await readIfThere(join(OUT, name)),
      })),
    );
    for (const { name, built, committed } of pairs) {
      const matches = committed !== null && built.equals(committed);
      isSame = isSame && matches;
      const weight = (gzipSync(built, { level: 9 }).length / 1000).toFixed(1);
      console.log(`${matches ? 'same     ' : 'DIFFERENT'} ${name} (${weight} kB compressed)`);
    }
  } finally {
    await rm(fresh, { recursive: true });
  }
  if (!isSame) {
    console.error('The committed files are not what the sources give: run "npm run build".');
    process.exitCode = 1;
  }
}

if (process.argv.includes('--check')) {
  await check();
} else if (process.argv.includes('--watch')) {
  await watch();
} else {
  await build(OUT);
}
