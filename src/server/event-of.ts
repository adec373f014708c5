import type { AuditEvent, TlsDetails } from '../audit/audit-event.ts'
import { type FormedCall, isReadOnly } from '../services/operation.ts'
import type { AdmittedCall, Outcome } from './admitted-call.ts'
import { recordedShape } from './recorded-shape.ts'

/**
 * Sizes beyond which CloudTrail leaves content out or cuts it:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const PAYLOAD_CHARACTERS_MAX = 100 * 1024
const TEXT_BYTES_MAX = 1024

/**
 * The event of a call as compact JSON, members in CloudTrail's print order.
 *
 * @param completedMs epoch milliseconds of the decision
 */
export function eventOf(
  call: AdmittedCall,
  outcome: Outcome,
  eventID: string,
  completedMs: number,
): string {
  const event = eventObject(call, outcome, eventID, completedMs)
  const json = JSON.stringify(event)
  // Only an event that long can hold a payload over the limit, so that all others are written once.
  return json.length > PAYLOAD_CHARACTERS_MAX ? JSON.stringify(withinLimits(event)) : json
}

function eventObject(
  call: AdmittedCall,
  outcome: Outcome,
  eventID: string,
  completedMs: number,
): AuditEvent {
  const { service, request } = call
  const { forms } = service.recording
  const formed = formedCall(call, outcome)
  const isData = forms?.dataEvents.has(call.eventName) ?? false
  const resources = forms?.resources(formed)
  const userAgent = userAgentOf(call)
  const readOnly = isReadOnly(call.eventName, service.operations[call.eventName])
  const tlsDetails = service.recording.tlsDetails ? tlsDetailsOf(call) : undefined
  return {
    eventVersion: '1.11',
    userIdentity: call.caller,
    eventTime: `${new Date(completedMs).toISOString().slice(0, 19)}Z`,
    eventSource: service.model.eventSource,
    eventName: forms?.eventNames[call.eventName] ?? call.eventName,
    awsRegion: call.region,
    sourceIPAddress: request.sourceIp,
    ...(userAgent ? { userAgent: cut(userAgent) } : {}),
    ...errorOf(call, outcome),
    requestParameters: requestParametersOf(call, outcome),
    responseElements: responseElementsOf(call, outcome, readOnly),
    ...(forms ? { additionalEventData: forms.additionalEventData(formed) } : {}),
    requestID: call.requestId,
    eventID,
    readOnly,
    ...(resources ? { resources } : {}),
    eventType: 'AwsApiCall',
    managementEvent: !isData,
    recipientAccountId: call.accountId,
    eventCategory: isData ? 'Data' : 'Management',
    ...(tlsDetails ? { tlsDetails } : {}),
  }
}

function formedCall(call: AdmittedCall, outcome: Outcome): FormedCall {
  return outcome.ok ? { ...call, output: outcome.decision.output } : call
}

function userAgentOf({ service, request }: AdmittedCall): string | undefined {
  const text = request.headers['user-agent'] ?? ''
  if (service.recording.forms?.isUserAgentBracketed) return `[${text}]`
  return text === '' ? undefined : text
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

function requestParametersOf(call: AdmittedCall, outcome: Outcome): unknown {
  const { forms } = call.service.recording
  if (forms) return forms.requestParameters(formedCall(call, outcome))
  const isUnread = !outcome.ok && outcome.isDenial && call.service.recording.family === 'standard'
  if (isUnread || !call.operation || !call.input) return null
  return recordedShape(call.service, call.operation.input, call.input)
}

function responseElementsOf(call: AdmittedCall, outcome: Outcome, readOnly: boolean): unknown {
  if (readOnly) return null
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

function tlsDetailsOf(call: AdmittedCall): TlsDetails | undefined {
  const { tls, headers } = call.request
  const host = headers['host']
  if (!tls && host === undefined) return undefined
  return {
    ...(tls ? { tlsVersion: tls.version, cipherSuite: tls.cipherSuite } : {}),
    ...(host === undefined ? {} : { clientProvidedHostHeader: host }),
  }
}

function withinLimits(event: AuditEvent): AuditEvent {
  return {
    ...event,
    requestParameters: omittedIfTooLarge('requestParameters', event.requestParameters),
    responseElements: omittedIfTooLarge('responseElements', event.responseElements),
  }
}

function omittedIfTooLarge(name: string, payload: unknown): unknown {
  const originalSize = JSON.stringify(payload).length
  if (originalSize <= PAYLOAD_CHARACTERS_MAX) return payload
  return { reason: `${name} too large`, omitted: true, originalSize }
}

/** Cuts at 1 KB, never inside a character. */
function cut(text: string): string {
  // No character is shorter than one byte, and none of UTF-16's units is longer than three.
  if (text.length * 3 <= TEXT_BYTES_MAX) return text
  const bytes = Buffer.from(text)
  if (bytes.length <= TEXT_BYTES_MAX) return text
  let end = TEXT_BYTES_MAX
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.subarray(0, end).toString('utf8')
}
