import {
  CreateDeploymentCommand,
  GetDeploymentCommand,
  GreengrassV2Client,
} from '@aws-sdk/client-greengrassv2'
import { useMemo } from 'react'
import { useClient } from '../api/connection.ts'
import { linkTo, navigate } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import type { PageProps } from '../app/route.ts'
import { useAction } from '../app/use-action.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { LoadedPage } from '../parts/loaded-page.tsx'
import {
  type DeploymentDraft,
  deploymentInput,
  draftOf,
  newComponentDraft,
  newDeploymentDraft,
} from './deployment-draft.ts'
import { DeploymentWizard } from './deployment-wizard.tsx'

/** A new deployment, or a revision that begins with everything the earlier one says. */
export function CreateDeploymentPage({ query }: PageProps) {
  const client = useClient(GreengrassV2Client)
  const notify = useNotify()
  const revised = query.get('revise') ?? ''
  const [component = '', version = ''] = [query.get('component'), query.get('version')].map(
    (value) => value ?? '',
  )
  const fresh = useMemo<DeploymentDraft>(
    () =>
      component === ''
        ? newDeploymentDraft
        : { ...newDeploymentDraft, components: [newComponentDraft(component, version)] },
    [component, version],
  )
  const loaded = useLoaded(async () => {
    if (revised === '') return fresh
    return draftOf(await client.send(new GetDeploymentCommand({ deploymentId: revised })))
  }, [client, revised, fresh])
  const create = useAction(async (draft: DeploymentDraft) => {
    const answer = await client.send(new CreateDeploymentCommand(deploymentInput(draft)))
    notify.done(revised === '' ? 'The deployment is created.' : 'It is revised.', answer)
    navigate(linkTo(['deployments', answer.deploymentId ?? '']))
  })
  return (
    <LoadedPage title="Create deployment" loaded={loaded}>
      {(initial) => (
        <DeploymentWizard
          initial={initial}
          isRevision={revised !== ''}
          isSubmitting={create.isRunning}
          error={create.error}
          onSubmit={(draft) => create.run(draft)}
        />
      )}
    </LoadedPage>
  )
}
