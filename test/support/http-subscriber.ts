import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedMessage {
  readonly headers: Readonly<Record<string, string>>
  /** The text as it came. */
  readonly body: string
  /** Its members, when it is JSON. */
  readonly members: Readonly<Record<string, string>>
}

export interface HttpSubscriber {
  readonly url: string
  readonly received: readonly ReceivedMessage[]
  /** The texts of notifications, in the order in which they came. */
  notifications(): string[]
  /** The status of answers; none for silence. */
  answer: number | undefined
  close(): Promise<void>
}

/** An endpoint on a socket that keeps what it gets, and confirms subscriptions by their links if it is to. */
export async function httpSubscriber({ confirms = true } = {}): Promise<HttpSubscriber> {
  const received: ReceivedMessage[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const message = {
        headers: request.headers as Record<string, string>,
        body,
        members: membersOf(body),
      }
      received.push(message)
      const link = message.members['SubscribeURL']
      const isConfirmed = confirms && link !== undefined ? fetch(link) : Promise.resolve()
      void isConfirmed.then(() => {
        if (subscriber.answer !== undefined) response.writeHead(subscriber.answer).end()
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const subscriber: HttpSubscriber = {
    url: `http://127.0.0.1:${port}/inbox`,
    received,
    notifications: () =>
      received
        .filter(({ headers, members }) =>
          [headers['x-amz-sns-message-type'], members['Type']].includes('Notification'),
        )
        .map(({ members, body }) => members['Message'] ?? body),
    answer: 200,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return subscriber
}

/**
 * Whether a message is signed by the certificate it names, checked as AWS describes it:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export async function isSoundlySigned({ members }: ReceivedMessage): Promise<boolean> {
  const names =
    members['Type'] === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
  const text = names
    .filter((name) => members[name] !== undefined)
    .map((name) => `${name}\n${members[name]}\n`)
    .join('')
  const pem = await (await fetch(members['SigningCertURL'] ?? '')).text()
  const certificate = new X509Certificate(pem)
  if (!certificate.verify(createPublicKey(pem))) return false
  const algorithm = members['SignatureVersion'] === '2' ? 'RSA-SHA256' : 'RSA-SHA1'
  const signature = Buffer.from(members['Signature'] ?? '', 'base64')
  return verify(algorithm, Buffer.from(text), certificate.publicKey, signature)
}

function membersOf(body: string): Record<string, string> {
  try {
    return JSON.parse(body) as Record<string, string>
  } catch {
    // A raw message.
    return {}
  }
}
