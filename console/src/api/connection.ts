import { createContext, use, useMemo } from 'react'
import type { Credentials } from '../session/credentials.ts'
import { waymarkSearch, type WaymarkSearch } from './waymark-search.ts'

/** One person's way to the API of this origin: their keys, in one region. */
export interface Connection {
  readonly region: string
  readonly credentials: () => Promise<Credentials>
}

interface ClientConfig {
  readonly region: string
  readonly endpoint: string
  readonly credentials: () => Promise<Credentials>
  readonly maxAttempts: number
  /** For S3 alone: this origin has no name of its own for each bucket. */
  readonly forcePathStyle: true
}

export const ConnectionContext = createContext<Connection | undefined>(undefined)

export function useConnection(): Connection {
  const connection = use(ConnectionContext)
  if (!connection) throw new Error('No page is shown to somebody who is not signed in.')
  return connection
}

/** An official SDK client that calls this origin as the person signed in. */
export function useClient<Client>(Client: new (config: ClientConfig) => Client): Client {
  const connection = useConnection()
  return useMemo(() => new Client(clientConfig(connection)), [Client, connection])
}

export function useSearch(): WaymarkSearch {
  const connection = useConnection()
  return useMemo(() => waymarkSearch(connection), [connection])
}

function clientConfig({ region, credentials }: Connection): ClientConfig {
  return { region, credentials, endpoint: location.origin, maxAttempts: 2, forcePathStyle: true }
}
