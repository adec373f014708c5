import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useState } from 'react'
import { navigate } from '../app/location.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { ComponentsStep } from './components-step.tsx'
import { ConfigureStep } from './configure-step.tsx'
import type { DeploymentDraft } from './deployment-draft.ts'
import { mergeFault } from './merge-text.ts'
import { ReviewStep } from './review-step.tsx'
import { SettingsStep } from './settings-step.tsx'
import { targetFault, TargetStep } from './target-step.tsx'

interface Props {
  readonly initial: DeploymentDraft
  readonly isRevision: boolean
  readonly isSubmitting: boolean
  readonly error: unknown
  readonly onSubmit: (draft: DeploymentDraft) => void
}

/** What every step edits. */
export interface StepProps {
  readonly draft: DeploymentDraft
  readonly onChange: (changes: Partial<DeploymentDraft>) => void
}

export function DeploymentWizard({ initial, isRevision, isSubmitting, error, onSubmit }: Props) {
  const [draft, setDraft] = useState(initial)
  const [step, setStep] = useState(0)
  const [showsFaults, setShowsFaults] = useState(false)
  const onChange = (changes: Partial<DeploymentDraft>) =>
    setDraft((before) => ({ ...before, ...changes }))
  const isSound = [
    targetFault(draft.targetArn) === undefined,
    true,
    draft.components.every(({ merge }) => mergeFault(merge) === undefined),
  ]
  return (
    <Wizard
      i18nStrings={{
        stepNumberLabel: (number) => `Step ${number}`,
        collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
        navigationAriaLabel: 'Steps',
        cancelButton: 'Cancel',
        previousButton: 'Previous',
        nextButton: 'Next',
        submitButton: isRevision ? 'Revise' : 'Deploy',
        optional: 'optional',
      }}
      activeStepIndex={step}
      isLoadingNextStep={isSubmitting}
      onCancel={() => navigate('/deployments')}
      onSubmit={() => onSubmit(draft)}
      onNavigate={({ detail: { requestedStepIndex: wanted } }) => {
        const mayGo = wanted < step || isSound.slice(0, wanted).every(Boolean)
        setShowsFaults(!mayGo)
        if (mayGo) setStep(wanted)
      }}
      steps={[
        {
          title: 'Specify target',
          content: (
            <TargetStep
              draft={draft}
              onChange={onChange}
              isRevision={isRevision}
              showsFaults={showsFaults}
            />
          ),
        },
        {
          title: 'Select components',
          content: <ComponentsStep draft={draft} onChange={onChange} />,
        },
        {
          title: 'Configure components',
          content: <ConfigureStep draft={draft} onChange={onChange} />,
        },
        {
          title: 'Configure advanced settings',
          content: <SettingsStep draft={draft} onChange={onChange} />,
        },
        {
          title: 'Review',
          content: (
            <SpaceBetween size="l">
              <TroubleAlert error={error} />
              <ReviewStep draft={draft} />
            </SpaceBetween>
          ),
        },
      ]}
    />
  )
}
