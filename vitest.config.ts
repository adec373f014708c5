import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'console/src/**/*.test.ts'],
    globalSetup: 'test/support/build-console.ts',
    testTimeout: 30_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
})
