/**
 * Bundles the scripts and styles of the app, one file per entry point: what readers
 * download as small as it gets, what runs in the admin readable.
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
/** @type {{ entryPoints: Record<string, string>, format: 'esm' | 'iife', minify: boolean }[]} */
const BUILDS = [
  {
    entryPoints: {
      embed: './embed/embed.js',
      embed_frame: './embed/embed_frame.js',
      cookie_notice: './notices/notice.js',
      cookie_notice_external: './notices/external.js',
      cookie_notice_google: './notices/google.js',
    },
    format: 'iife',
    minify: true,
  },
  {
    // Modules; and what they load only where they need it, with import().
    entryPoints: {
      covers: './reader/covers.js',
      embeds: './notices/embeds.js',
      reader: './reader/index.js',
      reader_stream: './reader/stream.js',
      reader_tools: './reader/tools.js',
    },
    format: 'esm',
    minify: true,
  },
  {
    entryPoints: { desk: './desk/index.js', preview: './preview/index.js' },
    format: 'iife',
    minify: false,
  },
  {
    // Builds of their own, since their output names are the same.
    entryPoints: {
      reader: './reader/reader.css',
      stories: './reader/stories_alone.css',
      desk: './desk/desk.css',
      handbook: './desk/handbook.css',
      originals: './desk/originals.css',
      preview: './preview/preview.css',
    },
    format: 'iife',
    minify: false,
  },
  {
    entryPoints: { cookie_notice: './notices/notice.css' },
    format: 'iife',
    minify: true,
  },
];
/** For browsers that understand nothing newer: only comments and spaces are taken out. */
const OLD_BROWSERS = ['./banner/browser_banner.js', './banner/browser_banner.css'];

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
 * @param {typeof BUILDS[number]} build
 * @param {string} outdir
 * @returns {import('esbuild').BuildOptions}
 */
function getOptions({ entryPoints, format, minify }, outdir) {
  return {
    absWorkingDir: SOURCES,
    entryPoints,
    outdir,
    // What readers download says nothing that they do not need.
    banner: minify ? {} : { css: BANNER, js: BANNER },
    bundle: true,
    charset: 'utf8',
    format,
    legalComments: 'none',
    minify,
    plugins: [withoutComments],
    target: ['es2021'],
    logLevel: 'warning',
  };
}

/**
 * @param {string} outdir
 * @returns {esbuild.BuildOptions}
 */
function getOptionsForOldBrowsers(outdir) {
  return {
    absWorkingDir: SOURCES,
    entryPoints: OLD_BROWSERS,
    outbase: join(SOURCES, 'banner'),
    outdir,
    bundle: false,
    charset: 'ascii',
    minifyWhitespace: true,
    target: ['es5'],
    logLevel: 'warning',
  };
}

/**
 * @param {string} outdir
 * @returns {esbuild.BuildOptions[]}
 */
function getAllOptions(outdir) {
  const options = BUILDS.map((build) => getOptions(build, outdir));
  return [...options, getOptionsForOldBrowsers(outdir)];
}

/** @param {string} outdir */
async function buildAll(outdir) {
  await Promise.all(getAllOptions(outdir).map((options) => esbuild.build(options)));
}

async function watch() {
  const contexts = await Promise.all(
    getAllOptions(OUT).map((options) => esbuild.context(options)),
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
    await buildAll(fresh);
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
  await buildAll(OUT);
}
