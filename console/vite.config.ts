import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const outDir = join(import.meta.dirname, 'dist')

/** What the server may not inline, it must not find inlined: no data: URL, no script or style in the page itself. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [withoutEmbeddedFonts(), compressed()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: true,
    rolldownOptions: {
      // The design system marks its modules for server rendering, which does not happen here.
      onLog(level, log, report) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log)
      },
    },
  },
  server: {
    proxy: { '^/(?!console/(src|node_modules|@|favicon|index|$))': 'http://127.0.0.1:4567' },
  },
})

/** The design system's own font comes as data: URLs, which the console's content security policy refuses. */
function withoutEmbeddedFonts(): Plugin {
  return {
    name: 'without-embedded-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!/global-styles[\\/]index\.css/.test(id)) return undefined
      return { code: code.replaceAll(/@font-face\s*\{[^}]*\}/g, ''), map: null }
    },
  }
}

/** Everything that compresses lies beside its .br and .gz, so that the server only has to hand it out. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async closeBundle() {
      const files = await readdir(outDir, { recursive: true })
      await Promise.all(files.filter((file) => /\.(js|css|html|svg)$/.test(file)).map(compress))
    },
  }
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

async function compress(file: string): Promise<void> {
  const path = join(outDir, file)
  const bytes = await readFile(path)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 10 }
  const [br, gz] = await Promise.all([brotli(bytes, { params }), zip(bytes, { level: 9 })])
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
}
