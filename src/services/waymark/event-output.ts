import type { FoundEvent } from '../../history/event-search.ts'

export function eventOutput({ timeMs, region, json, ...event }: FoundEvent) {
  return { ...event, eventTime: new Date(timeMs), awsRegion: region, cloudTrailEvent: json }
}

export type EventOutput = ReturnType<typeof eventOutput>
