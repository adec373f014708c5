import { PassThrough, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { reporterFor, type Started } from './reporter.ts'

const started: Started = {
  url: 'http://127.0.0.1:4567',
  console: 'http://127.0.0.1:4567/console/',
  data: '/data',
  account: '123456789012',
  credentials: '/data/credentials',
  newKeys: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret-of-the-keys' },
  signInLink: 'http://127.0.0.1:4567/console/#/link/secret-of-the-link',
}

function shown(isTTY: boolean, what: Started): string {
  const out = Object.assign(new PassThrough(), { isTTY })
  reporterFor(out).started(what)
  return String(out.read())
}

test('a person at a terminal is shown the keys and the link of the first start', () => {
  const screen = shown(true, started)
  for (const text of [started.console, 'secret-of-the-keys', 'secret-of-the-link'])
    expect(screen).toContain(text)
  const { newKeys: _keys, signInLink: _link, ...later } = started
  expect(shown(true, later)).not.toMatch(/First start|sign in/i)
})

test('a program is told where things are, and no secret', () => {
  const { newKeys: _keys, signInLink: _link, ...told } = started
  expect(JSON.parse(shown(false, started))).toEqual({ type: 'ready', ...told })
})

test('a reader that goes away takes nobody with it', async () => {
  const gone = new Writable({ write: (_lines, _encoding, done) => done(new Error('EPIPE')) })
  const closed = new Promise((resolve) => gone.on('close', resolve))
  reporterFor(gone).started(started)
  await closed
  expect(gone.errored?.message).toBe('EPIPE')
})
