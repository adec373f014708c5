import Box from '@cloudscape-design/components/box'
import Spinner from '@cloudscape-design/components/spinner'
import { Component, type ReactNode, Suspense } from 'react'
import { BrokenPage, NoSuchPage } from '../parts/broken-page.tsx'
import { useLocation } from './location.ts'
import { findRoute } from './routes.ts'

/** The page that the address names. */
export function PageContent() {
  const { path, query } = useLocation()
  const found = findRoute(path)
  if (!found) return <NoSuchPage />
  const { Page } = found.route
  return (
    <WhenBroken key={path}>
      <Suspense fallback={<Loading />}>
        <Page params={found.params} query={query} />
      </Suspense>
    </WhenBroken>
  )
}

function Loading() {
  return (
    <Box padding="xxl" textAlign="center">
      <Spinner /> <output>Loading</output>
    </Box>
  )
}

/** A page that cannot be shown must not take the rest of the console with it. */
class WhenBroken extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override readonly state: { readonly error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    return error === undefined ? this.props.children : <BrokenPage error={error} />
  }
}
