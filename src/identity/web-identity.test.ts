import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OidcIssuer, startOidcIssuer } from '../../test/support/oidc-issuer.ts'
import { Resources } from '../ledger/resources.ts'
import { ServiceError } from '../wire/service-error.ts'
import { type KeySet, KeySetError, type KeySetSource } from './key-set.ts'
import { type OidcProvider, oidcProviderKey, oidcProviders } from './oidc-provider.ts'
import { verifyWebIdentity, type WebIdentity } from './web-identity.ts'

const accountId = '123456789012'
const nowMs = Date.parse('2026-11-25T12:00:00Z')
const now = nowMs / 1000

let issuer: OidcIssuer
let published: KeySet
beforeAll(async () => {
  issuer = await startOidcIssuer()
  const answer = await fetch(`${issuer.url}/keys`)
  published = (await answer.json()) as KeySet
})
afterAll(() => issuer.close())

const publishing = (keySet: KeySet = published): KeySetSource => ({
  keySetOf: () => Promise.resolve(keySet),
})

function verified(
  token: string,
  keySets: KeySetSource = publishing(),
  account = accountId,
): Promise<WebIdentity> {
  const provider: OidcProvider = {
    accountId,
    url: issuer.name,
    clientIds: ['sts.amazonaws.com', 'console'],
    thumbprints: [],
    tags: [],
    createdAt: '2026-11-25T11:00:00.000Z',
  }
  const resources = new Resources()
  resources.apply([oidcProviders.put(oidcProviderKey(provider), provider)])
  return verifyWebIdentity(token, account, { resources, keySets, nowMs })
}

const token = (claims: Readonly<Record<string, unknown>> = {}, algorithm = 'RS256') =>
  issuer.token({ aud: 'sts.amazonaws.com', ...claims }, { algorithm, nowMs })

const told = (code: string, message: string) => ({ code, message })
const invalid = (message: string) => told('InvalidIdentityTokenException', message)
const noJwt = invalid(
  'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
)
const noKey =
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements"

test('describes whom a token is about', async () => {
  const claims = { sub: 'repo:octo/site:ref:refs/heads/main', amr: ['pwd', 'otp'] }
  const identity = await verified(await token(claims))
  expect(identity).toEqual({
    providerArn: `arn:aws:iam::123456789012:oidc-provider/${issuer.name}`,
    subject: 'repo:octo/site:ref:refs/heads/main',
    audience: 'sts.amazonaws.com',
    keys: {
      [`${issuer.name}:aud`]: 'sts.amazonaws.com',
      [`${issuer.name}:sub`]: 'repo:octo/site:ref:refs/heads/main',
      [`${issuer.name}:amr`]: ['pwd', 'otp'],
    },
    attributes: {
      [`${issuer.name}:aud`]: 'sts.amazonaws.com',
      [`${issuer.name}:sub`]: 'repo:octo/site:ref:refs/heads/main',
    },
    session: { tags: [], transitiveTagKeys: [] },
  })
})

test.each(['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'])(
  'takes signatures of %s',
  async (algorithm) => {
    await expect(verified(await token({}, algorithm))).resolves.toHaveProperty('subject', 'ci')
  },
)

describe('the audience', () => {
  test.each([
    ['is one of the client ids', { aud: 'console' }, 'console'],
    ['may be a list of one', { aud: ['console'] }, 'console'],
    ['is who asked for the token, where it says so', { aud: 'x', azp: 'console' }, 'console'],
    ['may be several when azp decides', { aud: ['x', 'y'], azp: 'console' }, 'console'],
  ])('%s', async (_case, claims, audience) => {
    await expect(verified(await token(claims))).resolves.toHaveProperty('audience', audience)
  })

  test('that a token was asked for is still told when azp decides', async () => {
    const { keys } = await verified(await token({ aud: 'other', azp: 'console' }))
    expect(keys[`${issuer.name}:oaud`]).toBe('other')
  })

  test.each([
    ['of somebody else', { aud: 'other' }, 'Incorrect token audience'],
    ['of azp, whatever aud says', { aud: 'console', azp: 'other' }, 'Incorrect token audience'],
    ['that is missing', { aud: undefined }, 'Missing a required claim: aud'],
    ['that is a number', { aud: 7 }, 'Missing a required claim: aud'],
    ['of several without azp', { aud: ['console', 'x'] }, 'Missing a required claim: azp'],
  ])('%s is refused', async (_case, claims, message) => {
    await expect(verified(await token(claims))).rejects.toMatchObject(invalid(message))
  })
})

