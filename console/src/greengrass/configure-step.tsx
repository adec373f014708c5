import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { CodeField } from '../parts/code-field.tsx'
import type { ComponentDraft } from './deployment-draft.ts'
import type { StepProps } from './deployment-wizard.tsx'
import { mergeFault } from './merge-text.ts'

export function ConfigureStep({ draft, onChange }: StepProps) {
  const { components } = draft
  if (components.length === 0) return <Box>No component is chosen, so there is nothing to set.</Box>
  const change = (name: string, changes: Partial<ComponentDraft>) =>
    onChange({
      components: components.map((one) => (one.name === name ? { ...one, ...changes } : one)),
    })
  return (
    <SpaceBetween size="l">
      {components.map((component) => (
        <ExpandableSection
          key={component.name}
          variant="container"
          defaultExpanded={components.length === 1 || component.merge !== ''}
          headerText={`${component.name} ${component.version}`}
        >
          <Component
            component={component}
            onChange={(changes) => change(component.name, changes)}
          />
        </ExpandableSection>
      ))}
    </SpaceBetween>
  )
}

interface Props {
  readonly component: ComponentDraft
  readonly onChange: (changes: Partial<ComponentDraft>) => void
}

function Component({ component, onChange }: Props) {
  const { version, merge, reset, user, cpus, memory } = component
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={2}>
        <FormField label="Version">
          <Input value={version} onChange={({ detail }) => onChange({ version: detail.value })} />
        </FormField>
        <FormField label="Runs as – optional" description="A user or user:group of the device">
          <Input
            value={user}
            placeholder="the device’s default"
            onChange={({ detail }) => onChange({ user: detail.value })}
          />
        </FormField>
        <FormField label="Processors at most – optional" description="Such as 0.5">
          <Input
            type="number"
            inputMode="decimal"
            step={0.1}
            value={cpus}
            onChange={({ detail }) => onChange({ cpus: detail.value })}
          />
        </FormField>
        <FormField label="Memory at most – optional" description="Kilobytes">
          <Input
            type="number"
            inputMode="numeric"
            value={memory}
            onChange={({ detail }) => onChange({ memory: detail.value })}
          />
        </FormField>
      </ColumnLayout>
      <FormField
        label="Configuration to merge – optional"
        description="YAML or JSON; it is merged into what the device has"
        errorText={mergeFault(merge)}
        stretch
      >
        <CodeField
          value={merge}
          rows={8}
          placeholder={'mqtt:\n  port: 443'}
          onChange={(text) => onChange({ merge: text })}
        />
      </FormField>
      <FormField
        label="Configuration to reset – optional"
        description="JSON pointers, one a line; the device first puts these back to the recipe’s defaults"
        stretch
      >
        <CodeField
          value={reset}
          rows={3}
          placeholder="/mqtt/port"
          onChange={(text) => onChange({ reset: text })}
        />
      </FormField>
    </SpaceBetween>
  )
}
