import { notImplemented } from '../operation.ts'
import { defineService } from '../service.ts'
import { iotJobsDataPlaneConstraints } from './constraints.generated.ts'
import { iotJobsDataFaults } from './errors.ts'
import { iotJobsDataPlaneModel } from './model.generated.ts'
import { describeJobExecution } from './operations/describe-job-execution.ts'
import { getPendingJobExecutions } from './operations/get-pending-job-executions.ts'
import { startNextPendingJobExecution } from './operations/start-next-pending-job-execution.ts'
import { updateJobExecution } from './operations/update-job-execution.ts'

export const iotJobsDataPlane = defineService({
  model: iotJobsDataPlaneModel,
  constraints: iotJobsDataPlaneConstraints,
  faults: iotJobsDataFaults,
  iamPrefix: 'iotjobsdata',
  recording: { family: 'standard', names: 'lowerCamel', dates: 'epoch', tlsDetails: true },
  operations: {
    DescribeJobExecution: describeJobExecution,
    GetPendingJobExecutions: getPendingJobExecutions,
    StartCommandExecution: notImplemented,
    StartNextPendingJobExecution: startNextPendingJobExecution,
    UpdateJobExecution: updateJobExecution,
  },
})
