import AttributeEditor from '@cloudscape-design/components/attribute-editor'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import FormField from '@cloudscape-design/components/form-field'
import { type DataSelection, dataTypes, type TrailDraft, type Which } from './trail-draft.ts'

interface Props {
  readonly draft: TrailDraft
  readonly onChange: (changes: Partial<TrailDraft>) => void
}

export const whichTexts: Readonly<Record<Which, string>> = {
  All: 'Read and write',
  WriteOnly: 'Write only',
  ReadOnly: 'Read only',
  None: 'None',
}

const whichOptions = (['All', 'WriteOnly', 'ReadOnly'] as const).map((value) => ({
  value,
  label: whichTexts[value],
}))

export function TrailEventsStep({ draft, onChange }: Props) {
  const { data } = draft
  const changeData = (index: number, changes: Partial<DataSelection>) =>
    onChange({ data: data.map((one, i) => (i === index ? { ...one, ...changes } : one)) })
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description="What is done with the account’s resources themselves">
            Management events
          </Header>
        }
      >
        <SpaceBetween size="m">
          <FormField label="Which calls">
            <RadioGroup
              value={draft.management}
              onChange={({ detail }) => onChange({ management: detail.value as Which })}
              items={Object.entries(whichTexts).map(([value, label]) => ({ value, label }))}
            />
          </FormField>
          <Checkbox
            checked={draft.excludesKms}
            onChange={({ detail }) => onChange({ excludesKms: detail.checked })}
          >
            Without AWS KMS events
          </Checkbox>
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header
            variant="h2"
            description="What is done in a resource: many, and off unless chosen"
          >
            Data events
          </Header>
        }
      >
        <AttributeEditor
          items={data}
          addButtonText="Add a resource type"
          removeButtonText="Remove"
          empty="No data events."
          onAddButtonClick={() =>
            onChange({ data: [...data, { type: dataTypes[0] ?? '', which: 'All' }] })
          }
          onRemoveButtonClick={({ detail }) =>
            onChange({ data: data.filter((_, i) => i !== detail.itemIndex) })
          }
          definition={[
            {
              label: 'Resource type',
              control: ({ type }, index) => (
                <Select
                  selectedOption={{ value: type, label: type }}
                  options={dataTypes.map((value) => ({ value, label: value }))}
                  onChange={({ detail }) =>
                    changeData(index, { type: detail.selectedOption.value ?? type })
                  }
                />
              ),
            },
            {
              label: 'Which calls',
              control: ({ which }, index) => (
                <Select
                  selectedOption={{ value: which, label: whichTexts[which] }}
                  options={whichOptions}
                  onChange={({ detail }) =>
                    changeData(index, {
                      which: (detail.selectedOption.value ?? which) as DataSelection['which'],
                    })
                  }
                />
              ),
            },
          ]}
        />
      </Container>
    </SpaceBetween>
  )
}
