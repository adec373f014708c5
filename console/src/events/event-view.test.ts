import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseLocation } from '../app/location.ts'
import { type EventView, everything, linkToView, searchOf, viewOf } from './event-view.ts'

const views = fc.record<EventView>({
  chip: fc.constantFrom('writes', 'all', 'errors', 'denied'),
  conditions: fc.array(
    fc.record({
      field: fc.constantFrom('eventName', 'username', 'sourceIPAddress'),
      operator: fc.constantFrom('equals', 'notEquals', 'contains', 'startsWith'),
      value: fc.string({ minLength: 1 }),
    }),
    { maxLength: 4 },
  ),
  text: fc.string(),
  range: fc.option(
    fc.oneof(
      fc.record({ kind: fc.constant('last' as const), seconds: fc.integer({ min: 1, max: 1e8 }) }),
      fc.record({
        kind: fc.constant('between' as const),
        from: fc.integer({ min: 1, max: 1e9 }),
        to: fc.integer({ min: 1e9 + 1, max: 2e9 }),
      }),
    ),
    { nil: undefined },
  ),
})

test('every view is a link that leads back to it', () => {
  fc.assert(
    fc.property(views, (view) => {
      expect(viewOf(parseLocation(linkToView(view)).query)).toEqual(view)
    }),
  )
})

test('values of one property are alternatives, and excluded ones are all excluded', () => {
  const view: EventView = {
    ...everything,
    conditions: [
      { field: 'eventName', operator: 'equals', value: 'A' },
      { field: 'eventName', operator: 'equals', value: 'B' },
      { field: 'username', operator: 'notEquals', value: 'x' },
      { field: 'username', operator: 'notEquals', value: 'y' },
    ],
  }
  expect(searchOf(view, 0).filters).toEqual([
    { field: 'eventName', operator: 'equals', values: ['A', 'B'] },
    { field: 'username', operator: 'notEquals', values: ['x'] },
    { field: 'username', operator: 'notEquals', values: ['y'] },
  ])
})

test('what nobody can have meant is left out of a view', () => {
  const query = new URLSearchParams('show=x&f=nothing~equals~1&f=eventName~is~1&last=-3')
  expect(viewOf(query)).toEqual({ ...everything, chip: 'writes' })
})
