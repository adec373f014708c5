import type { Recording } from '../services/recording.ts'
import type { Service } from '../services/service.ts'
import { membersOf, type ResolvedMember } from '../wire/members.ts'
import type { ServiceModel, Type } from '../wire/model.ts'

/** CloudTrail's text for a value that nobody may read in an event. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

interface RecordedMember {
  readonly name: string
  readonly recordedName: string
  readonly type: Type
  readonly isHidden: boolean
}

const recordedMembers = new WeakMap<Recording, Map<string, readonly RecordedMember[]>>()

/**
 * A structure as CloudTrail prints it under `requestParameters` and `responseElements`: what the model knows is shown under
 * the service's spelling, what it marks sensitive or its recording table hides is hidden, and bytes are left out.
 * Null instead of `{}`.
 */
export function recordedShape(
  service: Service,
  shape: string,
  value: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | null {
  const shown = recordedStructure(service, shape, value)
  for (const _ in shown) return shown
  return null
}

function recordedStructure(
  service: Service,
  shape: string,
  value: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const { name, recordedName, type, isHidden } of membersFor(service, shape)) {
    const member = value[name]
    if (member === undefined) continue
    shown[recordedName] = isHidden ? HIDDEN : recordedValue(service, type, member)
  }
  return shown
}

function recordedValue(service: Service, type: Type, value: unknown): unknown {
  switch (type.kind) {
    case 'list':
      return (value as unknown[]).map((item) => recordedValue(service, type.of, item))
    case 'map':
      return Object.fromEntries(
        Object.entries(value as object).map(([key, item]) => [
          key,
          recordedValue(service, type.of, item),
        ]),
      )
    case 'structure':
      return recordedStructure(service, type.name, value as Record<string, unknown>)
    case 'timestamp':
      return recordedDate(service.recording.dates, value as Date)
    case 'string':
    case 'number':
    case 'boolean':
    case 'document':
    case 'blob':
      return value
  }
}

function membersFor(service: Service, shape: string): readonly RecordedMember[] {
  const { recording, model } = service
  const byShape = recordedMembers.get(recording) ?? new Map<string, readonly RecordedMember[]>()
  recordedMembers.set(recording, byShape)
  const known = byShape.get(shape)
  if (known) return known
  const built = recordedMembersOf(model, recording, shape)
  byShape.set(shape, built)
  return built
}

function recordedMembersOf(
  model: ServiceModel,
  { names, redacted = {} }: Recording,
  shape: string,
): readonly RecordedMember[] {
  return membersOf(model, shape).flatMap((member) => {
    const rule = redacted[`${shape}.${member.name}`]
    if (rule === 'absent' || (member.type.kind === 'blob' && rule === undefined)) return []
    const recordedName = recordedNameOf(member, names)
    const isHidden = rule === 'hidden' || member.sensitive
    return [{ name: member.name, recordedName, type: member.type, isHidden }]
  })
}

function recordedNameOf(
  { name, wireName, in: place }: ResolvedMember,
  names: Recording['names'],
): string {
  switch (names) {
    case 'lowerCamel':
      return name.charAt(0).toLowerCase() + name.slice(1)
    case 'model':
      return name
    case 'wire':
      return place === 'body' ? wireName : name
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function recordedDate(form: Recording['dates'], date: Date): unknown {
  if (form === 'epoch') return date.getTime() / 1000
  const [hour, two] = [date.getUTCHours(), (n: number) => String(n).padStart(2, '0')]
  const day = `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`
  const time = `${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  // Java's own dates had no comma there, until Java 9 took over Unicode's.
  const comma = form === 'java' ? ',' : ''
  return `${day}${comma} ${time} ${hour < 12 ? 'AM' : 'PM'}`
}
