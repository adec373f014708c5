import { operatorRules, NULL_OPERATOR } from './condition-operators.ts'
import { type JsonObject, objectOf, scalarsOf, textsOf } from './json-values.ts'
import { legacyParsingError, MalformedPolicy, syntaxError } from './malformed-policy.ts'
import type {
  Condition,
  ConditionOperator,
  Effect,
  PrincipalEntry,
  Principals,
  PrincipalType,
  Selection,
  Statement,
} from './policy.ts'

const ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
])

/** The shape of a statement. What its values mean is checked afterwards, when the whole document has its shape. */
export function parseStatement(value: unknown, place: string): Statement {
  const json = objectOf(value, place)
  for (const name of Object.keys(json))
    if (!ELEMENTS.has(name)) throw syntaxError(`${place}.${name}`)
  const sid = json['Sid']
  if (sid !== undefined && typeof sid !== 'string') throw syntaxError(`${place}.Sid`)
  const principals = principalsOf(json, place)
  const resources = selectionOf(json, 'Resource', place)
  return {
    ...(sid !== undefined && { sid }),
    effect: effectOf(json['Effect'], `${place}.Effect`),
    ...(principals && { principals }),
    actions: selectionOf(json, 'Action', place) ?? { isNegated: false, patterns: [] },
    ...(resources && { resources }),
    conditions: conditionsOf(json['Condition'], `${place}.Condition`),
  }
}

function effectOf(value: unknown, place: string): Effect {
  if (value === 'Allow' || value === 'Deny') return value
  if (typeof value === 'string' && /^(allow|deny)$/i.test(value)) throw legacyParsingError(place)
  throw syntaxError(place)
}

/** `X` or `NotX`, never both. */
function selectionOf(
  json: JsonObject,
  name: 'Action' | 'Resource',
  place: string,
): Selection | undefined {
  const written = elementOf(json, name, place)
  if (!written) return undefined
  const { isNegated, value, name: writtenName } = written
  return { isNegated, patterns: textsOf(value, `${place}.${writtenName}`) }
}

function elementOf(json: JsonObject, name: string, place: string) {
  const negatedName = `Not${name}`
  const isNegated = json[negatedName] !== undefined
  if (isNegated && json[name] !== undefined) throw syntaxError(`${place}.${negatedName}`)
  if (!isNegated && json[name] === undefined) return undefined
  const writtenName = isNegated ? negatedName : name
  return { isNegated, name: writtenName, value: json[writtenName] }
}

function principalsOf(json: JsonObject, place: string): Principals | undefined {
  const written = elementOf(json, 'Principal', place)
  if (!written) return undefined
  const { isNegated, value, name } = written
  if (value === '*') return { isNegated, entries: [{ type: 'AWS', id: '*' }] }
  const entries = Object.entries(objectOf(value, `${place}.${name}`)).flatMap(([type, ids]) =>
    entriesOf(type, ids, `${place}.${name}.${type}`),
  )
  if (entries.length === 0)
    throw new MalformedPolicy(`Missing required field ${name} cannot be empty!`, `${place}.${name}`)
  return { isNegated, entries }
}

function entriesOf(type: string, ids: unknown, place: string): PrincipalEntry[] {
  if (!isPrincipalType(type)) throw syntaxError(place)
  return textsOf(ids, place).map((id) => ({ type, id }))
}

function isPrincipalType(type: string): type is PrincipalType {
  return type === 'AWS' || type === 'Service' || type === 'Federated' || type === 'CanonicalUser'
}

function conditionsOf(value: unknown, place: string): Condition[] {
  if (value === undefined) return []
  return Object.entries(objectOf(value, place)).flatMap(([name, keys]) => {
    const operator = operatorOf(name, `${place}.${name}`)
    return Object.entries(objectOf(keys, `${place}.${name}`)).map(([key, values]) => ({
      operator,
      key,
      values: scalarsOf(values, `${place}.${name}.${key}`),
    }))
  })
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/

function operatorOf(text: string, place: string): ConditionOperator {
  const [, set, name = '', ifExists] = OPERATOR.exec(text) ?? []
  const isIfExists = ifExists !== undefined
  const isKnown = operatorRules.has(name) && !(isIfExists && name === NULL_OPERATOR)
  if (!isKnown) throw syntaxError(place)
  return {
    name,
    isIfExists,
    ...((set === 'ForAllValues' || set === 'ForAnyValue') && { set }),
  }
}
