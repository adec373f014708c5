import type { SearchField } from '../api/waymark-search.ts'
import { linkTo } from '../app/location.ts'
import type { Condition } from './event-view.ts'

/** Who or what events are about; each has a page with its timeline. */
export type EntityKind = 'user' | 'principal' | 'key' | 'ip' | 'resource' | 'role'

interface Entity {
  readonly label: string
  /** Its name is the value of this field; a role's sessions are found by how their ARN begins. */
  readonly field: SearchField
}

export const entities: Readonly<Record<EntityKind, Entity>> = {
  user: { label: 'User', field: 'username' },
  principal: { label: 'Principal', field: 'principalArn' },
  key: { label: 'Access key', field: 'accessKeyId' },
  ip: { label: 'Source IP address', field: 'sourceIPAddress' },
  resource: { label: 'Resource', field: 'resourceName' },
  role: { label: 'Sessions of the role', field: 'principalArn' },
}

const kinds = Object.keys(entities) as EntityKind[]

export function entityKindOf(text: string): EntityKind | undefined {
  return kinds.find((kind) => kind === text)
}

/** The page of a value, where values of the field have one. */
export function entityLink(field: SearchField, value: string): string | undefined {
  const kind = kinds.find((candidate) => entities[candidate].field === field)
  return kind === undefined || value === '' ? undefined : linkTo(['entities', kind, value])
}

/** What holds for the events of an entity; a role is named by its ARN. */
export function entityCondition(kind: EntityKind, name: string): Condition {
  const { field } = entities[kind]
  if (kind !== 'role') return { field, operator: 'equals', value: name }
  const sessions = name.replace(
    /^(arn:[^:]+):iam::(\d+):role\/(?:.*\/)?/,
    '$1:sts::$2:assumed-role/',
  )
  return { field, operator: 'startsWith', value: `${sessions}/` }
}