describe('times', () => {
  test.each([
    ['just expired, within the tolerance', { exp: now - 299 }],
    ['issued a little in the future', { iat: now + 300 }],
    ['as digits', { exp: String(now + 60), iat: String(now) }],
    ['of a token that is valid from now on', { nbf: now }],
  ])('%s are taken', async (_case, claims) => {
    await expect(verified(await token(claims))).resolves.toHaveProperty('subject', 'ci')
  })

  test('an expired token is told with both times, and whose it was', async () => {
    const { refusal, subject } = await verified(await token({ exp: now - 300 }))
    expect(refusal).toMatchObject(
      told(
        'ExpiredTokenException',
        `Token expired: current date/time ${now} must be before the expiration date/time ${now - 300}`,
      ),
    )
    expect(subject).toBe('ci')
  })

  test.each([
    ['no expiry', { exp: undefined }, 'Missing a required claim: exp'],
    ['no issuance', { iat: undefined }, 'Missing a required claim: iat'],
    ['a fraction', { exp: now + 60.5 }, 'The claim exp must be a time in whole seconds'],
    ['words for an expiry', { exp: 'tomorrow' }, 'The claim exp must be a time in whole seconds'],
    [
      'a beginning in the future',
      { nbf: now + 301 },
      `Token is not valid yet: current date/time ${now} must not be before ${now + 301}`,
    ],
  ])('%s is refused', async (_case, claims, message) => {
    await expect(verified(await token(claims))).rejects.toMatchObject(invalid(message))
  })
})

test.each([
  ['a number becomes text', 7, '7'],
  ['may be empty', '', ''],
])('the subject: %s', async (_case, sub, subject) => {
  await expect(verified(await token({ sub }))).resolves.toHaveProperty('subject', subject)
})

test('a token without a subject is refused', async () => {
  await expect(verified(await token({ sub: undefined }))).rejects.toMatchObject(
    invalid('Missing a required claim: sub'),
  )
})

describe('what the token says about the session', () => {
  const session = { tags: [{ Key: 'Team', Value: 'blue' }], transitiveTagKeys: ['Team'] }

  test('is read from a nested claim', async () => {
    const claims = {
      'https://aws.amazon.com/tags': {
        principal_tags: { Team: ['blue'] },
        transitive_tag_keys: ['Team'],
      },
      'https://aws.amazon.com/source_identity': 'alice',
    }
    const identity = await verified(await token(claims))
    expect(identity.session).toEqual({ ...session, sourceIdentity: 'alice' })
  })

  test('is read from flat claims', async () => {
    const claims = {
      'https://aws.amazon.com/tags/principal_tags/Team': 'blue',
      'https://aws.amazon.com/tags/transitive_tag_keys': ['Team'],
    }
    expect((await verified(await token(claims))).session).toEqual(session)
  })

  test('has one value for each tag', async () => {
    const tags = { principal_tags: { Team: ['blue', 'red'] } }
    await expect(
      verified(await token({ 'https://aws.amazon.com/tags': tags })),
    ).rejects.toMatchObject(invalid('The session tag Team must have exactly one value'))
  })

  test('names the roles it is for as a list or with semicolons', async () => {
    for (const roles of [['arn:a', ' arn:b '], 'arn:a; arn:b']) {
      const identity = await verified(await token({ 'https://aws.amazon.com/roles': roles }))
      expect(identity.authorizedRoleArns).toEqual(['arn:a', 'arn:b'])
    }
  })
})

