import { deltaOf, type Shadow, type ShadowState, type ShadowUpdate } from '../../fleet/shadow.ts'
import { invalidRequest, tooLarge } from './errors.ts'

const STATE_BYTES_MAX = 8 * 1024
const DEPTH_MAX = 8

export interface ReadUpdate extends ShadowUpdate {
  readonly expectedVersion?: number
  readonly clientToken?: string
}

/** The body of UpdateThingShadow. Throws what the service answers to one it cannot take. */
export function readUpdate(payload: Uint8Array): ReadUpdate {
  const document = parsed(payload)
  const { state, version, clientToken } = document
  if (!isState(state)) throw invalidRequest('Payload contains invalid json: missing node: state')
  if (version !== undefined && typeof version !== 'number')
    throw invalidRequest('Payload contains invalid json: version must be a number')
  if (clientToken !== undefined && typeof clientToken !== 'string')
    throw invalidRequest('Payload contains invalid json: clientToken must be a string')
  return {
    ...sectionOf(state, 'desired'),
    ...sectionOf(state, 'reported'),
    ...(version === undefined ? {} : { expectedVersion: version }),
    ...(clientToken === undefined ? {} : { clientToken }),
  }
}

/** Throws when the shadow has grown beyond what the service keeps. */
export function checkSize({ desired, reported }: Shadow): void {
  for (const section of [desired, reported])
    if (section && Buffer.byteLength(JSON.stringify(section)) > STATE_BYTES_MAX)
      throw tooLarge(`A shadow can have at most ${STATE_BYTES_MAX} bytes of state.`)
}

/** The whole shadow, as GetThingShadow answers. */
export function shadowDocument(shadow: Shadow): Uint8Array {
  const { desired, reported, version, updatedMs } = shadow
  const delta = deltaOf(shadow)
  return bytesOf({
    state: {
      ...(desired ? { desired } : {}),
      ...(reported ? { reported } : {}),
      ...(delta ? { delta } : {}),
    },
    metadata: metadataOf({ desired, reported }, shadow),
    version,
    timestamp: Math.floor(updatedMs / 1000),
  })
}

/** What UpdateThingShadow answers: the sections as they were sent. */
export function acceptedDocument(update: ReadUpdate, shadow: Shadow): Uint8Array {
  const { desired, reported, clientToken } = update
  return bytesOf({
    state: {
      ...(desired === undefined ? {} : { desired }),
      ...(reported === undefined ? {} : { reported }),
    },
    metadata: metadataOf({ desired, reported }, shadow),
    version: shadow.version,
    timestamp: Math.floor(shadow.updatedMs / 1000),
    ...(clientToken === undefined ? {} : { clientToken }),
  })
}

export function bytesOf(document: object): Uint8Array {
  return Buffer.from(JSON.stringify(document))
}

function parsed(payload: Uint8Array): ShadowState {
  let document: unknown
  try {
    document = JSON.parse(Buffer.from(payload).toString('utf8'))
  } catch {
    // Whatever came, it is no shadow document.
    document = undefined
  }
  if (!isState(document)) throw invalidRequest('Payload contains invalid json')
  return document
}

function sectionOf(state: ShadowState, name: 'desired' | 'reported'): ShadowUpdate {
  const section = state[name]
  if (section === undefined) return {}
  if (section !== null && !isState(section))
    throw invalidRequest(`Payload contains invalid json: ${name} must be an object`)
  if (depthOf(section) > DEPTH_MAX)
    throw invalidRequest('JSON contains too many levels of nesting; maximum is 8')
  return { [name]: section }
}

function depthOf(value: unknown, limit = DEPTH_MAX + 1): number {
  if (typeof value !== 'object' || value === null || limit === 0) return 0
  return 1 + Math.max(0, ...Object.values(value).map((item) => depthOf(item, limit - 1)))
}

/** When each member was last changed. The time kept is the whole shadow's. */
function metadataOf(
  sections: { readonly desired?: unknown; readonly reported?: unknown },
  { updatedMs }: Shadow,
): unknown {
  const timestamp = Math.floor(updatedMs / 1000)
  const dated = (value: unknown): unknown =>
    isState(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, item]) => item !== null)
            .map(([name, item]) => [name, dated(item)]),
        )
      : { timestamp }
  return Object.fromEntries(
    Object.entries(sections)
      .filter(([, section]) => isState(section))
      .map(([name, section]) => [name, dated(section)]),
  )
}

function isState(value: unknown): value is ShadowState {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
