import type { Call } from '../operation.ts'

/** Where devices fetch a deployment's document from when it was too large to be sent. */
export interface DocumentUrls {
  /** An address from which anybody can fetch the document for a while. */
  presigned(deploymentId: string, document: Uint8Array, call: Call): Promise<string>
}
