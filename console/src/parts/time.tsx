import { useSettings } from '../app/settings.ts'
import { timeText } from '../events/event-time.ts'

/** An instant, in the time zone that was chosen. */
export function Time({ at }: { readonly at: Date | undefined }) {
  const { timeZone } = useSettings().preferences
  return at === undefined ? '–' : timeText(at.getTime() / 1000, timeZone)
}
