import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'

/** A password for somebody else. It is only ever in memory and in the call that sets it. */
export interface NewPassword {
  readonly text: string
  readonly mustChange: boolean
}

export const noPassword: NewPassword = { text: '', mustChange: true }

interface Props {
  readonly label: string
  readonly value: NewPassword
  readonly onChange: (value: NewPassword) => void
}

export function PasswordFields({ label, value, onChange }: Props) {
  return (
    <SpaceBetween size="s">
      <FormField label={label} description="As long as the account’s password policy asks">
        <Input
          type="password"
          autoComplete="new-password"
          value={value.text}
          onChange={({ detail }) => onChange({ ...value, text: detail.value })}
        />
      </FormField>
      <Checkbox
        checked={value.mustChange}
        onChange={({ detail }) => onChange({ ...value, mustChange: detail.checked })}
      >
        Must change it at the next sign-in
      </Checkbox>
    </SpaceBetween>
  )
}
