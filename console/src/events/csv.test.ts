import { expect, test } from 'vitest'
import type { FoundEvent } from '../api/waymark-search.ts'
import { csvHeader, csvRow } from './csv.ts'

const event: FoundEvent = {
  position: 1,
  eventId: 'e-1',
  eventTime: 1_780_000_000,
  eventName: 'CreateUser',
  eventSource: 'iam.amazonaws.com',
  readOnly: false,
  sourceIPAddress: '10.0.0.4',
  awsRegion: 'us-east-1',
  resources: [],
  cloudTrailEvent: '{}',
}

const fieldsOf = (row: string) => row.trimEnd().slice(1, -1).split('","')

test('has as many fields in every row as in its header', () => {
  expect(fieldsOf(csvRow(event))).toHaveLength(fieldsOf(csvHeader).length)
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '|calc', '＝1+1', '＠SUM(A1)'])(
  'makes %j text where a spreadsheet would calculate',
  (username) => {
    expect(fieldsOf(csvRow({ ...event, username }))[2]).toBe(`'${username}`)
  },
)

test('doubles quotation marks and keeps commas and line ends inside', () => {
  expect(csvRow({ ...event, username: 'a",\r\n"b' })).toContain('"a"",\r\n""b"')
})
