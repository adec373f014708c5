import DateRangePicker, {
  type DateRangePickerProps,
} from '@cloudscape-design/components/date-range-picker'
import { useSettings } from '../app/settings.ts'
import type { TimeRange } from './event-view.ts'

interface Props {
  readonly range: TimeRange | undefined
  readonly onChange: (range: TimeRange | undefined) => void
}

const unitSeconds: Readonly<Record<DateRangePickerProps.TimeUnit, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 7 * 86_400,
  month: 30 * 86_400,
  year: 365 * 86_400,
}

const relativeOptions: readonly DateRangePickerProps.RelativeOption[] = [
  { key: '30m', amount: 30, unit: 'minute', type: 'relative' },
  { key: '1h', amount: 1, unit: 'hour', type: 'relative' },
  { key: '3h', amount: 3, unit: 'hour', type: 'relative' },
  { key: '12h', amount: 12, unit: 'hour', type: 'relative' },
  { key: '1d', amount: 1, unit: 'day', type: 'relative' },
  { key: '7d', amount: 7, unit: 'day', type: 'relative' },
  { key: '30d', amount: 30, unit: 'day', type: 'relative' },
]

export function TimeRangePicker({ range, onChange }: Props) {
  const { preferences } = useSettings()
  const isUtc = preferences.timeZone === 'utc'
  return (
    <DateRangePicker
      value={valueOf(range)}
      onChange={({ detail }) => onChange(rangeOf(detail.value))}
      relativeOptions={relativeOptions}
      isValidRange={validity}
      placeholder="All 90 days"
      ariaLabel="Time range"
      absoluteFormat="iso"
      timeInputFormat="hh:mm:ss"
      {...(isUtc ? { timeOffset: 0 } : { getTimeOffset: (at: Date) => -at.getTimezoneOffset() })}
    />
  )
}

function valueOf(range: TimeRange | undefined): DateRangePickerProps.Value | null {
  if (range === undefined) return null
  if (range.kind === 'between') {
    const iso = (seconds: number) => new Date(seconds * 1000).toISOString()
    return { type: 'absolute', startDate: iso(range.from), endDate: iso(range.to) }
  }
  const { seconds } = range
  const option = relativeOptions.find(({ amount, unit }) => amount * unitSeconds[unit] === seconds)
  if (option) return option
  return { type: 'relative', amount: Math.round(seconds / 60), unit: 'minute' }
}

function rangeOf(value: DateRangePickerProps.Value | null): TimeRange | undefined {
  if (value === null) return undefined
  if (value.type === 'relative')
    return { kind: 'last', seconds: value.amount * unitSeconds[value.unit] }
  const seconds = (text: string) => Math.floor(Date.parse(text) / 1000)
  return { kind: 'between', from: seconds(value.startDate), to: seconds(value.endDate) }
}

function validity(value: DateRangePickerProps.Value | null): DateRangePickerProps.ValidationResult {
  if (value?.type !== 'absolute') return { valid: true }
  const length = Date.parse(value.endDate) - Date.parse(value.startDate)
  if (Number.isNaN(length)) return { valid: false, errorMessage: 'Give a start and an end.' }
  return length > 0
    ? { valid: true }
    : { valid: false, errorMessage: 'The start must be before the end.' }
}
