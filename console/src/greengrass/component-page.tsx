import {
  DeleteComponentCommand,
  DescribeComponentCommand,
  GetComponentCommand,
  GreengrassV2Client,
} from '@aws-sdk/client-greengrassv2'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useClient } from '../api/connection.ts'
import { linkTo, navigate } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { CodeText } from '../parts/code-text.tsx'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { LoadedPage } from '../parts/loaded-page.tsx'
import { Time } from '../parts/time.tsx'
import { ComponentVersions } from './component-versions.tsx'
import type { RecipeFormat } from './recipe.ts'

export function ComponentPage({ params: { arn = '' } }: PageProps) {
  const client = useClient(GreengrassV2Client)
  const notify = useNotify()
  const loaded = useLoaded(
    (abortSignal) => client.send(new DescribeComponentCommand({ arn }), { abortSignal }),
    [client, arn],
  )
  const remove = async () => {
    const answer = await client.send(new DeleteComponentCommand({ arn }))
    notify.done('The version is deleted.', answer)
    navigate('/components')
  }
  return (
    <LoadedPage title="Component" loaded={loaded}>
      {({ componentName = '', componentVersion = '', ...component }) => (
        <SpaceBetween size="l">
          <Header
            variant="h1"
            description={component.description}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button href={linkTo(['components', 'create'], new URLSearchParams({ from: arn }))}>
                  Create version
                </Button>
                <Button
                  href={linkTo(
                    ['deployments', 'create'],
                    new URLSearchParams({ component: componentName, version: componentVersion }),
                  )}
                >
                  Deploy
                </Button>
                <ConfirmButton
                  text="Delete version"
                  confirmText="Delete"
                  question={`Delete ${componentName} ${componentVersion}? Devices that run it keep it; new deployments cannot use it.`}
                  onConfirm={remove}
                />
              </SpaceBetween>
            }
          >
            {componentName} {componentVersion}
          </Header>
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'State', value: component.status?.componentState ?? '–' },
                { label: 'Publisher', value: component.publisher ?? '–' },
                { label: 'Created', value: <Time at={component.creationTimestamp} /> },
                { label: 'ARN', value: arn },
              ]}
            />
          </Container>
          <Recipe arn={arn} />
          <ComponentVersions arn={arn} />
        </SpaceBetween>
      )}
    </LoadedPage>
  )
}

function Recipe({ arn }: { readonly arn: string }) {
  const client = useClient(GreengrassV2Client)
  const [format, setFormat] = useState<RecipeFormat>('YAML')
  const { value = '' } = useLoaded(
    async (abortSignal) => {
      const command = new GetComponentCommand({ arn, recipeOutputFormat: format })
      const { recipe } = await client.send(command, { abortSignal })
      return new TextDecoder().decode(recipe)
    },
    [client, arn, format],
  )
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <SegmentedControl
                label="Format of the recipe"
                selectedId={format}
                options={[
                  { id: 'YAML', text: 'YAML' },
                  { id: 'JSON', text: 'JSON' },
                ]}
                onChange={({ detail }) => setFormat(detail.selectedId as RecipeFormat)}
              />
              <CopyToClipboard
                copyButtonText="Copy"
                textToCopy={value}
                copySuccessText="Copied"
                copyErrorText="Could not be copied"
              />
            </SpaceBetween>
          }
        >
          Recipe
        </Header>
      }
    >
      <CodeText label="Recipe" text={value} />
    </Container>
  )
}
