import {
  type Component,
  GreengrassV2Client,
  paginateListComponents,
} from '@aws-sdk/client-greengrassv2'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { newComponentDraft } from './deployment-draft.ts'
import type { StepProps } from './deployment-wizard.tsx'

/** Which components the devices get. One that is in the list already keeps its version and configuration. */
export function ComponentsStep({ draft, onChange }: StepProps) {
  const client = useClient(GreengrassV2Client)
  const { value, error } = useLoaded(async () => {
    const list = (scope: 'PRIVATE' | 'PUBLIC') =>
      allPages(paginateListComponents({ client }, { scope }), ({ components }) => components)
    return (await Promise.all([list('PRIVATE'), list('PUBLIC')])).flat()
  }, [client])
  const [text, setText] = useState('')
  const [onlyChosen, setOnlyChosen] = useState(false)
  const { components } = draft
  const listed = value ?? []
  const unlisted = components.filter(
    ({ name }) => !listed.some(({ componentName }) => componentName === name),
  )
  const items: readonly Component[] = [
    ...unlisted.map(({ name, version }) => ({
      componentName: name,
      latestVersion: { componentVersion: version },
    })),
    ...listed,
  ]
  const isChosen = ({ componentName }: Component) =>
    components.some(({ name }) => name === componentName)
  const sought = text.trim().toLowerCase()
  const shown = items.filter(
    (item) =>
      (item.componentName ?? '').toLowerCase().includes(sought) && (!onlyChosen || isChosen(item)),
  )
  const select = (chosen: readonly Component[]) =>
    onChange({
      components: chosen.map(({ componentName = '', latestVersion }) => {
        const kept = components.find(({ name }) => name === componentName)
        return kept ?? newComponentDraft(componentName, latestVersion?.componentVersion ?? '')
      }),
    })
  return (
    <SpaceBetween size="l">
      <TroubleAlert error={error} />
      <Table
        items={shown}
        loading={value === undefined && error === undefined}
        loadingText="Loading components"
        trackBy="componentName"
        header={
          <Header variant="h2" counter={`(${components.length} chosen)`}>
            Components
          </Header>
        }
        selectionType="multi"
        selectedItems={items.filter(isChosen)}
        onSelectionChange={({ detail }) => select(detail.selectedItems)}
        ariaLabels={{
          tableLabel: 'Components',
          selectionGroupLabel: 'Components to deploy',
          allItemsSelectionLabel: () => 'Select all components',
          itemSelectionLabel: (_, { componentName }) => `Select ${componentName}`,
        }}
        filter={
          <div className="view-controls">
            <TextFilter
              filteringText={text}
              onChange={({ detail }) => setText(detail.filteringText)}
              filteringPlaceholder="Find"
              filteringAriaLabel="Find a component"
              filteringClearAriaLabel="Clear"
            />
            <Toggle checked={onlyChosen} onChange={({ detail }) => setOnlyChosen(detail.checked)}>
              Show only chosen ones
            </Toggle>
          </div>
        }
        empty={items.length === 0 ? 'There is no component yet.' : 'Nothing matches.'}
        columnDefinitions={[
          {
            id: 'name',
            header: 'Name',
            cell: ({ componentName }) => componentName,
            isRowHeader: true,
          },
          {
            id: 'version',
            header: 'Latest version',
            cell: ({ latestVersion }) => latestVersion?.componentVersion,
          },
        ]}
      />
      <OtherComponent
        onAdd={(name, version) =>
          onChange({
            components: [
              ...components.filter((one) => one.name !== name),
              newComponentDraft(name, version),
            ],
          })
        }
      />
    </SpaceBetween>
  )
}

interface OtherProps {
  readonly onAdd: (name: string, version: string) => void
}

function OtherComponent({ onAdd }: OtherProps) {
  const [name, setName] = useState('')
  const [version, setVersion] = useState('')
  return (
    <Container header={<Header variant="h2">A component that is not listed</Header>}>
      <div className="view-controls">
        <FormField label="Name">
          <Input value={name} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
        <FormField label="Version">
          <Input value={version} onChange={({ detail }) => setVersion(detail.value)} />
        </FormField>
        <Button
          disabled={name.trim() === '' || version.trim() === ''}
          onClick={() => {
            onAdd(name.trim(), version.trim())
            setName('')
            setVersion('')
          }}
        >
          Add
        </Button>
      </div>
    </Container>
  )
}
