import fc from 'fast-check'
import { membersOf } from '../../src/wire/members.ts'
import type { OperationModel, ServiceModel, Type } from '../../src/wire/model.ts'

type Words = (member: string) => readonly string[]

/**
 * Inputs of an operation: required members always there, others half of the time, texts from what `words` knows for a
 * member of this name.
 */
export function inputOf(
  model: ServiceModel,
  operation: OperationModel,
  words: Words,
): fc.Arbitrary<Record<string, unknown>> {
  return structureOf(model, operation.input, words, 3)
}

function structureOf(
  model: ServiceModel,
  shape: string,
  words: Words,
  depth: number,
): fc.Arbitrary<Record<string, unknown>> {
  const members = membersOf(model, shape)
  const required = members.filter((member) => member.required).map(({ name }) => name)
  const values = Object.fromEntries(
    members.map(({ name, type }) => [name, valueOf(model, name, type, words, depth)]),
  )
  return fc.record(values, { requiredKeys: required })
}

function valueOf(
  model: ServiceModel,
  name: string,
  type: Type,
  words: Words,
  depth: number,
): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'string':
    case 'blob':
    case 'document':
      return fc.constantFrom(...words(name))
    case 'number':
      return fc.constantFrom(1, 100, 3600)
    case 'boolean':
      return fc.boolean()
    case 'timestamp':
      return fc.constant('2026-01-01T00:00:00Z')
    case 'list':
      return fc.array(valueOf(model, name, type.of, words, depth), { minLength: 1, maxLength: 2 })
    case 'map':
      return fc.dictionary(fc.constantFrom(...words(name)), fc.constantFrom(...words(name)))
    case 'structure':
      return depth === 0 ? fc.constant({}) : structureOf(model, type.name, words, depth - 1)
  }
}

/** An input as the query protocol sends it. */
export function queryForm(model: ServiceModel, action: string, input: object): string {
  const fields = new URLSearchParams({ Action: action, Version: model.apiVersion })
  flatten('', input, (name, value) => fields.set(name, value))
  return fields.toString()
}

function flatten(at: string, value: unknown, set: (name: string, value: string) => void): void {
  if (Array.isArray(value))
    for (const [i, item] of value.entries()) flatten(`${at}.member.${i + 1}`, item, set)
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value))
      flatten(at === '' ? name : `${at}.${name}`, item, set)
  else set(at, String(value))
}
