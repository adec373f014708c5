import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { GreengrassV2Client } from '@aws-sdk/client-greengrassv2'
import { STSClient } from '@aws-sdk/client-sts'
import { AuthFailure } from '../../src/wire/auth-error.ts'
import type { HttpRequest } from '../../src/wire/http.ts'
import { isRegion } from '../../src/wire/regions.ts'
import { SigningKeys } from '../../src/wire/sigv4-signature.ts'
import { claimedSignature, type ScopeRules, verifySignature } from '../../src/wire/sigv4.ts'
import { inProcess } from './captured-request.ts'

export const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
export const fixedNow = Date.parse('2026-11-22T06:45:37Z')
export const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey }
export const rules: ScopeRules = {
  isRegion,
  isService: (name) => ['greengrass', 'cloudtrail', 'sts'].includes(name),
  serviceOf: ({ headers }) =>
    headers['x-amz-target']?.includes('CloudTrail') ? 'cloudtrail' : undefined,
}

export type Client = { send(command: never): Promise<unknown> }

/** The request that a real client signs for a command. */
export async function signed(command: unknown, make = greengrassClient): Promise<HttpRequest> {
  let captured: HttpRequest | undefined
  const client = make(
    inProcess(async (request) => {
      captured = request
      return { status: 200, headers: {}, body: '{}' }
    }),
  )
  // The client may not like the answer; its request is what we are after.
  await client.send(command as never).catch(() => undefined)
  if (!captured) throw new Error('the client sent nothing')
  return captured
}

export type Handler = ReturnType<typeof inProcess>

export const config = {
  region: 'us-west-2',
  endpoint: 'http://127.0.0.1:4567',
  credentials,
  maxAttempts: 1,
}
export const greengrassClient = (requestHandler: Handler): Client =>
  new GreengrassV2Client({ ...config, requestHandler: requestHandler as never })
export const cloudTrailClient = (requestHandler: Handler): Client =>
  new CloudTrailClient({ ...config, requestHandler: requestHandler as never })
export const stsClient = (requestHandler: Handler): Client =>
  new STSClient({ ...config, requestHandler: requestHandler as never })

export function verify(request: HttpRequest, nowMs = Date.now()): string {
  const claimed = claimedSignature(request, nowMs, rules)
  // The id is not signed: it only says whose secret to take, and nobody else has this one.
  if (claimed.accessKeyId !== credentials.accessKeyId && nowMs !== fixedNow)
    throw new AuthFailure('InvalidClientTokenId', 'no such key')
  verifySignature(request, claimed, secretAccessKey, new SigningKeys())
  return `${claimed.accessKeyId} ${claimed.region} ${claimed.signingName}`
}

export function refusal(request: HttpRequest, nowMs = Date.now()): AuthFailure {
  try {
    verify(request, nowMs)
  } catch (error) {
    if (error instanceof AuthFailure) return error
    throw error
  }
  throw new Error('the request was believed')
}

export const targetArn = 'arn:aws:iot:us-west-2:123456789012:thinggroup/Line+1 ü*(1)!'
