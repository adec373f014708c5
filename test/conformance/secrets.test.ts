import {
  ChangePasswordCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
} from '@aws-sdk/client-iam'
import {
  type Credentials,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { base32Bytes } from '../../src/identity/base32.ts'
import { totpCode, totpCounterAt } from '../../src/identity/totp.ts'
import { systemRandom } from '../../src/platform/system.ts'
import { handleCall } from '../../src/server/handle-call.ts'
import { iam } from '../../src/services/iam/index.ts'
import { sts } from '../../src/services/sts/index.ts'
import { inProcess } from '../support/captured-request.ts'
import { allow, anMfaDevice, aRole, aUser, MFA_SEED, trusting } from '../support/identities.ts'
import { memoryDoor } from '../support/memory-door.ts'
import { noKeys } from '../support/no-keys.ts'
import { assume } from '../support/sessions.ts'

/**
 * Goal: no secret is ever in an event, and the keys that seal sessions are in no answer either.
 * Method: every call that makes, takes or hands out a secret; then all events of the ledger are searched, byte for byte.
 */

const accountId = '123456789012'
const alice = aUser({ accountId, userName: 'alice' }, allow('*'))
const device = anMfaDevice(alice)
const deployer = aRole({ accountId, roleName: 'Deployer', trustPolicy: trusting(alice.arn) })

test('no secret is in any event, and no sealing key in any answer', async () => {
  const { door, store, bugs } = await memoryDoor(
    [...alice.changes, ...deployer.changes, device.change],
    { nowMs: Date.now(), random: systemRandom, services: [iam, sts({ keySets: noKeys })] },
  )
  const answers: string[] = []
  const config = {
    region: 'us-east-1',
    endpoint: 'https://127.0.0.1:4567',
    credentials: alice.keys,
    requestHandler: inProcess(async (request) => {
      const response = await handleCall(request, door)
      answers.push(JSON.stringify(response.headers), String(response.body))
      return response
    }) as never,
  }
  const iamClient = new IAMClient(config)
  const stsClient = new STSClient(config)
  const secrets: (string | undefined)[] = [alice.keys.secretAccessKey, MFA_SEED]
  const keep = ({ SecretAccessKey }: Partial<Credentials> = {}) => secrets.push(SecretAccessKey)
  const counter = totpCounterAt(Date.now())
  const code = (seed: string, stepsAgo = 0) => totpCode(base32Bytes(seed), counter - stepsAgo)

  const TokenCode = code(MFA_SEED)
  const mfa = { SerialNumber: device.serial, TokenCode }
  keep((await stsClient.send(new GetSessionTokenCommand(mfa))).Credentials)
  keep((await stsClient.send(new GetFederationTokenCommand({ Name: 'guest' }))).Credentials)
  secrets.push(TokenCode, (await assume(stsClient, deployer.arn)).secretAccessKey)

  const UserName = 'bob'
  const [Password, NewPassword] = ['first-Passw0rd-of-bob', 'second-Passw0rd-of-bob']
  await iamClient.send(new CreateUserCommand({ UserName }))
  await iamClient.send(new CreateLoginProfileCommand({ UserName, Password }))
  await iamClient
    .send(new ChangePasswordCommand({ OldPassword: Password, NewPassword }))
    .catch(() => undefined)
  secrets.push(Password, NewPassword)
  const { AccessKey } = await iamClient.send(new CreateAccessKeyCommand({ UserName }))
  secrets.push(AccessKey?.SecretAccessKey)
  const { VirtualMFADevice } = await iamClient.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }),
  )
  const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString('utf8')
  const codes = [code(seed, 1), code(seed)]
  await iamClient.send(
    new EnableMFADeviceCommand({
      UserName,
      SerialNumber: VirtualMFADevice?.SerialNumber ?? '',
      AuthenticationCode1: codes[0],
      AuthenticationCode2: codes[1],
    }),
  )
  secrets.push(seed, ...codes)
  await iamClient.send(new GetAccountAuthorizationDetailsCommand({}))

  const sealingKeys = [...store.resources.values()]
    .filter(([, collection]) => collection === 'identity/sealing-key')
    .map(([, , , value = '']) => (JSON.parse(value) as { key: string }).key)
  expect(sealingKeys).toHaveLength(1)
  expect(bugs).toEqual([])
  expect(store.events.length).toBeGreaterThan(9)
  const events = store.events.join('\n')
  // A code of six digits can also be part of a token or an id by chance: it is one when it stands alone.
  const isIn = (text: string, secret: string) =>
    new RegExp(`(?<!\\w)${escaped(secret)}(?!\\w)`).test(text)
  for (const secret of [...secrets, ...sealingKeys]) {
    expect(secret).toMatch(/^.{6,}$/)
    expect([secret, isIn(events, secret ?? '')]).toEqual([secret, false])
  }
  for (const key of sealingKeys) expect(answers.join('\n')).not.toContain(key)
})

function escaped(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`)
}
