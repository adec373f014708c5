import { awsJson1_0, awsJson1_1 } from '../wire/aws-json1.ts'
import { awsQuery } from '../wire/aws-query.ts'
import type { Service } from '../services/service.ts'
import type { HttpRequest } from '../wire/http.ts'
import type { ProtocolName } from '../wire/model.ts'
import type { WireProtocol } from '../wire/protocol.ts'
import { isSignedByVersion2 } from '../wire/sigv4.ts'
import { restJson1 } from '../wire/rest-json1.ts'
import { restXml } from '../wire/rest-xml.ts'
import type { FrontDoor } from './front-door.ts'

export const protocols: Readonly<Record<ProtocolName, WireProtocol>> = {
  restJson1,
  awsJson1_0,
  awsJson1_1,
  awsQuery,
  restXml,
}

/** The protocol in which to answer a request that names no service we could believe. */
export function spokenProtocol(request: HttpRequest): ProtocolName {
  if (request.headers['x-amz-target'] !== undefined)
    return request.headers['content-type']?.includes('1.0') ? 'awsJson1_0' : 'awsJson1_1'
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return 'awsQuery'
  if (/(?:^|&)Action=/.test(request.query)) return 'awsQuery'
  return 'restJson1'
}

/**
 * The signing name of the service that a request is for, where target, version or host tell: one port serves them all, so
 * otherwise only the credential scope does.
 */
export function serviceAskedFor(door: FrontDoor, request: HttpRequest): string | undefined {
  const target = request.headers['x-amz-target']
  if (target !== undefined) {
    const prefix = target.slice(0, target.lastIndexOf('.'))
    return door.services.find(({ model: { targetPrefix } }) =>
      targetPrefix === undefined ? false : prefix.endsWith(targetPrefix),
    )?.model.signingName
  }
  const host = request.headers['host'] ?? ''
  if (!host.includes('.amazonaws.com')) return undefined
  // From the right: what stands before the service's name may be a bucket's, and buckets are called anything.
  return host.split('.').findLast((label) => door.services.some(isSignedAs(label)))
}

/** The signing name in a credential scope that need not be anybody's. */
export function serviceOfScope({ headers, query }: HttpRequest): string | undefined {
  // Version 2 has no scope, and S3's are the only clients that still come with it.
  if (isSignedByVersion2(query) && !query.includes('Action=')) return 's3'
  const inHeader = /Credential=[^/]*\/[^/]*\/[^/]*\/([a-z0-9-]+)\//
  const inQuery = /X-Amz-Credential=[^&]*?%2F[^&]*?%2F[^&]*?%2F([a-z0-9-]+)%2F/i
  return (inHeader.exec(headers['authorization'] ?? '') ?? inQuery.exec(query))?.[1]
}

function isSignedAs(signingName: string) {
  return ({ model }: Service) => model.signingName === signingName
}
