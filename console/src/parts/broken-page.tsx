import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { TroubleAlert } from './trouble-alert.tsx'

/** Instead of a page that cannot be shown: headed like one, so that whoever cannot see it is told as well. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  return (
    <SpaceBetween size="m">
      <Header variant="h1">This page cannot be shown</Header>
      <TroubleAlert error={error} />
    </SpaceBetween>
  )
}

export function NoSuchPage() {
  return <BrokenPage error={new Error('There is no such page.')} />
}