describe('a token is not believed', () => {
  test.each(['', 'a', 'a.b', 'a.b.c', '..', 'e30.e30.', 'bnVsbA.bnVsbA.'])(
    'when it is none: %j',
    async (text) => {
      await expect(verified(text)).rejects.toMatchObject(noJwt)
    },
  )

  test.each(['none', 'HS256', 'PS256', 'EdDSA'])('with the algorithm %s', async (alg) => {
    const [, payload, signature] = (await token()).split('.')
    const header = Buffer.from(JSON.stringify({ alg, kid: 'first-RS256' })).toString('base64url')
    await expect(verified(`${header}.${payload}.${signature}`)).rejects.toMatchObject(noJwt)
  })

  test.each(['ftp://x', 'http://idp.example.com', 'idp.example.com', 'https://a@b', 'https://b?c'])(
    'when its issuer is %s',
    async (iss) => {
      await expect(verified(await token({ iss }))).rejects.toMatchObject(
        invalid('Issuer must be a valid URL'),
      )
    },
  )

  test('when the account does not know its issuer', async () => {
    const message = `No OpenIDConnect provider found in your account for ${issuer.url}`
    await expect(verified(await token(), publishing(), '210987654321')).rejects.toMatchObject(
      invalid(message),
    )
  })

  test('when another key has signed it', async () => {
    const other = await startOidcIssuer()
    const forged = await other.token({ iss: issuer.url, aud: 'console' }, { nowMs })
    await other.close()
    await expect(verified(forged)).rejects.toMatchObject(invalid('Token signature is invalid'))
  })

  test.each([
    ['is for encryption', { use: 'enc' }],
    ['lists its operations', { key_ops: ['verify'] }],
    ['has no id', { kid: undefined }],
    ['has another id', { kid: 'other' }],
  ])('when the key %s', async (_case, change) => {
    const keySets = publishing({
      keys: published.keys.map((key) => ({ ...key, ...change }) as never),
    })
    await expect(verified(await token(), keySets)).rejects.toMatchObject(invalid(noKey))
  })

  test('when there are more than a hundred keys', async () => {
    const [key] = published.keys
    const many = Array.from({ length: 101 }, () => key as never)
    await expect(verified(await token(), publishing({ keys: many }))).rejects.toMatchObject(
      invalid(noKey),
    )
  })

  test.each([
    ['unreachable', 'IDPCommunicationErrorException', noKey],
    ['unusable', 'InvalidIdentityTokenException', noKey],
    [
      'untrusted',
      'InvalidIdentityTokenException',
      "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
    ],
  ] as const)('when its issuer is %s', async (reason, code, message) => {
    const keySets = { keySetOf: () => Promise.reject(new KeySetError(reason, 'x')) }
    await expect(verified(await token(), keySets)).rejects.toMatchObject({ code, message })
  })
})

test('asks the issuer again when it has new keys', async () => {
  const keySets = {
    keySetOf: (_issuer: unknown, isRotated?: boolean) =>
      Promise.resolve(isRotated ? published : { keys: [] }),
  }
  await expect(verified(await token(), keySets)).resolves.toHaveProperty('subject', 'ci')
})

test('a changed character is refused, or changes nothing', async () => {
  const good = await token()
  const identity = await verified(good)
  const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ '
  await fc.assert(
    fc.asyncProperty(
      fc.nat(good.length - 1),
      fc.constantFrom(...Array.from(characters)),
      async (at, character) => {
        const changed = good.slice(0, at) + character + good.slice(at + 1)
        const outcome = await verified(changed).catch(refused)
        expect([identity, 'refused']).toContainEqual(outcome)
      },
    ),
    { numRuns: 500 },
  )
})

/** A bug is no refusal. */
function refused(error: unknown): string {
  if (error instanceof ServiceError) return 'refused'
  throw error
}
