import { IAMClient, paginateListPolicies } from '@aws-sdk/client-iam'
import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { useLoaded } from '../app/use-loaded.ts'

interface Props {
  readonly chosen: readonly string[]
  readonly onChange: (arns: readonly string[]) => void
}

export function PolicyPicker({ chosen, onChange }: Props) {
  const client = useClient(IAMClient)
  const { value, isLoading } = useLoaded(
    () => allPages(paginateListPolicies({ client }, {}), ({ Policies }) => Policies),
    [client],
  )
  const options = (value ?? []).map(({ Arn = '', PolicyName = '' }) => ({
    value: Arn,
    label: PolicyName,
    description: Arn.startsWith('arn:aws:iam::aws:') ? 'AWS managed' : 'Yours',
  }))
  return (
    <FormField label="Policies to attach">
      <Multiselect
        selectedOptions={options.filter((option) => chosen.includes(option.value))}
        options={options}
        onChange={({ detail }) =>
          onChange(detail.selectedOptions.flatMap(({ value: arn }) => arn ?? []))
        }
        filteringType="auto"
        filteringAriaLabel="Find a policy"
        filteringPlaceholder="Find"
        statusType={isLoading ? 'loading' : 'finished'}
        placeholder="Choose policies"
        ariaLabel="Policies to attach"
        deselectAriaLabel={({ label }) => `Remove ${label ?? ''}`}
      />
    </FormField>
  )
}
