/** Why a text is no JSON; undefined when it is. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? `Not JSON: ${error.message}` : 'Not JSON.'
  }
}
