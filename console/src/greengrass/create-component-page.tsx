import {
  CreateComponentVersionCommand,
  GetComponentCommand,
  GreengrassV2Client,
} from '@aws-sdk/client-greengrassv2'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useClient } from '../api/connection.ts'
import { linkTo, navigate } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import type { PageProps } from '../app/route.ts'
import { useAction } from '../app/use-action.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { CodeField } from '../parts/code-field.tsx'
import { LoadedPage } from '../parts/loaded-page.tsx'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { newRecipe, type RecipeFormat, recipeFaults } from './recipe.ts'

/** A new component, or a new version that starts from the recipe of another one. */
export function CreateComponentPage({ query }: PageProps) {
  const client = useClient(GreengrassV2Client)
  const from = query.get('from') ?? ''
  const loaded = useLoaded(async () => {
    if (from === '') return newRecipe('YAML')
    const command = new GetComponentCommand({ arn: from, recipeOutputFormat: 'YAML' })
    return new TextDecoder().decode((await client.send(command)).recipe)
  }, [client, from])
  return (
    <LoadedPage title="Create component" loaded={loaded}>
      {(recipe) => <RecipeEditor initial={recipe} />}
    </LoadedPage>
  )
}

function RecipeEditor({ initial }: { readonly initial: string }) {
  const client = useClient(GreengrassV2Client)
  const notify = useNotify()
  const [format, setFormat] = useState<RecipeFormat>('YAML')
  const [text, setText] = useState(initial)
  const faults = recipeFaults(text, format)
  const create = useAction(async () => {
    const inlineRecipe = new TextEncoder().encode(text)
    const answer = await client.send(new CreateComponentVersionCommand({ inlineRecipe }))
    notify.done(`${answer.componentName} ${answer.componentVersion} is created.`, answer)
    navigate(linkTo(['components', answer.arn ?? '']))
  })
  const changeFormat = (chosen: RecipeFormat) => {
    setFormat(chosen)
    if (text === newRecipe(format)) setText(newRecipe(chosen))
  }
  return (
    <Form
      header={<Header variant="h1">Create component</Header>}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" href="#/components">
            Cancel
          </Button>
          <Button
            variant="primary"
            disabled={faults.length > 0}
            loading={create.isRunning}
            onClick={() => create.run()}
          >
            Create component
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="m">
        <TroubleAlert error={create.error} />
        <Container
          header={
            <Header
              variant="h2"
              actions={
                <SegmentedControl
                  label="Format of the recipe"
                  selectedId={format}
                  options={[
                    { id: 'YAML', text: 'YAML' },
                    { id: 'JSON', text: 'JSON' },
                  ]}
                  onChange={({ detail }) => changeFormat(detail.selectedId as RecipeFormat)}
                />
              }
            >
              Recipe
            </Header>
          }
        >
          <FormField
            label="Recipe"
            description="What the component is called, what it needs, and what it runs"
            errorText={faults.length > 0 ? faults.join(' ') : undefined}
            stretch
          >
            <CodeField value={text} onChange={setText} rows={24} />
          </FormField>
        </Container>
      </SpaceBetween>
    </Form>
  )
}
