import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Resources } from '../ledger/resources.ts'
import { deltaOf, shadowKey, type ShadowState, shadows, updatedShadow } from './shadow.ts'

const scope = { accountId: '123456789012', region: 'us-west-2' }
const names = { thingName: 'lamp', shadowName: '' }

const key = fc.constantFrom('a', 'b', '__proto__', 'toString')
const { state } = fc.letrec<{ state: ShadowState; value: unknown }>((tie) => ({
  state: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  value: fc.oneof(
    { depthSize: 'small' },
    fc.integer(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 2 }),
    tie('state'),
  ),
}))

function after(...updates: readonly { desired?: ShadowState; reported?: ShadowState }[]) {
  const resources = new Resources()
  const key = shadowKey(scope, names.thingName, names.shadowName)
  return updates.map((update, i) => {
    const shadow = updatedShadow(resources, scope, names, update, i)
    resources.apply([shadows.put(key, shadow)])
    return shadow
  })
}

test('the same update again changes nothing but the version', () => {
  fc.assert(
    fc.property(state, state, (first, second) => {
      const [, once, twice] = after({ desired: first }, { desired: second }, { desired: second })
      expect(twice?.desired).toEqual(once?.desired)
      expect(twice?.version).toBe(3)
    }),
  )
})

test('no null is ever kept', () => {
  fc.assert(
    fc.property(state, state, (first, second) => {
      const [, shadow] = after({ desired: first }, { desired: second })
      expect(JSON.stringify(shadow?.desired ?? {})).not.toContain('null')
    }),
  )
})

test('a thing that reports what is desired has nothing left to do, and doing what is left does it', () => {
  fc.assert(
    fc.property(state, state, (desired, reported) => {
      const [, shadow] = after({ desired }, { reported })
      const left = shadow && deltaOf(shadow)
      const done = after({ desired }, { reported }, left ? { reported: left } : {}).at(-1)
      expect(done && deltaOf(done)).toBeUndefined()
    }),
  )
})

test('null empties a section', () => {
  const resources = new Resources()
  const shadow = updatedShadow(resources, scope, names, { desired: { a: 1 } }, 0)
  resources.apply([shadows.put(shadowKey(scope, 'lamp', ''), shadow)])
  expect(updatedShadow(resources, scope, names, { desired: null }, 1)).not.toHaveProperty('desired')
})
