import type { GetCredentialReportResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { isFresh, latestReport } from '../credential-reports.ts'
import { iamError } from '../errors.ts'

type NoInput = Readonly<Record<string, never>>

export const getCredentialReport: Query<NoInput, GetCredentialReportResponse> = {
  kind: 'query',
  run(_input, call) {
    const report = latestReport(call)
    if (!report)
      throw iamError(
        'CredentialReportNotPresentException',
        'No report exists. Call GenerateCredentialReport to make one.',
      )
    if (!isFresh(report, call))
      throw iamError(
        'CredentialReportExpiredException',
        'The report has expired. Call GenerateCredentialReport to make a new one.',
      )
    return {
      Content: Buffer.from(report.csv),
      ReportFormat: 'text/csv',
      GeneratedTime: new Date(report.generatedAt),
    }
  },
}
