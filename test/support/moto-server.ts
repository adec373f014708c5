import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { PythonClients } from '../clients/python-clients.ts'

export interface MotoServer {
  readonly url: string
  close(): Promise<void>
}

/** An AWS in memory that nobody here wrote (https://docs.getmoto.org), on a free port of the loopback. */
export async function motoServer({ bin }: PythonClients): Promise<MotoServer> {
  const child = spawn(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const started = Promise.withResolvers<string>()
  let said = ''
  createInterface({ input: child.stderr }).on('line', (line) => {
    said += `${line}\n`
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
    if (url !== undefined) started.resolve(url)
  })
  child.once('exit', () => started.reject(new Error(`moto has ended: ${said}`)))
  const url = await started.promise
  return {
    url,
    async close() {
      child.kill()
      await once(child, 'exit')
    },
  }
}
