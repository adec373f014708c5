import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { CodeField } from '../parts/code-field.tsx'
import { type TrustDraft, trustFault, type TrustKind, withKind } from './trust-draft.ts'

interface Props {
  readonly draft: TrustDraft
  readonly onChange: (draft: TrustDraft) => void
}

const kinds = [
  {
    value: 'account',
    label: 'An account',
    description: 'Its users and roles, as far as their own policies let them: this one, or another',
  },
  { value: 'service', label: 'A service', description: 'It acts with the role’s rights' },
  { value: 'json', label: 'Written by hand', description: 'A trust policy in JSON' },
] as const satisfies readonly { readonly value: TrustKind; readonly [word: string]: string }[]

/** Who may assume a role. */
export function TrustFields({ draft, onChange }: Props) {
  const { kind, accountId, service, text } = draft
  return (
    <SpaceBetween size="l">
      <FormField label="Trusted">
        <RadioGroup
          value={kind}
          items={kinds}
          onChange={({ detail }) => onChange(withKind(draft, detail.value as TrustKind))}
        />
      </FormField>
      {kind === 'account' ? (
        <FormField label="Account ID" errorText={trustFault(draft)}>
          <Input
            value={accountId}
            inputMode="numeric"
            onChange={({ detail }) => onChange({ ...draft, accountId: detail.value.trim() })}
          />
        </FormField>
      ) : undefined}
      {kind === 'service' ? (
        <FormField
          label="Service"
          errorText={service === '' ? undefined : trustFault(draft)}
          description="Its principal, such as greengrass.amazonaws.com"
        >
          <Input
            value={service}
            onChange={({ detail }) => onChange({ ...draft, service: detail.value.trim() })}
          />
        </FormField>
      ) : undefined}
      {kind === 'json' ? (
        <FormField label="Trust policy" errorText={trustFault(draft)} stretch>
          <CodeField
            value={text}
            rows={14}
            onChange={(changed) => onChange({ ...draft, text: changed })}
          />
        </FormField>
      ) : undefined}
    </SpaceBetween>
  )
}
