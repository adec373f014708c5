import type { GenerateCredentialReportResponse } from '@aws-sdk/client-iam'
import { credentialReportOf, credentialReports } from '../../../identity/credential-report.ts'
import type { Command } from '../../operation.ts'
import { isFresh, latestReport } from '../credential-reports.ts'

type NoInput = Readonly<Record<string, never>>

/** The report is there at once: nobody has to ask again until it is. */
export const generateCredentialReport: Command<NoInput, GenerateCredentialReportResponse> = {
  kind: 'command',
  run(_input, call) {
    const { resources, accountId, nowMs } = call
    const latest = latestReport(call)
    if (latest && isFresh(latest, call)) return { output: { State: 'COMPLETE' }, changes: [] }
    const report = credentialReportOf(resources, accountId, nowMs)
    return {
      output: { State: 'COMPLETE', Description: 'The report was generated.' },
      changes: [credentialReports.put(accountId, report)],
    }
  },
}
