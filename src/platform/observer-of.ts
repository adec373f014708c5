import type { Observer } from '../server/front-door.ts'
import type { RejectedRequestsLog } from './rejected-requests-log.ts'
import type { Reporter } from './reporter.ts'

/** Tells the reporter everything, and the log what was rejected. */
export function observerOf(reporter: Reporter, rejectedRequests: RejectedRequestsLog): Observer {
  return {
    answered: (call) => reporter.answered(call),
    rejected(request) {
      reporter.rejected(request)
      rejectedRequests.add(request)
    },
    bug: (error) => reporter.bug(error),
  }
}
