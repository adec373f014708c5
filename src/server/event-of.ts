import type { AuditEvent, EventResource, TlsDetails } from '../audit/audit-event.ts'
import { sessionOf } from '../identity/principals.ts'
import type { BuiltOperation } from '../services/operation.ts'
import { type FormedCall, isReadOnly } from '../services/recording.ts'
import { builtOperationOf } from '../services/service.ts'
import type { HttpRequest } from '../wire/http.ts'
import type { AdmittedCall, Outcome } from './admitted-call.ts'
import { recordedShape } from './recorded-shape.ts'

/**
 * Sizes beyond which CloudTrail leaves content out or cuts it:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const PAYLOAD_BYTES_MAX = 100 * 1024
const TEXT_BYTES_MAX = 1024

/** What an event has that neither the call nor its outcome knows. */
export interface EventIds {
  readonly eventID: string
  /** Only when other accounts get a copy. */
  readonly sharedEventID?: string
  /** Of the decision, as events print it. */
  readonly eventTime: string
}

/** The event of a call, members in CloudTrail's print order. */
export function eventOf(call: AdmittedCall, outcome: Outcome, ids: EventIds): AuditEvent {
  const { service, request } = call
  const operation = builtOperationOf(service, call.eventName)
  const { forms } = service.recording
  const formed = formedCall(call, outcome)
  const isData = operation?.isDataEvent ?? forms?.dataEvents.has(call.eventName) ?? false
  const userAgent = userAgentOf(call)
  const readOnly = isReadOnly(call.eventName, operation)
  const tlsDetails = service.recording.tlsDetails ? tlsDetailsOf(request) : undefined
  const additionalEventData = forms
    ? forms.additionalEventData(formed)
    : operation?.additionalEventData?.(call.input as never, call)
  const resources = forms ? forms.resources(formed) : resourcesOf(call, operation, outcome)
  return {
    eventVersion: '1.11',
    userIdentity: call.caller,
    eventTime: ids.eventTime,
    eventSource: service.model.eventSource,
    eventName: forms?.eventNames[call.eventName] ?? call.eventName,
    awsRegion: forms?.regionOf(formed) ?? call.region,
    sourceIPAddress: request.sourceIp,
    ...(userAgent ? { userAgent: cut(userAgent) } : {}),
    ...errorOf(call, outcome),
    requestParameters: requestParametersOf(call, operation, outcome),
    responseElements: responseElementsOf(call, outcome, !readOnly || operation?.showsResponse),
    ...(additionalEventData ? { additionalEventData } : {}),
    requestID: call.requestId,
    eventID: ids.eventID,
    readOnly,
    ...(resources ? { resources } : {}),
    eventType: 'AwsApiCall',
    managementEvent: !isData,
    recipientAccountId: call.accountId,
    ...(ids.sharedEventID === undefined ? {} : { sharedEventID: ids.sharedEventID }),
    eventCategory: isData ? 'Data' : 'Management',
    ...(tlsDetails ? { tlsDetails } : {}),
    ...(sessionOf(call.principal)?.isFromConsole ? { sessionCredentialFromConsole: 'true' } : {}),
  }
}

export function formedCall(call: AdmittedCall, outcome: Outcome): FormedCall {
  return outcome.ok ? { ...call, output: outcome.decision.output } : call
}

function userAgentOf({ service, request }: AdmittedCall): string | undefined {
  const text = request.headers['user-agent'] ?? ''
  if (service.recording.forms?.isUserAgentBracketed) return `[${text}]`
  return text === '' ? undefined : text
}

/** An event as compact JSON. */
export function eventText(event: AuditEvent): string {
  const json = JSON.stringify(event)
  // Only an event that long can hold a payload over the limit, so that all others are written once and not measured.
  return mayExceed(json, PAYLOAD_BYTES_MAX) ? JSON.stringify(withinLimits(event)) : json
}

/** CloudTrail prints every denial as `AccessDenied`, whatever the code on the wire. */
function errorOf(
  call: AdmittedCall,
  outcome: Outcome,
): Pick<AuditEvent, 'errorCode' | 'errorMessage'> {
  if (outcome.ok) return {}
  const errorCode = outcome.isDenial ? 'AccessDenied' : outcome.error.code
  if (call.service.recording.family === 'api-gateway' || outcome.error.message === '')
    return { errorCode }
  return { errorCode, errorMessage: cut(outcome.error.message) }
}

function requestParametersOf(
  call: AdmittedCall,
  operation: BuiltOperation | undefined,
  outcome: Outcome,
): unknown {
  const { forms } = call.service.recording
  if (forms) return forms.requestParameters(formedCall(call, outcome))
  const isUnread = !outcome.ok && outcome.isDenial && call.service.recording.family === 'standard'
  if (isUnread || !call.operation || !call.input) return null
  const shown = recordedShape(call.service, call.operation.input, call.input)
  const added = operation?.requestParameters?.(call.input as never, call)
  return added ? { ...added, ...shown } : shown
}

function resourcesOf(
  call: AdmittedCall,
  operation: BuiltOperation | undefined,
  outcome: Outcome,
): readonly EventResource[] | undefined {
  if (!outcome.ok) return call.input && operation?.resourcesAskedFor?.(call.input as never, call)
  return operation?.eventResources?.(call.input as never, outcome.decision.output, call)
}

function responseElementsOf(
  call: AdmittedCall,
  outcome: Outcome,
  isShown: boolean | undefined,
): unknown {
  if (!isShown) return null
  if (!outcome.ok)
    return call.service.recording.family === 'api-gateway'
      ? { message: outcome.error.message }
      : null
  const { forms } = call.service.recording
  if (forms) return forms.responseElements(formedCall(call, outcome))
  const { output } = outcome.decision
  return call.operation && output
    ? recordedShape(call.service, call.operation.output, output)
    : null
}

export function tlsDetailsOf({ tls, headers }: HttpRequest): TlsDetails | undefined {
  const host = headers['host']
  if (!tls && host === undefined) return undefined
  return {
    ...(tls ? { tlsVersion: tls.version, cipherSuite: tls.cipherSuite } : {}),
    ...(host === undefined ? {} : { clientProvidedHostHeader: host }),
  }
}

/** Without the payloads that are too large. */
export function withinLimits(event: AuditEvent): AuditEvent {
  return {
    ...event,
    requestParameters: omittedIfTooLarge('requestParameters', event.requestParameters),
    responseElements: omittedIfTooLarge('responseElements', event.responseElements),
  }
}

function omittedIfTooLarge(name: string, payload: unknown): unknown {
  const originalSize = Buffer.byteLength(JSON.stringify(payload))
  if (originalSize <= PAYLOAD_BYTES_MAX) return payload
  return { reason: `${name} too large`, omitted: true, originalSize }
}

/** Cuts at 1 KB, never inside a character. */
export function cut(text: string): string {
  if (!mayExceed(text, TEXT_BYTES_MAX)) return text
  const bytes = Buffer.from(text)
  if (bytes.length <= TEXT_BYTES_MAX) return text
  let end = TEXT_BYTES_MAX
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.subarray(0, end).toString('utf8')
}

/** Without measuring: none of UTF-16's units is longer than three bytes. */
function mayExceed(text: string, bytesMax: number): boolean {
  return text.length * 3 > bytesMax
}
