import { expect, test } from 'vitest'
import { conditionTests, isAllowedBy, OPERATORS, OURS } from '../../../test/support/policies.ts'

conditionTests(`${OPERATORS}#Conditions_Numeric`, [
  ['NumericEquals', '10', '10', true],
  ['NumericEquals', 10, '10.0', true],
  ['NumericEquals', '10', '11', false],
  ['NumericEquals', ['1', '10'], '10', true],
  ['NumericEquals', '10', undefined, false],
  ['NumericNotEquals', '10', '10', false],
  ['NumericNotEquals', '10', '11', true],
  ['NumericNotEquals', '10', undefined, true],
  ['NumericLessThan', '10', '9', true],
  ['NumericLessThan', '10', '10', false],
  ['NumericLessThan', '9.5', '9.25', true],
  ['NumericLessThan', '10', undefined, false],
  ['NumericLessThanEquals', '10', '10', true],
  ['NumericLessThanEquals', '10', '11', false],
  ['NumericGreaterThan', '10', '11', true],
  ['NumericGreaterThan', '10', '10', false],
  ['NumericGreaterThan', '-2', '-1', true],
  ['NumericGreaterThanEquals', '10', '10', true],
  ['NumericGreaterThanEquals', '10', '9', false],
])

const noon = '2026-11-25T12:00:00Z'

conditionTests(`${OPERATORS}#Conditions_Date`, [
  ['DateEquals', noon, noon, true],
  ['DateEquals', noon, '2026-11-25T12:00:01Z', false],
  ['DateEquals', '2026-11-25T13:00:00+01:00', noon, true],
  ['DateEquals', '1795608000', noon, true],
  ['DateEquals', 1795608000, noon, true],
  ['DateEquals', noon, '1795608000', true],
  ['DateEquals', '2026-11-25T12:00Z', noon, true],
  ['DateEquals', '2026-11-25', '2026-11-25T00:00:00Z', true],
  ['DateEquals', '2026-11', '2026-11-01T00:00:00Z', true],
  ['DateEquals', '2026', '2026-01-01T00:00:00Z', true],
  ['DateEquals', noon, undefined, false],
  ['DateNotEquals', noon, noon, false],
  ['DateNotEquals', noon, '2026-11-25T12:00:01Z', true],
  ['DateNotEquals', noon, undefined, true],
  ['DateLessThan', noon, '2026-11-25T11:59:59.999Z', true],
  ['DateLessThan', noon, noon, false],
  ['DateLessThanEquals', noon, noon, true],
  ['DateLessThanEquals', noon, '2026-11-25T12:00:01Z', false],
  ['DateGreaterThan', '2020-01-01T00:00:01Z', noon, true],
  ['DateGreaterThan', noon, noon, false],
  ['DateGreaterThan', '2020-01-01T00:00:01Z', undefined, false],
  ['DateGreaterThanEquals', noon, noon, true],
  ['DateGreaterThanEquals', noon, '2026-11-25T11:59:59Z', false],
])

conditionTests(`${OPERATORS}#Conditions_Boolean`, [
  ['Bool', 'true', 'true', true],
  ['Bool', true, 'true', true],
  ['Bool', 'True', 'true', true],
  ['Bool', 'false', 'false', true],
  ['Bool', 'false', 'true', false],
  ['Bool', 'false', undefined, false],
  ['Bool', 'true', undefined, false],
])

conditionTests(`${OPERATORS}#Conditions_BinaryEquals`, [
  ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', true],
  ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA', true],
  ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'T3RoZXI=', false],
  ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', undefined, false],
])

conditionTests(`${OPERATORS}#Conditions_IPAddress`, [
  ['IpAddress', '203.0.113.0/24', '203.0.113.0', true],
  ['IpAddress', '203.0.113.0/24', '203.0.113.255', true],
  ['IpAddress', '203.0.113.0/24', '203.0.114.0', false],
  ['IpAddress', '203.0.113.7', '203.0.113.7', true],
  ['IpAddress', '203.0.113.7', '203.0.113.8', false],
  ['IpAddress', '10.0.0.0/8', '10.255.0.1', true],
  ['IpAddress', '10.0.0.0/9', '10.128.0.1', false],
  ['IpAddress', '0.0.0.0/0', '198.51.100.1', true],
  ['IpAddress', '203.0.113.128/25', '203.0.113.127', false],
  ['IpAddress', ['203.0.113.0/24', '2001:DB8:1234:5678::/64'], '2001:db8:1234:5678::9', true],
  ['IpAddress', ['203.0.113.0/24', '2001:DB8:1234:5678::/64'], '2001:db8:1234:5679::9', false],
  ['IpAddress', '::/0', '2001:db8::1', true],
  ['IpAddress', '::/0', '203.0.113.7', false],
  ['IpAddress', '2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0001', true],
  ['IpAddress', '203.0.113.0/24', undefined, false],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.7', false],
  ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
  ['NotIpAddress', '203.0.113.0/24', undefined, true],
])

conditionTests(`${OPERATORS}#Conditions_Null`, [
  ['Null', 'true', undefined, true],
  ['Null', 'true', 'x', false],
  ['Null', 'false', 'x', true],
  ['Null', 'false', undefined, false],
  ['Null', false, 'x', true],
  ['Null', ['true', 'false'], 'x', true],
])

conditionTests(OURS, [
  ['NumericLessThan', '10', 'many', false],
  ['NumericNotEquals', '10', 'many', true],
  ['DateLessThan', noon, 'yesterday', false],
  ['DateNotEquals', noon, 'yesterday', true],
  ['DateEquals', '2026-11-25T12:00:00', noon, true],
  ['IpAddress', '203.0.113.0/24', '::ffff:203.0.113.7', true],
  ['IpAddress', '203.0.113.0/24', 'vpce.amazonaws.com', false],
  ['NotIpAddress', '203.0.113.0/24', 'vpce.amazonaws.com', true],
  ['Null', 'true', '', false],
  ['Null', 'true', [], true],
])

test('all operators and all keys of a condition must hold', () => {
  const condition = {
    StringEquals: { 'aws:a': '1', 'aws:b': '2' },
    NumericLessThan: { 'aws:c': '10' },
  }
  const holds = (values: Record<string, string>) =>
    isAllowedBy({ Condition: condition }, { values })
  expect(holds({ 'aws:a': '1', 'aws:b': '2', 'aws:c': '3' })).toBe(true)
  expect(holds({ 'aws:a': '1', 'aws:b': '2', 'aws:c': '30' })).toBe(false)
  expect(holds({ 'aws:a': '1', 'aws:b': '3', 'aws:c': '3' })).toBe(false)
  expect(holds({ 'aws:a': '1', 'aws:b': '2' })).toBe(false)
})
