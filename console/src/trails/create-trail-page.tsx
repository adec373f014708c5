import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { S3Client } from '@aws-sdk/client-s3'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useState } from 'react'
import { useClient, useConnection } from '../api/connection.ts'
import { linkTo, navigate } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import { useSettings } from '../app/settings.ts'
import { useAction } from '../app/use-action.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import {
  bucketFault,
  nameFault,
  newTrailDraft,
  selectorsOf,
  type TrailDraft,
} from './trail-draft.ts'
import { makeTrailBucket } from './trail-bucket.ts'
import { TrailEventsStep } from './trail-events-step.tsx'
import { TrailPlaceStep } from './trail-place-step.tsx'
import { TrailReview } from './trail-review.tsx'

export function CreateTrailPage() {
  const client = useClient(CloudTrailClient)
  const s3 = useClient(S3Client)
  const { session } = useSettings()
  const { region } = useConnection()
  const notify = useNotify()
  const [draft, setDraft] = useState(newTrailDraft)
  const [step, setStep] = useState(0)
  const [showsFaults, setShowsFaults] = useState(false)
  const change = (changes: Partial<TrailDraft>) => setDraft((before) => ({ ...before, ...changes }))
  const isPlaceSound = !nameFault(draft.name) && !bucketFault(draft.bucket)
  const create = useAction(async () => {
    if (draft.makesBucket) await makeTrailBucket(s3, draft, session.accountId, region)
    const { name, bucket, prefix, isMultiRegion, isValidated } = draft
    const created = await client.send(
      new CreateTrailCommand({
        Name: name,
        S3BucketName: bucket,
        ...(prefix === '' ? {} : { S3KeyPrefix: prefix }),
        IsMultiRegionTrail: isMultiRegion,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: isValidated,
      }),
    )
    const arn = created.TrailARN ?? name
    const selectors = selectorsOf(draft, arn)
    if (selectors) await client.send(new PutEventSelectorsCommand(selectors))
    await client.send(new StartLoggingCommand({ Name: arn }))
    notify.done(`Trail ${name} is created and logging.`, created)
    navigate(linkTo(['trails', arn]))
  })
  return (
    <Wizard
      i18nStrings={{
        stepNumberLabel: (number) => `Step ${number}`,
        collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
        navigationAriaLabel: 'Steps',
        cancelButton: 'Cancel',
        previousButton: 'Previous',
        nextButton: 'Next',
        submitButton: 'Create trail',
        optional: 'optional',
      }}
      activeStepIndex={step}
      isLoadingNextStep={create.isRunning}
      onCancel={() => navigate('/trails')}
      onSubmit={() => create.run()}
      onNavigate={({ detail }) => {
        const mayGo = detail.requestedStepIndex < step || isPlaceSound
        setShowsFaults(!mayGo)
        if (mayGo) setStep(detail.requestedStepIndex)
      }}
      steps={[
        {
          title: 'Name and place',
          content: <TrailPlaceStep draft={draft} onChange={change} showsFaults={showsFaults} />,
        },
        {
          title: 'Choose events',
          content: <TrailEventsStep draft={draft} onChange={change} />,
        },
        {
          title: 'Review',
          content: (
            <SpaceBetween size="l">
              <TroubleAlert error={create.error} />
              <TrailReview draft={draft} />
            </SpaceBetween>
          ),
        },
      ]}
    />
  )
}
