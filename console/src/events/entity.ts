import type { SearchField, SearchFilter } from '../api/waymark-search.ts'
import { linkTo } from '../app/location.ts'

/** Who or what events are about; each has a page with its timeline. */
export type EntityKind = 'user' | 'principal' | 'key' | 'ip' | 'resource'

interface Entity {
  readonly label: string
  readonly field: SearchField
}

export const entities: Readonly<Record<EntityKind, Entity>> = {
  user: { label: 'User', field: 'username' },
  principal: { label: 'Principal', field: 'principalArn' },
  key: { label: 'Access key', field: 'accessKeyId' },
  ip: { label: 'Source IP address', field: 'sourceIPAddress' },
  resource: { label: 'Resource', field: 'resourceName' },
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

export function entityFilter(kind: EntityKind, value: string): SearchFilter {
  return { field: entities[kind].field, operator: 'equals', values: [value] }
}
