import { StoreError } from '../buckets/object-store.ts'

const deniedCodes = new Set(['EACCES', 'EPERM', 'EROFS'])

/** Whatever goes wrong, the caller is told in S3's words. */
export async function told<T>(what: string, which: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isSystemError(error)) throw error
    const code = deniedCodes.has(codeOf(error)) ? 'AccessDenied' : 'InternalError'
    throw new StoreError(code, `could not ${what} ${which}`, { cause: error })
  }
}

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}

export function noSuchBucket(bucket: string): StoreError {
  return new StoreError('NoSuchBucket', `The bucket ${bucket} does not exist`)
}

export function noSuchUpload(): StoreError {
  return new StoreError('NoSuchUpload', 'The upload was completed or aborted meanwhile')
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
