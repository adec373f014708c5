import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

/**
 * Writes the console's theme as a stylesheet. The design system would otherwise make it in the browser, as an inline style,
 * which the content security policy refuses; and its theming modules are only readable to a bundler.
 */
const root = join(import.meta.dirname, '..')
const folder = await mkdtemp(join(root, 'node_modules', '.theme-'))
await build({
  configFile: false,
  logLevel: 'error',
  ssr: { noExternal: true },
  build: {
    ssr: join(root, 'console', 'theme', 'theme.ts'),
    outDir: folder,
    rolldownOptions: { output: { entryFileNames: 'theme.mjs' } },
  },
})
const { stylesheet } = (await import(pathToFileURL(join(folder, 'theme.mjs')).href)) as {
  readonly stylesheet: string
}
const note = '/* Written by `npm run theme` from console/theme/theme.ts. */\n'
await writeFile(join(root, 'console', 'src', 'app', 'theme.generated.css'), note + stylesheet)
await rm(folder, { recursive: true })
