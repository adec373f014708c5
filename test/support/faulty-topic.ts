import { type Notifier, NotifierError, type TrailPublication } from '../../src/trails/notifier.ts'
import type { Fault } from './faulty-store.ts'

/** A topic in memory that fails on demand. */
export class FaultyTopic implements Notifier {
  readonly published: TrailPublication[] = []
  /** What the next publication does instead of working. */
  fault: Fault | undefined
  /** Topics that refuse everything for as long as this says so. */
  refuses: (topicArn: string) => boolean = () => false

  async publish(publication: TrailPublication): Promise<void> {
    const { fault } = this
    this.fault = undefined
    if (this.refuses(publication.topicArn)) throw new NotifierError('AuthorizationError', 'refused')
    if (fault !== 'failed and not done') this.published.push(publication)
    if (fault) throw new NotifierError('InternalError', fault)
  }

  /** The objects that were told of, each as often as it was. */
  toldOf(): string[] {
    return this.published.flatMap(({ message }) => {
      const { s3Bucket, s3ObjectKey } = JSON.parse(message) as {
        readonly s3Bucket: string
        readonly s3ObjectKey: readonly string[]
      }
      return s3ObjectKey.map((key) => `${s3Bucket}/${key}`)
    })
  }
}
