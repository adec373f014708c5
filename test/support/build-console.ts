/** Vitest runs this once before all tests: those of the console need it built, and only one at a time may build it. */
export { buildConsole as setup } from '../../tools/build-console.ts'
