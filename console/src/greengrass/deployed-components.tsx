import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import type { ComponentDraft } from './deployment-draft.ts'

/** What a deployment puts on its devices, with the configuration as people read it. */
export function DeployedComponents({
  components,
}: {
  readonly components: readonly ComponentDraft[]
}) {
  return (
    <Table
      items={components}
      trackBy="name"
      header={
        <Header variant="h2" counter={`(${components.length})`}>
          Components
        </Header>
      }
      ariaLabels={{ tableLabel: 'Components' }}
      empty="No components: devices remove those that only this deployment had brought."
      columnDefinitions={[
        { id: 'name', header: 'Name', cell: ({ name }) => name, isRowHeader: true },
        { id: 'version', header: 'Version', cell: ({ version }) => version },
        {
          id: 'merge',
          header: 'Configuration merged',
          cell: ({ merge }) => (merge === '' ? '–' : <pre className="code">{merge}</pre>),
        },
        {
          id: 'reset',
          header: 'Configuration reset',
          cell: ({ reset }) => (reset === '' ? '–' : <pre className="code">{reset}</pre>),
        },
        { id: 'user', header: 'Runs as', cell: ({ user }) => user || 'the device’s default' },
        { id: 'limits', header: 'Limits', cell: limitsText },
      ]}
    />
  )
}

function limitsText({ cpus, memory }: ComponentDraft): string {
  const limits = [cpus === '' ? [] : `${cpus} processors`, memory === '' ? [] : `${memory} kB`]
  return limits.flat().join(', ') || 'None'
}
