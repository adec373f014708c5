import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The yardstick: `node:http` and nothing else. Reads each request whole and answers the same bytes to all. */
const answer = JSON.parse(process.argv[2] ?? '{}') as {
  status: number
  headers: Record<string, string>
  body: string
}

const server = createServer((message, response) => {
  message.on('data', () => undefined)
  message.on('end', () => {
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
  })
})
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(
    `${JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })}\n`,
  ),
)
